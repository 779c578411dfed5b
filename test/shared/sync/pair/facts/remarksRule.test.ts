// The remarks of an event on its pair's row: remarks.test.ts has whole runs.
import { describe, expect, it } from 'vitest';
import { keepRemarks, remarksOf } from '../../../../../shared/sync/pair/facts/remarks.ts';
import { entryWith, eventWith, GONE, planWith, rowWith, there } from '../../../../world/planning.ts';

const side = { id: 'event', uid: 'uid', base: {} };
const TOLD = rowWith({ mailbox: { ...side, remarks: ['zone-unknown'] } });
const UNTOLD = rowWith({ mailbox: side });
const UNKNOWN_ZONE = there(eventWith({ remarks: ['zone-unknown'] }));

describe('keepRemarks', () => {
  it.each([
    ['learns them', UNTOLD, UNKNOWN_ZONE, TOLD],
    ['forgets them', TOLD, there(eventWith()), UNTOLD],
    ['keeps them', TOLD, UNKNOWN_ZONE, TOLD],
    ['keeps them while the event is gone', TOLD, GONE, TOLD],
    ['has none', UNTOLD, there(eventWith()), UNTOLD],
  ])('the pair %s', (_, row, mailbox, expected) => {
    const { kind, plan } = keepRemarks(planWith({ row, mailbox }));
    expect([kind, plan.row]).toEqual(['goOn', expected]);
  });

  it('the pair learns and forgets which fields cannot be read, on either side', () => {
    const odd = { unread: new Set(['alert'] as const) };
    const refused = { side: 'source', field: 'title', why: 'notHeld', print: 'x' } as const;
    const before = rowWith({ fieldRemarks: [refused] });
    const { plan } = keepRemarks(
      planWith({ row: before, mailbox: there(eventWith(odd)), source: there(entryWith(odd)) }),
    );
    expect(remarksOf(plan.row, 1)).toEqual([
      { code: 'field-unreadable', field: 'alert', side: 'mailbox' },
      { code: 'field-unreadable', field: 'alert', side: 'source' },
      { code: 'field-not-held', field: 'title', side: 'source' },
    ]);
    expect(keepRemarks(planWith({ row: plan.row })).plan.row).toEqual(before);
  });

  it('a pair without event has none', () => {
    const { mailbox: _, ...half } = rowWith();
    expect(keepRemarks(planWith({ row: half, mailbox: UNKNOWN_ZONE })).plan.row).toEqual(half);
  });
});

describe('remarksOf', () => {
  it('nobody is told of a pair that has ended', () => {
    expect(remarksOf(TOLD, 1)).toEqual([{ code: 'zone-unknown' }]);
    expect(remarksOf({ ...TOLD, standing: { is: 'ended', at: 1 } }, 1)).toEqual([]);
    expect(remarksOf(UNTOLD, 1)).toEqual([]);
  });
});
