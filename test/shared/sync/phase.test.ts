import { describe, expect, it } from 'vitest';
import { isForgetting, keyOfPrints, phaseOf, restOf } from '../../../shared/sync/phase.ts';
import type { CleanupRow } from '../../../shared/sync/ports/cleanupRow.ts';
import type { LeaseRow, LinkRow, MailboxWatermarkRow } from '../../../shared/sync/ports/rows.ts';
import type { RowKind, Stored } from '../../../shared/sync/ports/store.ts';
import type { Head } from '../../../shared/sync/session/head.ts';
import { AT, print } from '../../world/planning.ts';

const stored = <K extends RowKind>(kind: K, row: Stored<K>['row']): Stored<K> =>
  // Kind and row belong together by the signature.
  ({ kind, name: '', row, etag: 'e' }) as unknown as Stored<K>;

const LINK: LinkRow = { on: true, started: true, epoch: 3, endsAfter: 0 };
const LEASE: LeaseRow = { owner: 'w', until: 0, startedAt: 0, deletes: [], prints: { key: 'in use' } };
const WATERMARK: MailboxWatermarkRow = { watermark: 'w', enumerating: false, api: 'ews' };

interface Rows {
  readonly link?: Partial<LinkRow> | null;
  readonly lease?: Partial<LeaseRow> | null;
  readonly watermark?: Partial<MailboxWatermarkRow> | null;
  readonly cleanup?: Partial<CleanupRow>;
  readonly cutover?: true;
}

function headWith({ link = {}, lease = {}, watermark = {}, cleanup, cutover }: Rows = {}): Head {
  const nothing = { events: 0, entries: 0 };
  const cleanupRow: CleanupRow = { state: 'removing', epoch: 3, at: 0, removed: nothing, kept: nothing, ...cleanup };
  return {
    link: link ? stored('link', { ...LINK, ...link }) : undefined,
    lease: lease ? stored('lease', { ...LEASE, ...lease }) : undefined,
    mailboxWatermark: watermark ? stored('mailboxWatermark', { ...WATERMARK, ...watermark }) : undefined,
    sourceEnumeration: undefined,
    hold: undefined,
    cleanup: cleanup ? stored('cleanup', cleanupRow) : undefined,
    cutover: cutover ? stored('cutover', { to: 'ews', state: 'finding', at: 0 }) : undefined,
    marks: [],
    whole: true,
    inbox: [],
  };
}

const printer = (key: string) => ({ key, print });
const FACTS = {
  connection: 'v1',
  printers: { inUse: printer('in use'), former: [printer('former'), printer('oldest')] },
  mailbox: { api: 'ews' },
} as const;

const off = { on: false };
const removing = { on: false, removing: true } as const;
const pause = { until: AT + 1, failures: 1, connection: 'v1' };

describe('restOf', () => {
  it.each<[string, Rows, object | undefined]>([
    ['a link that was never switched on is off', { link: null }, { state: 'off' }],
    ['so is one that was switched off', { link: off }, { state: 'off' }],
    ['what we made is removed, for good', { link: removing, cleanup: { state: 'done' } }, { state: 'cleanedUp' }],
    ['an earlier cleanup is not this one', { link: removing, cleanup: { state: 'done', epoch: 2 } }, undefined],
    ['another run holds the lease', { lease: { until: AT + 1 } }, { state: 'busy', until: AT + 1 }],
    ['a lease that is over keeps nobody away', { lease: { until: AT } }, undefined],
    ['the link is paused', { lease: { pause } }, { state: 'waiting', until: AT + 1 }],
    ['the pause is over', { lease: { pause: { ...pause, until: AT } } }, undefined],
    ['the connection was changed since', { lease: { pause: { ...pause, connection: 'v0' } } }, undefined],
    ['rows are forgotten in a pause, too', { lease: { pause }, cleanup: { state: 'forgetting' } }, undefined],
  ])('%s', (_, rows, rest) => {
    expect(restOf(headWith(rows), FACTS, AT)).toEqual(rest);
  });
});

describe('phaseOf', () => {
  it.each<[string, Rows, string]>([
    ['a link that is on runs', {}, 'running'],
    ['one that is off with a wish to remove is cleaned up', { link: removing }, 'cleaningUp'],
    ['a cleanup that is not wanted any more begins anew', { cleanup: { state: 'removing' } }, 'beginningAnew'],
    ['so does one whose rows are going', { cleanup: { state: 'forgetting' } }, 'beginningAnew'],
    ['one that has ended says nothing', { cleanup: { state: 'done' } }, 'running'],
    ['forgetting goes on while the link is off', { link: removing, cleanup: { state: 'forgetting' } }, 'cleaningUp'],
    ['a key that nobody knows stops the link', { lease: { prints: { key: 'lost' } } }, 'keyMissing'],
    ['and has no say in a removal', { link: removing, lease: { prints: { key: 'lost' } } }, 'removingWithoutKey'],
    [
      'rows that go need no key',
      { cleanup: { state: 'forgetting' }, lease: { prints: { key: 'lost' } } },
      'beginningAnew',
    ],
    ['ids of another interface go over first', { watermark: { api: 'graph' } }, 'cuttingOver'],
    ['also what was begun and turned back', { cutover: true }, 'cuttingOver'],
    ['a link without watermark has nothing to go over', { watermark: null, cutover: true }, 'running'],
    [
      'a change of the key goes on',
      { lease: { prints: { key: 'former', passing: { to: 'in use', after: 'p' } } } },
      'changingKey',
    ],
    [
      'also to a key that is in use no more',
      { lease: { prints: { key: 'in use', passing: { to: 'former', after: '' } } } },
      'changingKey',
    ],
    [
      'before anything is listed the key is changed first',
      { lease: { prints: { key: 'former' } }, watermark: null },
      'changingKey',
    ],
    ['later it is changed after the news are in', { lease: { prints: { key: 'former' } } }, 'running'],
    [
      'a cut-over comes before a change of the key',
      { lease: { prints: { key: 'former', passing: { to: 'in use', after: '' } } }, watermark: { api: 'graph' } },
      'cuttingOver',
    ],
  ])('%s', (_, rows, phase) => {
    expect(phaseOf(headWith(rows), FACTS)).toBe(phase);
  });

  it('another interface of the mailbox alone makes a cut-over', () => {
    expect(phaseOf(headWith(), { ...FACTS, mailbox: { api: 'graph' } })).toBe('cuttingOver');
  });
});

describe('isForgetting', () => {
  it('rows go while a cleanup forgets them, and when a link is switched on before its cleanup has ended', () => {
    const states = ['removing', 'forgetting', 'done'] as const;
    expect(states.map((state) => isForgetting(headWith({ cleanup: { state } })))).toEqual([true, true, false]);
    expect(states.map((state) => isForgetting(headWith({ link: off, cleanup: { state } })))).toEqual([
      false,
      true,
      false,
    ]);
    expect(isForgetting(headWith())).toBe(false);
  });
});

describe('keyOfPrints', () => {
  it('is the one that the lease names, the one in use for a new link, and the oldest for rows without a name', () => {
    const { prints: _, ...unnamed } = LEASE;
    expect([LEASE, undefined, unnamed].map((lease) => keyOfPrints(FACTS, lease))).toEqual([
      'in use',
      'in use',
      'oldest',
    ]);
    expect(keyOfPrints({ printers: { inUse: printer('only'), former: [] } }, unnamed)).toBe('only');
  });
});
