// Every partition key and row key is composed here, and nowhere else. Ids of other systems are hashed: EWS ids are
// case-sensitive base64 with / and +, which a key cannot hold. Ids of ours and of people are checked instead.
import { createHash } from 'node:crypto';
import type { RowKind } from '../sync/ports/store.ts';

const ID = /^[A-Za-z0-9._~@=+:,-]{1,128}$/;
/** Sequence numbers are padded, so that the order of keys is the order of numbers. */
const SEQUENCE_DIGITS = 16;

/** Rows from `from`, and before `to`. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** `|` ends a part of a key, and `}` is the first character after it that sorts behind everything we write. */
const prefixed = (prefix: string): KeyRange => ({ from: `${prefix}|`, to: `${prefix}}` });

/** The id itself, when it can be part of a key. Throws for any other: its caller has to check first. */
function part(id: string): string {
  if (!ID.test(id)) throw new Error('an id holds a character that keys cannot hold, or is too long');
  return id;
}

const hashed = (id: string): string => createHash('sha256').update(id).digest('base64url');

// ---- a link's partition: docs/sync.md section 3 -----------------------------------------------------------------------

export const linkPartition = (company: string, link: string): string => `${part(company)}|${part(link)}`;

/** The kinds that exist once: their names are ''. */
const ONCE = {
  lease: 'a|lease',
  link: 'a|link',
  mailboxWatermark: 'a|w|x',
  sourceEnumeration: 'a|w|s',
  hold: 'a|hold',
  cleanup: 'a|cleanup',
  cutover: 'a|cutover',
} as const satisfies { readonly [K in RowKind]?: string };

/** The kinds of many rows, and how a name becomes part of the key. */
const MANY = {
  dirty: { prefix: 'd', name: part },
  inbox: { prefix: 'in', name: hashed },
  mailboxIndex: { prefix: 'ix', name: hashed },
  sourceIndex: { prefix: 'is', name: hashed },
  uidIndex: { prefix: 'iu', name: hashed },
  pair: { prefix: 'p', name: part },
  history: { prefix: 'z', name: part },
  audit: { prefix: 'y', name: part },
} as const satisfies Record<Exclude<RowKind, keyof typeof ONCE>, object>;

const isOnce = (kind: RowKind): kind is keyof typeof ONCE => Object.hasOwn(ONCE, kind);

export function linkRowKey(kind: RowKind, name: string): string {
  if (!isOnce(kind)) return `${MANY[kind].prefix}|${MANY[kind].name(name)}`;
  if (name !== '') throw new Error(`a ${kind} row has no name`);
  return ONCE[kind];
}

/** All rows of a kind; of one named by its pair also from one pair to another, both included. */
export function linkRowRange(kind: RowKind, pairs?: { readonly from: string; readonly to: string }): KeyRange {
  if (isOnce(kind)) return { from: ONCE[kind], to: `${ONCE[kind]}!` };
  if (!pairs) return prefixed(MANY[kind].prefix);
  // `!` sorts before every character of an id.
  return { from: linkRowKey(kind, pairs.from), to: `${linkRowKey(kind, pairs.to)}!` };
}

/** Lease, link, watermarks, hold, dirty marks and inbox: the letters are chosen so that one range holds them all. */
export const HEAD: KeyRange = { from: 'a|', to: 'in}' };

const KINDS = new Map<string, RowKind>([
  ...Object.entries(ONCE).map(([kind, key]) => [key, kind] as [string, RowKind]),
  ...Object.entries(MANY).map(([kind, { prefix }]) => [prefix, kind] as [string, RowKind]),
]);

/** The kind of the row under this key. Throws for a key that no kind has. */
export function kindOfLinkRow(key: string): RowKind {
  const kind = KINDS.get(key) ?? KINDS.get(key.slice(0, key.indexOf('|')));
  if (kind === undefined) throw new Error(`a row of an unknown kind: ${key.slice(0, 4)}`);
  return kind;
}

/** What follows the kind in a key: the name of a kind whose names are not hashed. */
export const nameInKey = (key: string): string => key.slice(key.indexOf('|') + 1);

