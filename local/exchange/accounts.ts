// Who calls, with which rights, in whose mailbox: Basic authentication and ExchangeImpersonation.

import type { ConnectingSid } from './soap/envelope.ts';
import { SoapFault } from './soap/errors.ts';
import type { Mailbox } from './store.ts';

export interface Account {
  /** `EXAMPLE\svc-sync`, or an address. */
  readonly name: string;
  readonly password: string;
  /** The account's own mailbox; a service account needs none. */
  readonly mailbox?: string;
  /** The management scope of ApplicationImpersonation: which mailboxes it may act for. */
  readonly impersonates: 'all' | readonly string[];
}

export interface Caller {
  readonly account: Account;
  /** The mailbox the request acts in. */
  readonly mailbox: Mailbox | undefined;
}

export interface Accounts {
  readonly list: readonly Account[];
  mailbox(address: string): Mailbox | undefined;
  mailboxes(): Mailbox[];
  /** The account of an Authorization header; undefined for a wrong one. */
  signIn(authorization: string | undefined): Account | undefined;
  /** Throws SoapFault where the account may not act as that mailbox, or there is none. */
  callerFor(account: Account, impersonate: ConnectingSid | undefined): Caller;
}

export function createAccounts(list: readonly Account[], mailboxes: ReadonlyMap<string, Mailbox>): Accounts {
  const mailbox = (address: string) => mailboxes.get(address.trim().toLowerCase());
  return {
    list,
    mailbox,
    mailboxes: () => [...mailboxes.values()],
    signIn(authorization) {
      const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
      if (encoded === undefined) return undefined;
      return list.find((account) =>
        CHARSETS.some((charset) => isPair(account, Buffer.from(encoded, 'base64').toString(charset))),
      );
    },
    callerFor(account, impersonate) {
      if (!impersonate)
        return { account, mailbox: account.mailbox === undefined ? undefined : mailbox(account.mailbox) };
      if (impersonate.kind === 'SID') throw new SoapFault('ErrorInvalidSid', 'The SID is invalid.');
      const target = mailbox(impersonate.value);
      if (!target)
        throw new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
      if (!mayImpersonate(account, target)) {
        throw new SoapFault(
          'ErrorImpersonateUserDenied',
          'The account does not have permission to impersonate the requested user.',
        );
      }
      return { account, mailbox: target };
    },
  };
}

/** RFC 7617 section 2.1: without a charset parameter, clients differ; Windows tries both. */
const CHARSETS = ['utf8', 'latin1'] as const;

function isPair(account: Account, pair: string): boolean {
  const colon = pair.indexOf(':');
  return isNamed(account, pair.slice(0, colon)) && account.password === pair.slice(colon + 1);
}

/** Windows account names have no letter case; the mailbox's address is the user principal name. */
const isNamed = (account: Account, name: string) =>
  [account.name, account.mailbox].some((known) => known?.toLowerCase() === name.toLowerCase());

const mayImpersonate = ({ impersonates }: Account, target: Mailbox) =>
  impersonates === 'all' || impersonates.some((address) => address.toLowerCase() === target.address.toLowerCase());
