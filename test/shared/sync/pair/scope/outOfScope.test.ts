import { describe, expect, it } from 'vitest';
import { isOutOfScope, leaveScope } from '../../../../../shared/sync/pair/scope/outOfScope.ts';
import {
  entryWith,
  eventWith,
  GONE,
  GRACE,
  OUR_EVENT,
  planWith,
  rowWith,
  SETTINGS,
  there,
  UNREADABLE,
} from '../../../../world/planning.ts';

const OTHERS = there(entryWith({ owner: GRACE }));
const out = (change: Parameters<typeof planWith>[0] = {}) => planWith({ source: OTHERS, ...change });

describe('isOutOfScope', () => {
  it.each([
    ['the entry is the user’s', planWith(), false],
    [
      'the user takes part in it',
      planWith({ source: there(entryWith({ owner: GRACE, participants: ['ada@example.com'] })) }),
      false,
    ],
    ['the entry is gone', planWith({ source: GONE }), false],
    ['the entry is others’', out(), true],
    ['the entry is others’ and the event is gone', out({ mailbox: GONE }), true],
    [
      'the entry is others’ and the event cannot be read',
      out({ mailbox: there(eventWith({ content: UNREADABLE })) }),
      false,
    ],
  ])('%s', (_, plan, expected) => {
    expect(isOutOfScope(plan, SETTINGS)).toBe(expected);
  });
});

describe('leaveScope', () => {
  it('a pair of an entry that concerns the user goes on', () => {
    const plan = planWith();
    expect(leaveScope(plan, SETTINGS)).toEqual({ kind: 'goOn', plan });
  });

  it('the copy that we made goes, its edits go into the history, and the pair loses its reason to be left out', () => {
    const row = rowWith({ mailbox: OUR_EVENT, standing: { is: 'leftOut', reason: 'filtered' } });
    const mailbox = there(eventWith({}, { title: 'Edited' }));
    const { kind, plan } = leaveScope(out({ row, mailbox }), SETTINGS);
    expect([kind, plan.conclusion, plan.row.standing]).toEqual(['decided', 'unlinked', undefined]);
    expect(plan.operations).toEqual([
      {
        op: 'delete',
        side: 'mailbox',
        item: mailbox.item,
        losers: [{ side: 'mailbox', field: 'title', why: 'removed', value: '"Edited"' }],
        outOfScope: true,
      },
    ]);
  });

  it.each([
    ['an event that the user made stays', {}],
    ['a copy that is gone already needs no delete', { row: rowWith({ mailbox: OUR_EVENT }), mailbox: GONE }],
    [
      'a pair that is unlinked already stays so',
      { row: rowWith({ mailbox: OUR_EVENT, standing: { is: 'unlinked' as const } }) },
    ],
  ])('%s', (_, change) => {
    const { kind, plan } = leaveScope(out(change), SETTINGS);
    expect([kind, plan.conclusion, plan.operations]).toEqual(['decided', 'unlinked', []]);
  });

  it('the copy goes also where its user had left', () => {
    const row = rowWith({ mailbox: OUR_EVENT, standing: { is: 'left' } });
    expect(leaveScope(out({ row }), SETTINGS).plan.operations).toHaveLength(1);
  });
});
