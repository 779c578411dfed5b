// A row of every kind, once with everything that it can hold: what a store must give back as it was.
import type { LinkRows, PairRow } from '../../shared/sync/ports/rows.ts';
import type { RowKind, RowWrite } from '../../shared/sync/ports/store.ts';

const at = 1_760_000_000_000;
const prints = { title: 'dGl0bGU', when: 'd2hlbg' };
const loser = { side: 'source', field: 'title', why: 'conflict', sealed: 'v1.c2VhbGVk' } as const;
const update = {
  op: 'update',
  at,
  losers: [loser],
  rev: 'r1',
  version: 'v1',
  target: prints,
  otherBase: {},
  restores: 'z1',
  invited: ['cHJpbnQy'],
} as const;

const fullPair: PairRow = {
  pair: 'pair-1',
  mailbox: { id: 'AAMk/+=', uid: '040000008200E000', base: prints, madeAt: 5, begun: { rev: 'r0', at } },
  source: { id: 'entry-1', base: {} },
  intents: {
    mailbox: {
      op: 'create',
      at,
      losers: [],
      nonce: 'n1',
      target: prints,
      otherBase: prints,
      meeting: 'u1',
      invited: [],
    },
    source: { op: 'delete', at, losers: [loser], read: prints, outOfScope: false },
  },
  abandoned: [{ side: 'mailbox', nonce: 'n0', target: prints, key: 'k0' }],
  unlanded: { source: [update] },
  orphans: [{ side: 'source', id: 'entry-0', version: '7' }],
  role: 'participant',
  meeting: {
    uid: '040000008200E001',
    role: 'attendee',
    registered: true,
    joins: 'entry-2',
    joined: true,
    awaits: { for: 'mail', since: at },
  },
  firstSeen: { naturalKey: 'bmF0dXJhbA', prints, version: 'v1', of: 'b3JpZ2lu', invites: 2 },
  invited: ['cHJpbnQx', 'cHJpbnQy'],
  matchedAt: at,
  standing: { is: 'held', hold: 'hold-1', leftOut: { reason: 'filtered', by: 'entryTypes' } },
  fieldRemarks: [
    { side: 'mailbox', field: 'alert', why: 'unreadable' },
    { side: 'source', field: 'description', why: 'notHeld', print: 'cHJpbnQz' },
    { side: 'mailbox', field: 'when', why: 'storedOtherwise', print: 'cHJpbnQ0', at },
  ],
  veiled: true,
  entryType: 'meeting',
  restores: ['z1'],
  cleared: { side: 'mailbox', as: 'kept' },
  writtenAt: at,
  problem: { code: 'item-rejected', field: 'title', detail: 'ErrorPropertyValidationFailure', at },
};

/** One of each, named as its own content says. */
export const rowSamples: { readonly [K in RowKind]: { readonly name: string; readonly row: LinkRows[K] } } = {
  lease: {
    name: '',
    row: {
      owner: 'worker',
      until: at,
      startedAt: at,
      finishedAt: at,
      deletes: [{ at, pair: 'pair-1' }],
      prunedAt: at,
      rules: { key: 'k1', after: 'pair-1' },
      address: 'YWRhQA',
      prints: { key: 'k1', passing: { to: 'k2', after: 'pair-1' } },
      pause: { until: at, failures: 2, connection: 'W/1' },
      problem: { code: 'exchange-throttled', detail: '503', at },
    },
  },
  link: { name: '', row: { on: true, started: false, epoch: 3, endsAfter: at, removing: true } },
  mailboxWatermark: {
    name: '',
    row: {
      watermark: 'H4sIAAA/+=',
      api: 'graph',
      enumerating: true,
      calendar: 'Y2FsZW5kYXI',
      connection: 'W/1',
      listedAt: at,
    },
  },
  sourceEnumeration: {
    name: '',
    row: {
      epoch: 2,
      listedAt: at,
      inProgress: { epoch: 3, cursor: 'e|x' },
      sweep: { allAt: at, nearAt: at, near: ['e1', 'e2'], notBefore: at },
    },
  },
  cleanup: {
    name: '',
    row: {
      state: 'forgetting',
      epoch: 3,
      at,
      removed: { events: 2, entries: 1 },
      kept: { events: 1, entries: 0 },
    },
  },
  cutover: { name: '', row: { to: 'ews', state: 'finding', at, watermark: 'H4sIAAA/+=' } },
  hold: { name: '', row: { id: 'hold-1', state: 'held', count: 11, at, emptied: true } },
  dirty: { name: 'pair-1', row: { pair: 'pair-1', why: 'newEvent', changed: true, at, attempts: 2, notBefore: at } },
  inbox: { name: 'entry/1+2= 12', row: { entry: 'entry/1+2=', version: '12' } },
  mailboxIndex: { name: 'AAMk/+=', row: { id: 'AAMk/+=', pair: 'pair-1', version: 'CQAAABYA' } },
  sourceIndex: { name: 'entry-1', row: { id: 'entry-1', pair: 'pair-1' } },
  uidIndex: { name: 'uid "1" \u{1F600}', row: { uid: 'uid "1" \u{1F600}', pair: 'pair-1' } },
  pair: { name: 'pair-1', row: fullPair },
  history: {
    name: 'z1',
    row: { ...loser, pair: 'pair-1', at, expiresAt: at, restore: { at, impossible: true } },
  },
  audit: { name: 'y1', row: { at, by: 'ada@example.com', what: 'holdReleased', count: 3, conflict: 'z1' } },
};

export const rowKinds = Object.keys(rowSamples) as RowKind[];

/** The sample of a kind as an insertion, or whatever `op` says. */
export const sampleWrite = (kind: RowKind, op: 'insert' | 'upsert' = 'insert'): RowWrite =>
  // Sample and kind belong together by the table's type.
  ({ op, kind, ...rowSamples[kind] }) as RowWrite;
