// Ivanti's record of its own Exchange configuration, as an administrator copies it.
import type { LocalExchange } from '../../../local/exchange/server.ts';
import { LOCAL_APP } from '../localGraphApp.ts';
import { CHANGES } from './ivantiCompany.ts';

/** The account of the shared mailbox itself. */
export const MAILBOX_ACCOUNT = {
  name: 'EXAMPLE\\changes',
  password: 'the password of the shared mailbox',
  mailbox: CHANGES,
  impersonates: [],
} as const;

const common = { name: 'Change Calendar Configuration', folderName: 'Calendar', email: CHANGES };

export const plainRecord = ({ url, caCertificate }: LocalExchange) => ({
  ...common,
  loginType: 'Plain',
  domainName: 'EXAMPLE',
  serverUrl: url,
  exchangeVersion: 'Exchange 2016',
  caCertificate,
  password: MAILBOX_ACCOUNT.password,
});

const { tenant: clientTenantId, clientId, secret: clientSecretKey } = LOCAL_APP;

/** Over EWS. */
export const authRecord = ({ url, caCertificate }: LocalExchange) => ({
  ...common,
  loginType: 'Auth',
  serverUrl: url,
  caCertificate,
  clientLoginUrl: new URL(url).origin,
  clientResourceUrl: 'https://outlook.office365.com',
  ...{ clientTenantId, clientId, clientSecretKey },
});

export const graphRecord = {
  ...common,
  loginType: 'Auth',
  clientResourceUrl: 'https://graph.microsoft.com',
  ...{ clientTenantId, clientId, clientSecretKey },
};
