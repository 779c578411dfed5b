// Who calls, in whose mailbox they act, and what they may open of the mailboxes of others.
import type { Folder } from './folders.ts';
import { idPrefix, prefixOfId } from './ids.ts';
import type { ConnectingSid } from './soap/envelope.ts';
import { SoapFault } from './soap/errors.ts';
import type { Mailbox } from './store.ts';

/** Of another's mailbox: all of it, or their calendar folder to write or to read. `None`: the mailbox, but nothing in it. */
export type Rights = 'FullAccess' | 'CalendarEditor' | 'CalendarReviewer' | 'None';

/** Who signed in, by whichever scheme. */
export interface Principal {
  /** `EXAMPLE\svc-sync`, an address, or the id of an app. */
  readonly name: string;
  /** The principal's own mailbox; a service account needs none. */
  readonly mailbox?: string;
  /** The management scope of ApplicationImpersonation: which mailboxes it may act for. */
  readonly impersonates: 'all' | readonly string[];
  /** Apps with full_access_as_app have no mailbox of their own to act in. */
  readonly mustImpersonate?: boolean;
}

export interface Account extends Principal {
  readonly password: string;
  /** Delegate access to the mailboxes of others. */
  readonly opens?: readonly { readonly mailbox: string; readonly rights: Rights }[];
}

export interface Caller {
  readonly principal: Principal;
  /** The mailbox the request acts in. */
  readonly mailbox: Mailbox | undefined;
}

/** `closed`: the mailbox itself does not open. `hidden`: it does, and what was asked for is not shown. */
export type Access = 'write' | 'read' | 'hidden' | 'closed';

export interface Accounts {
  readonly list: readonly Account[];
  mailbox(address: string): Mailbox | undefined;
  mailboxes(): Mailbox[];
  /** The mailbox that made an id of an item or folder. */
  mailboxOfId(id: string): Mailbox | undefined;
  /** The account with this sign-in name and password. */
  signIn(name: string, password: string): Account | undefined;
  /** The account with this sign-in name: Windows names have no letter case, and an address is a name too. */
  named(name: string): Account | undefined;
  /** Throws SoapFault where the principal may not act as that mailbox, or there is none. */
  callerFor(principal: Principal, impersonate: ConnectingSid | undefined): Caller;
  /** Gives an account rights in the mailbox of another, or takes them away. Throws for unknown names. */
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

  /** Whoever impersonates has the rights of the one who is impersonated. */
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
        for (const known of mailboxes.values()) byPrefix.set(idPrefix(known.owner), known);
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

/** Folder permissions are of one folder: those below it have their own. */
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
  [account.name, account.mailbox].some((known) => known?.toLowerCase() === name.toLowerCase());

const mayImpersonate = ({ impersonates }: Principal, target: Mailbox) =>
  impersonates === 'all' || impersonates.some((address) => address.toLowerCase() === target.address.toLowerCase());
