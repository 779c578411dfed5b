// The caller, the mailbox that the caller acts in, and the rights in other mailboxes.

import type { ConnectingSid } from '../soap/envelope.ts';
import { SoapFault } from '../soap/errors.ts';
import type { Folder } from '../store/folders.ts';
import { idPrefix, prefixOfId } from '../store/ids.ts';
import type { Mailbox } from '../store/store.ts';

/**
 * Rights in another's mailbox: all of it, or its calendar folder to write or to read. `None` opens the mailbox but no
 * folder.
 */
export type Rights = 'FullAccess' | 'CalendarEditor' | 'CalendarReviewer' | 'None';

/** The signed-in caller, by whichever scheme. */
export interface Principal {
  /** `EXAMPLE\svc-sync`, an address, or the id of an app. */
  readonly name: string;
  /** The principal's own mailbox; a service account needs none. */
  readonly mailbox?: string;
  /** The management scope of ApplicationImpersonation: the mailboxes that this principal may act for. */
  readonly impersonates: 'all' | readonly string[];
  /** Apps with full_access_as_app have no own mailbox, so they must impersonate. */
  readonly mustImpersonate?: boolean;
}

export interface Account extends Principal {
  readonly password: string;
  /** Delegate access to other mailboxes. */
  readonly opens?: readonly { readonly mailbox: string; readonly rights: Rights }[];
}

export interface Caller {
  readonly principal: Principal;
  /** The mailbox that the request acts in. */
  readonly mailbox: Mailbox | undefined;
}

/** `closed`: the mailbox does not open. `hidden`: the mailbox opens, but the item or folder is not shown. */
export type Access = 'write' | 'read' | 'hidden' | 'closed';

export interface Accounts {
  readonly list: readonly Account[];
  mailbox(address: string): Mailbox | undefined;
  mailboxes(): Mailbox[];
  /** The mailbox that issued this id of an item or folder. */
  mailboxOfId(id: string): Mailbox | undefined;
  /** The account with this sign-in name and password. */
  signIn(name: string, password: string): Account | undefined;
  /** The account with this sign-in name. Windows names ignore letter case; an address is a name too. */
  named(name: string): Account | undefined;
  /** Throws SoapFault where the principal may not act as that mailbox, or the mailbox does not exist. */
  callerFor(principal: Principal, impersonate: ConnectingSid | undefined): Caller;
  /** Gives an account rights in another's mailbox, or removes them with undefined. Throws for unknown names. */
  grant(account: string, mailbox: string, rights: Rights | undefined): void;
  access(caller: Caller, mailbox: Mailbox, folder: Folder): Access;
}

export function createAccounts(list: readonly Account[], mailboxes: ReadonlyMap<string, Mailbox>): Accounts {
  const mailbox = (address: string) => mailboxes.get(address.trim().toLowerCase());
  const named = (name: string) => list.find((account) => isNamed(account, name));
  const byPrefix = new Map<string, Mailbox>();
  const grants = new Map<string, Rights>();
  for (const { name, opens = [] } of list) for (const grant of opens) put(name, grant.mailbox, grant.rights);

  function put(account: string, address: string, rights: Rights | undefined): void {
    if (rights === undefined) grants.delete(grantKey(account, address));
    else grants.set(grantKey(account, address), rights);
  }

  /** An impersonating caller has the rights of the impersonated user. */
  const actingAs = ({ principal, mailbox: acting }: Caller) =>
    acting && acting.address.toLowerCase() !== principal.mailbox?.toLowerCase()
      ? (named(acting.address)?.name ?? acting.address)
      : principal.name;

  return {
    list,
    mailbox,
    mailboxes: () => [...mailboxes.values()],
    mailboxOfId(id) {
      if (byPrefix.size < mailboxes.size)
        for (const each of mailboxes.values()) byPrefix.set(idPrefix(each.owner), each);
      return byPrefix.get(prefixOfId(id));
    },
    signIn: (name, password) => {
      const account = named(name);
      return account?.password === password ? account : undefined;
    },
    named,
    callerFor: (principal, impersonate) => callerFor(principal, impersonate, mailbox),
    grant(account, address, rights) {
      if (!named(account) || !mailbox(address))
        throw new Error(`There is no account ${account} or mailbox ${address}.`);
      put(account, address, rights);
    },
    access(caller, target, folder) {
      if (caller.mailbox === target) return 'write';
      const rights = grants.get(grantKey(actingAs(caller), target.address));
      return rights === undefined ? 'closed' : accessBy(rights, folder);
    },
  };
}

const grantKey = (account: string, address: string) => `${account.toLowerCase()} opens ${address.toLowerCase()}`;

/** Folder permissions belong to one folder. Its subfolders have their own. */
function accessBy(rights: Rights, folder: Folder): Access {
  if (rights === 'FullAccess') return 'write';
  if (rights === 'None' || folder.distinguished !== 'calendar') return 'hidden';
  return rights === 'CalendarEditor' ? 'write' : 'read';
}

function callerFor(
  principal: Principal,
  impersonate: ConnectingSid | undefined,
  mailbox: (address: string) => Mailbox | undefined,
): Caller {
  if (!impersonate) {
    if (principal.mustImpersonate) {
      throw new SoapFault(
        'ErrorInvalidExchangeImpersonationHeaderData',
        'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
      );
    }
    return { principal, mailbox: principal.mailbox === undefined ? undefined : mailbox(principal.mailbox) };
  }
  if (impersonate.kind === 'SID') throw new SoapFault('ErrorInvalidSid', 'The SID is invalid.');
  const target = mailbox(impersonate.value);
  if (!target) throw new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  if (!mayImpersonate(principal, target)) {
    throw new SoapFault(
      'ErrorImpersonateUserDenied',
      'The account does not have permission to impersonate the requested user.',
    );
  }
  return { principal, mailbox: target };
}

const isNamed = (account: Account, name: string) =>
  [account.name, account.mailbox].some((signInName) => signInName?.toLowerCase() === name.toLowerCase());

const mayImpersonate = ({ impersonates }: Principal, target: Mailbox) =>
  impersonates === 'all' || impersonates.some((address) => address.toLowerCase() === target.address.toLowerCase());
