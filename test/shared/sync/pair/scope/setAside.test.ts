import { describe, expect, it } from 'vitest';
import { staySetAside } from '../../../../../shared/sync/pair/scope/setAside.ts';
import type { MeetingPart } from '../../../../../shared/sync/ports/rows.ts';
import type { Standing } from '../../../../../shared/sync/ports/standing.ts';
import { ABSENT, entryWith, eventWith, GONE, planWith, rowWith, there } from '../../../../world/planning.ts';

const EVENT_THERE = there(eventWith());
const ENTRY_THERE = there(entryWith());
const JOINED: MeetingPart = { uid: 'uid', role: 'attendee', joined: true };
const LEFT: Standing = { is: 'left' };
const UNLINKED: Standing = { is: 'unlinked' };

const asideWith = (standing: Standing, [isEvent, isEntry]: readonly [boolean, boolean], meeting?: MeetingPart) =>
  staySetAside(
    planWith({
      row: rowWith({ standing, ...(meeting ? { meeting } : {}) }),
      mailbox: isEvent ? EVENT_THERE : GONE,
      source: isEntry ? ENTRY_THERE : GONE,
    }),
  );

describe('staySetAside', () => {
  it('a pair that takes part goes on', () => {
    const plan = planWith({ mailbox: GONE });
    expect(staySetAside(plan)).toEqual({ kind: 'goOn', plan });
  });

  it.each([
    ['left', LEFT, false, true, 'left'],
    ['left', LEFT, true, false, 'left'],
    ['left', LEFT, false, false, 'tombstone'],
    ['unlinked', UNLINKED, true, false, 'unlinked'],
    ['unlinked', UNLINKED, false, false, 'tombstone'],
  ] as const)('%s, it stays so until both items are gone', (_, standing, isEvent, isEntry, conclusion) => {
    const { kind, plan } = asideWith(standing, [isEvent, isEntry]);
    expect([kind, plan.conclusion, plan.row.standing, plan.meets]).toEqual([
      'decided',
      conclusion,
      standing,
      undefined,
    ]);
  });

  it.each([
    ['left: both items are there', LEFT, true],
    ['unlinked: the entry is the user’s again, with its event', UNLINKED, true],
    ['unlinked: the entry is the user’s again, without one', UNLINKED, false],
  ] as const)('takes part again, %s', (_, standing, isEvent) => {
    const { kind, plan } = asideWith(standing, [isEvent, true]);
    expect([kind, plan.conclusion, plan.row.standing]).toEqual(['decided', 'lookAgain', undefined]);
    // A new event is made where the former one is gone.
    expect(plan.row.mailbox !== undefined).toBe(isEvent);
    expect(plan.row.source).toBeDefined();
  });

  it('of a meeting that the user joined and has left, the user is taken off the entry', () => {
    expect(asideWith(LEFT, [false, true], JOINED).plan.meets).toBe('leaves');
    expect(asideWith(LEFT, [false, true], { uid: 'uid' }).plan.meets).toBeUndefined();
    expect(asideWith(LEFT, [false, false], JOINED).plan.meets).toBeUndefined();
    expect(asideWith(LEFT, [true, false], JOINED).plan.meets).toBeUndefined();
  });

  it('nothing is asked about a side that never had an item', () => {
    const row = (standing: Standing) => rowWith({ standing, meeting: JOINED });
    const left = staySetAside(planWith({ row: row(LEFT), mailbox: ABSENT }));
    const unlinked = staySetAside(planWith({ row: row(UNLINKED), source: ABSENT }));
    expect([left.plan.meets, unlinked.plan.meets]).toEqual([undefined, undefined]);
  });

  it('of a meeting that stands in the calendar without its entry, another entry is sought', () => {
    expect(asideWith(UNLINKED, [true, false], { uid: 'uid' }).plan.meets).toBe('otherEntry');
    expect(asideWith(UNLINKED, [true, false]).plan.meets).toBeUndefined();
    expect(asideWith(UNLINKED, [false, false], { uid: 'uid' }).plan.meets).toBeUndefined();
    expect(asideWith(LEFT, [true, false], JOINED).plan.meets).toBeUndefined();
  });
});