// ---- companies -------------------------------------------------------------------------------------------------------

/** These partitions hold the companies themselves and what is theirs alone; `|` keeps them apart from every company's own. */
export const COMPANIES_PARTITION = '|companies';
export const API_KEYS_PARTITION = '|keys';
export const TENANTS_PARTITION = '|tenants';
/** Organisations of Microsoft 365, by cloud: the same id could stand in two of them. */
export const tenantKey = (cloud: string, tenant: string): string => `${part(cloud)}|${hashed(tenant.toLowerCase())}`;
export const ALL_ROWS: KeyRange = { from: ' ', to: '~' };
export const companyKey = (company: string): string => part(company);
export const apiKeyKey = (apiKeyHash: string): string => hashed(apiKeyHash);

export const companyPartition = (company: string): string => part(company);
export const EXCHANGE_KEY = 'exchange';
export const NEXT_EXCHANGE_KEY = 'exchange-next';
export const CONSENT_KEY = 'consent';
export const CONSENT_ATTEMPT_KEY = 'consent-attempt';
export const POLL_KEY = 'sw';
export const sourceKey = (source: string): string => `source|${part(source)}`;
export const SOURCES = prefixed('source');
/** Users and links are neighbours, because a poll reads both. */
export const linkSettingsKey = (link: string): string => `lk|${part(link)}`;
export const LINK_SETTINGS = prefixed('lk');
/** Subscriptions to the changes of a link's mailbox. */
export const subscriptionKey = (link: string): string => `sb|${part(link)}`;
export const SUBSCRIPTIONS = prefixed('sb');
export const userKey = (email: string): string => `lu|${hashed(email)}`;
export const USERS = prefixed('lu');
export const LINKS_AND_USERS: KeyRange = { from: LINK_SETTINGS.from, to: USERS.to };
export const isUserKey = (key: string): boolean => key.startsWith(USERS.from);
/** What a person decided about a link's settings; `name` begins with the time, so that keys are in its order. */
export const auditKey = (link: string, name: string): string => `au|${part(link)}|${part(name)}`;
/** No link has this name: a decision about a connection of the company concerns all of them. */
export const ALL_LINKS = '~';
export const auditsOf = (link: string): KeyRange => prefixed(`au|${part(link)}`);
/** A link whose deletes wait for a person. */
export const holdingKey = (link: string): string => `hl|${part(link)}`;
export const HOLDING = prefixed('hl');
export const holderKey = (entry: string, link: string): string => `el|${hashed(entry)}|${part(link)}`;
/** A meeting by its UID, and the way back from its entry. */
export const meetingKey = (uid: string): string => `mt|${hashed(uid)}`;
export const entryMeetingKey = (entry: string): string => `em|${hashed(entry)}`;
export const holdersOf = (entry: string): KeyRange => prefixed(`el|${hashed(entry)}`);

// ---- the built-in source's entries -----------------------------------------------------------------------------------

export const entriesPartition = (company: string, source: string): string => `${part(company)}|${part(source)}`;
/** The number of the last change. */
export const COUNTER_KEY = 'c';
export const entryKey = (entry: string): string => `e|${part(entry)}`;
export const changeKey = (sequence: number): string => `f|${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
export const personKey = (email: string, entry: string): string => `u|${hashed(email)}|${part(entry)}`;

/** Entries in id order. A cursor comes from outside: it is only compared with, so that any text is harmless. */
export const entriesAfter = (cursor: string | undefined): KeyRange => after('e', cursor);
export const personsEntriesAfter = (email: string, cursor: string | undefined): KeyRange =>
  after(`u|${hashed(email)}`, cursor);
export const changesAfter = (sequence: number): KeyRange => ({ from: changeKey(sequence + 1), to: 'f}' });

// No key lies between a key and the same key with a space behind it, since no id holds a space.
const after = (prefix: string, cursor: string | undefined): KeyRange => ({
  from: cursor === undefined ? `${prefix}|` : `${prefix}|${cursor} `,
  to: `${prefix}}`,
});
