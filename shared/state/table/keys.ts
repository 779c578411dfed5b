// Composes every partition key and row key; no other file does. Ids of other systems are hashed: an EWS id is
// case-sensitive base64 with / and +, which a key cannot hold. Our own ids are checked and stand in keys as they are.
import { createHash } from 'node:crypto';
import type { RowKind } from '../../sync/ports/store.ts';

const ID = /^[A-Za-z0-9._~@=+:,-]{1,128}$/;
/** Sequence numbers are padded with zeros, so that keys sort as the numbers do. */
const SEQUENCE_DIGITS = 16;

/** The row keys from `from` (included) to `to` (excluded). */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** All keys that begin with `prefix` and `|`. `|` ends a part of a key, and `}` is the character after `|`. */
const prefixed = (prefix: string): KeyRange => ({ from: `${prefix}|`, to: `${prefix}}` });

/** Returns the id where a key can hold it. Throws for any other id: the caller checks ids at the edge. */
function part(id: string): string {
  if (!ID.test(id)) throw new Error('an id holds a character that keys cannot hold, or is too long');
  return id;
}

const hashed = (id: string): string => createHash('sha256').update(id).digest('base64url');

// ---- a link's partition: docs/sync.md section 3 -----------------------------------------------------------------------

export const linkPartition = (company: string, link: string): string => `${part(company)}|${part(link)}`;

/** The kinds of which a link has one row. The name of such a row is ''. */
const ONCE = {
  lease: 'a|lease',
  link: 'a|link',
  mailboxWatermark: 'a|w|x',
  sourceEnumeration: 'a|w|s',
  hold: 'a|hold',
  cleanup: 'a|cleanup',
  cutover: 'a|cutover',
} as const satisfies { readonly [K in RowKind]?: string };

/** The kinds of which a link has many rows, and how the name of a row becomes part of its key. */
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

/** The row key of a row of this kind and name. Throws for a name that the kind cannot have. */
export function linkRowKey(kind: RowKind, name: string): string {
  if (!isOnce(kind)) return `${MANY[kind].prefix}|${MANY[kind].name(name)}`;
  if (name !== '') throw new Error(`a ${kind} row has no name`);
  return ONCE[kind];
}

/** The keys of all rows of a kind. `pairs` limits a kind whose rows are named by a pair: from one pair to another, both included. */
export function linkRowRange(kind: RowKind, pairs?: { readonly from: string; readonly to: string }): KeyRange {
  if (isOnce(kind)) return { from: ONCE[kind], to: `${ONCE[kind]}!` };
  if (!pairs) return prefixed(MANY[kind].prefix);
  // `!` sorts before every character of an id.
  return { from: linkRowKey(kind, pairs.from), to: `${linkRowKey(kind, pairs.to)}!` };
}

/** One range with lease, link, watermarks, hold, cleanup, cut-over, dirty marks and inbox: the prefixes make it possible. */
export const HEAD: KeyRange = { from: 'a|', to: 'in}' };

const KINDS = new Map<string, RowKind>([
  ...Object.entries(ONCE).map(([kind, key]) => [key, kind] as [string, RowKind]),
  ...Object.entries(MANY).map(([kind, { prefix }]) => [prefix, kind] as [string, RowKind]),
]);

/** The kind of the row with this key. Throws for a key of no kind. */
export function kindOfLinkRow(key: string): RowKind {
  const kind = KINDS.get(key) ?? KINDS.get(key.slice(0, key.indexOf('|')));
  if (kind === undefined) throw new Error(`a row of an unknown kind: ${key.slice(0, 4)}`);
  return kind;
}

/** The name in the key of a row, for kinds whose names are not hashed. */
export const nameInKey = (key: string): string => key.slice(key.indexOf('|') + 1);

// ---- companies -------------------------------------------------------------------------------------------------------

/** Partitions that belong to no single company. They begin with `|`, which no company's partition does. */
export const REGISTER_PARTITION = '|register';
export const TENANTS_PARTITION = '|tenants';
/** An organisation of Microsoft 365. The cloud is part of the key, since two clouds may use the same id. */
export const tenantKey = (cloud: string, tenant: string): string => `${part(cloud)}|${hashed(tenant.toLowerCase())}`;
export const companyKey = (company: string): string => `co|${part(company)}`;
export const COMPANIES = prefixed('co');
export const apiKeyKey = (id: string): string => `ak|${part(id)}`;
export const API_KEYS = prefixed('ak');

