// Users of the tenant, each with a mailbox of the same name.
import { createHash } from 'node:crypto';
import type { Mailbox } from '../../store/store.ts';
import type { Call, GraphAnswer } from '../request/call.ts';
import { GraphError } from '../request/errors.ts';
import { selected } from '../request/query.ts';

/** The object id of a mailbox's user. It is the same at every start. */
export function userId({ address }: Mailbox): string {
  const hex = createHash('sha256').update(`user ${address.toLowerCase()}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const ROLES = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];

export function getUser({ caller, mailbox, site, query }: Call): GraphAnswer {
  if (!caller.roles.some((role) => ROLES.includes(role)))
    throw new GraphError(403, {
      code: 'Authorization_RequestDenied',
      message: 'Insufficient privileges to complete the operation.',
    });
  const { address } = mailbox;
  const user = {
    businessPhones: [],
    displayName: address.slice(0, address.indexOf('@')),
    givenName: null,
    jobTitle: null,
    mail: address,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname: null,
    userPrincipalName: address,
    id: userId(mailbox),
  };
  return {
    status: 200,
    body: { '@odata.context': `${site.root()}/$metadata#users/$entity`, ...selected(user, query) },
  };
}
