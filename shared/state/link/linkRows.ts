// The schemas of a link's rows, one for each kind, and the name of a row.
import { z } from 'zod';
import { type AuditRow, DECISIONS } from '../../sync/ports/audit.ts';
import type { CleanupRow } from '../../sync/ports/cleanupRow.ts';
import type { CutoverRow } from '../../sync/ports/cutoverRow.ts';
import {
  type DirtyRow,
  type HistoryRow,
  type HoldRow,
  type InboxRow,
  type IndexRow,
  inboxName,
  type LeaseRow,
  type LinkRow,
  type LinkRows,
  type MailboxWatermarkRow,
  type Pause,
  type SourceEnumerationRow,
  type UidRow,
} from '../../sync/ports/rows.ts';
import type { RowKind, Stored } from '../../sync/ports/store.ts';
import { kindOfLinkRow, nameInKey } from '../table/keys.ts';
import type { StoredRow } from '../table/partition.ts';
import { parseRow, rowSchema } from '../table/schema.ts';
import { instant, loserFields, pairRow, text, yes } from './pairRow.ts';

export const inboxRow = rowSchema<InboxRow>({ entry: text, version: text });
const indexRow = rowSchema<IndexRow>({ id: text, pair: text, version: text.exactOptional() });

export const auditRow = rowSchema<AuditRow>({
  at: instant,
  by: text,
  byKey: text.exactOptional(),
  what: z.enum(DECISIONS),
  count: z.number().int().exactOptional(),
  fields: z.array(text).exactOptional(),
  conflict: text.exactOptional(),
  key: text.exactOptional(),
  company: text.exactOptional(),
});

const bothSides = rowSchema<CleanupRow['kept']>({ events: z.number().int(), entries: z.number().int() });

const api = z.enum(['ews', 'graph']);

const schemas: { readonly [K in RowKind]: z.ZodType<LinkRows[K]> } = {
  lease: rowSchema<LeaseRow>({
    owner: text,
    until: instant,
    startedAt: instant,
    finishedAt: instant.exactOptional(),
    deletes: z.array(rowSchema<LeaseRow['deletes'][number]>({ at: instant, pair: text })),
    prunedAt: instant.exactOptional(),
    rules: rowSchema<NonNullable<LeaseRow['rules']>>({ key: text, after: text.exactOptional() }).exactOptional(),
    address: text.exactOptional(),
    prints: rowSchema<NonNullable<LeaseRow['prints']>>({
      key: text,
      passing: rowSchema<{ readonly to: string; readonly after: string }>({ to: text, after: text }).exactOptional(),
    }).exactOptional(),
    pause: rowSchema<Pause>({ until: instant, failures: z.number().int(), connection: text }).exactOptional(),
    problem: rowSchema<NonNullable<LeaseRow['problem']>>({
      code: text,
      detail: text.exactOptional(),
      at: instant,
    }).exactOptional(),
  }),
  link: rowSchema<LinkRow>({
    on: z.boolean(),
    started: z.boolean(),
    epoch: z.number().int(),
    endsAfter: instant,
    removing: yes.exactOptional(),
  }),
  mailboxWatermark: rowSchema<MailboxWatermarkRow>({
    watermark: text.exactOptional(),
    api: api.exactOptional(),
    enumerating: z.boolean(),
    calendar: text.exactOptional(),
    connection: text.exactOptional(),
    listedAt: instant.exactOptional(),
  }),
  sourceEnumeration: rowSchema<SourceEnumerationRow>({
    epoch: z.number().int().exactOptional(),
    listedAt: instant.exactOptional(),
    inProgress: rowSchema<NonNullable<SourceEnumerationRow['inProgress']>>({
      epoch: z.number().int(),
      cursor: text,
    }).exactOptional(),
    sweep: rowSchema<NonNullable<SourceEnumerationRow['sweep']>>({
      allAt: instant,
      nearAt: instant,
      near: z.array(text),
      notBefore: instant.exactOptional(),
    }).exactOptional(),
  }),
  cleanup: rowSchema<CleanupRow>({
    state: z.enum(['removing', 'forgetting', 'done']),
    epoch: z.number().int(),
    at: instant,
    removed: bothSides,
    kept: bothSides,
  }),
  cutover: rowSchema<CutoverRow>({
    to: api,
    state: z.enum(['forgetting', 'finding']),
    at: instant,
    watermark: text.exactOptional(),
  }),
  hold: rowSchema<HoldRow>({
    id: text,
    state: z.enum(['held', 'released', 'discarded']),
    count: z.number().int(),
    at: instant,
    emptied: yes.exactOptional(),
  }),
  dirty: rowSchema<DirtyRow>({
    pair: text,
    why: z.enum([
      'newEvent',
      'newEntry',
      'changed',
      'created',
      'bound',
      'matched',
      'moved',
      'orphan',
      'unseen',
      'held',
      'companyHeld',
      'restore',
      'rules',
    ]),
    changed: yes.exactOptional(),
    at: instant,
    attempts: z.number().int(),
    notBefore: instant.exactOptional(),
  }),
  inbox: inboxRow,
  mailboxIndex: indexRow,
  sourceIndex: indexRow,
  uidIndex: rowSchema<UidRow>({ uid: text, pair: text }),
  pair: pairRow,
  history: rowSchema<HistoryRow>({
    ...loserFields,
    pair: text,
    at: instant,
    expiresAt: instant,
    restore: rowSchema<NonNullable<HistoryRow['restore']>>({
      at: instant,
      impossible: yes.exactOptional(),
    }).exactOptional(),
  }),
  audit: auditRow,
};

/** The name of a row, from its own fields; undefined where only the key holds the name. */
const nameInRow: { readonly [K in RowKind]: (row: LinkRows[K]) => string | undefined } = {
  lease: () => '',
  link: () => '',
  mailboxWatermark: () => '',
  sourceEnumeration: () => '',
  hold: () => '',
  cleanup: () => '',
  cutover: () => '',
  dirty: (row) => row.pair,
  inbox: inboxName,
  mailboxIndex: (row) => row.id,
  sourceIndex: (row) => row.id,
  uidIndex: (row) => row.uid,
  pair: (row) => row.pair,
  history: () => undefined,
  audit: () => undefined,
};

/** Returns a row of a link's partition with its kind and name. Throws RowUnreadable for a row that fails its schema. */
export function readLinkRow(stored: StoredRow): Stored {
  return readAs(kindOfLinkRow(stored.key), stored);
}

function readAs<K extends RowKind>(kind: K, stored: StoredRow): Stored {
  const row = parseRow(schemas[kind], kind, stored);
  const name = nameInRow[kind](row) ?? nameInKey(stored.key);
  // The cast is safe, since the schema of `kind` has read the row. The compiler cannot follow that through K.
  return { kind, name, row, etag: stored.etag } as Stored;
}

/** Throws where `name` is not the name that the row itself carries: reading the row would give another name. */
export function checkName<K extends RowKind>(kind: K, name: string, row: LinkRows[K]): void {
  if ((nameInRow[kind](row) ?? name) !== name) throw new Error(`the name of a ${kind} row is not the row's own name`);
}