/** The partitions of all links of a company, or of all its sources. */
export const partitionsOf = (company: string): KeyRange => prefixed(part(company));
export const companyPartition = (company: string): string => part(company);
export const EXCHANGE_KEY = 'exchange';
export const NEXT_EXCHANGE_KEY = 'exchange-next';
export const CONSENT_KEY = 'consent';
export const CONSENT_ATTEMPT_KEY = 'consent-attempt';
export const POLL_KEY = 'sw';
export const SYNCHRONISATION_KEY = 'synchronisation';
export const sourceKey = (source: string): string => `source|${part(source)}`;
export const SOURCES = prefixed('source');
/** The requests that a source's application takes. */
export const requestBudgetKey = (source: string): string => `rb|${part(source)}`;
/** The webhook of a source. */
export const webhookKey = (source: string): string => `wh|${part(source)}`;
/** The last run of a link that somebody asked for. */
export const nudgeKey = (link: string): string => `ng|${part(link)}`;
/** The keys of users follow those of links, so that a poll reads both as one range. */
export const linkSettingsKey = (link: string): string => `lk|${part(link)}`;
export const LINK_SETTINGS = prefixed('lk');
/** A link's subscription to change notifications of its mailbox. */
export const subscriptionKey = (link: string): string => `sb|${part(link)}`;
export const SUBSCRIPTIONS = prefixed('sb');
export const userKey = (email: string): string => `lu|${hashed(email)}`;
export const USERS = prefixed('lu');
export const LINKS_AND_USERS: KeyRange = { from: LINK_SETTINGS.from, to: USERS.to };
export const isUserKey = (key: string): boolean => key.startsWith(USERS.from);
/** A decision of a person about a link's settings. `name` begins with the time, so that keys sort by time. */
export const auditKey = (link: string, name: string): string => `au|${part(link)}|${part(name)}`;
/** Stands for the link in decisions that concern all links of a company. No link has this id. */
export const ALL_LINKS = '~';
/** In the register, the company takes the place of the link. */
export const AUDITS = prefixed('au');
export const auditsOf = (link: string): KeyRange => prefixed(`au|${part(link)}`);
/** A link that may have a hold. */
export const holdingKey = (link: string): string => `hl|${part(link)}`;
export const HOLDING = prefixed('hl');
/** A link that holds a pair of this entry. */
export const holderKey = (entry: string, link: string): string => `el|${hashed(entry)}|${part(link)}`;
export const holdersOf = (entry: string): KeyRange => prefixed(`el|${hashed(entry)}`);
/** A meeting, by its UID. */
export const meetingKey = (uid: string): string => `mt|${hashed(uid)}`;
/** Leads from an entry to its meeting. */
export const entryMeetingKey = (entry: string): string => `em|${hashed(entry)}`;

/** A creation whose entry is not known yet, by its nonce. */
export const announcedKey = (nonce: string): string => `ta|${part(nonce)}`;
export const ANNOUNCED = prefixed('ta');
/** Leads from a creation to its entry. */
export const entryOfTagKey = (nonce: string): string => `te|${part(nonce)}`;
/** The tag of an entry whose application has no field for one. */
export const tagOfEntryKey = (entry: string): string => `tg|${hashed(entry)}`;

// ---- the built-in source's entries -----------------------------------------------------------------------------------

export const entriesPartition = (company: string, source: string): string => `${part(company)}|${part(source)}`;
/** The row with the sequence number of the last change. */
export const COUNTER_KEY = 'c';
export const entryKey = (entry: string): string => `e|${part(entry)}`;
export const changeKey = (sequence: number): string => `f|${String(sequence).padStart(SEQUENCE_DIGITS, '0')}`;
export const personKey = (email: string, entry: string): string => `u|${hashed(email)}|${part(entry)}`;

/** The range of the keys of all rows whose content is sealed: entries and changes. */
export const SEALED_ROWS: KeyRange = { from: 'e|', to: 'f}' };

/** The field of a row with this key that holds content. It is sealed at rest. */
export function hiddenFieldOf(key: string): 'entry' | 'people' | undefined {
  if (key.startsWith('e|')) return 'entry';
  return key.startsWith('f|') ? 'people' : undefined;
}

/** Entries in the order of their ids, after the cursor. A cursor comes from outside; any text is safe, since keys are only compared with it. */
export const entriesAfter = (cursor: string | undefined): KeyRange => after('e', cursor);
export const personsEntriesAfter = (email: string, cursor: string | undefined): KeyRange =>
  after(`u|${hashed(email)}`, cursor);
export const changesAfter = (sequence: number): KeyRange => ({ from: changeKey(sequence + 1), to: 'f}' });

// No id holds a space, so no key lies between a key and the same key with a space at its end.
const after = (prefix: string, cursor: string | undefined): KeyRange => ({
  from: cursor === undefined ? `${prefix}|` : `${prefix}|${cursor} `,
  to: `${prefix}}`,
});
