// Microsoft's clouds: the sign-in, Graph, and the audience of a managed identity's token that an application trusts
// (learn.microsoft.com: "National clouds"; "Configure an application to trust a managed identity").
import type { CloudName } from '../../../sync/ports/exchangeNames.ts';

export interface Cloud {
  /** `https://login.microsoftonline.com` */
  readonly loginUrl: string;
  /** `https://graph.microsoft.com` */
  readonly graphUrl: string;
  /** Whom a token for Graph is for. */
  readonly resourceUrl: string;
  /** Whom a managed identity's token is for when it stands for an application. */
  readonly exchangeAudience: string;
}

const cloud = (loginUrl: string, graphUrl: string, exchangeAudience: string): Cloud => ({
  loginUrl,
  graphUrl,
  resourceUrl: graphUrl,
  exchangeAudience,
});

/** Microsoft 365 (GCC included), GCC High, and the one that 21Vianet runs in China. */
export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  global: cloud('https://login.microsoftonline.com', 'https://graph.microsoft.com', 'api://AzureADTokenExchange'),
  usGovernment: cloud(
    'https://login.microsoftonline.us',
    'https://graph.microsoft.us',
    'api://AzureADTokenExchangeUSGov',
  ),
  china: cloud(
    'https://login.chinacloudapi.cn',
    'https://microsoftgraph.chinacloudapi.cn',
    'api://AzureADTokenExchangeChina',
  ),
};
