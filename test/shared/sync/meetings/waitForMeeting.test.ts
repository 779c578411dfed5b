import { describe, expect, it } from 'vitest';
import { isAtWork, isOn, waitForMeeting, waitsSince } from '../../../../shared/sync/meetings/waitForMeeting.ts';
import { ADA, AT, EVENT, GRACE, MINUTE, planWith, play, rowWith } from '../../../world/planning.ts';

const waiting = (since: number) =>
  planWith({
    row: rowWith({ meeting: { uid: 'uid', role: 'attendee', awaits: { for: 'mail', since } } }),
    operations: [{ op: 'create', side: 'source', event: EVENT }],
  });

describe('waitForMeeting', () => {
  it.each([
    [0, 1],
    [30_000, 1],
    [2 * MINUTE, 2],
    [10 * MINUTE, 10],
    [50 * MINUTE, 10],
  ])('having waited for %s ms, looks again after %s minutes', (waited, minutes) => {
    const { kind, plan } = waitForMeeting(waiting(AT - waited), { uid: 'uid', for: 'otherLink', at: AT });
    expect([kind, plan.waitUntil]).toEqual(['stopped', AT + minutes * MINUTE]);
  });

  it('writes nothing, and remembers for what it waits and since when', () => {
    const { plan } = waitForMeeting(waiting(7), { uid: 'uid', for: 'otherLink', at: AT });
    expect(plan.operations).toEqual([]);
    expect(plan.row.meeting).toEqual({ uid: 'uid', role: 'attendee', awaits: { for: 'otherLink', since: 7 } });
  });

  it('begins to wait now', () => {
    expect(waitsSince(planWith(), AT)).toBe(AT);
    expect(waitForMeeting(planWith(), { uid: 'uid', for: 'mail', at: AT }).plan.row.meeting).toEqual({
      uid: 'uid',
      awaits: { for: 'mail', since: AT },
    });
  });
});

describe('isOn, isAtWork', () => {
  const links = (on: boolean, started: boolean) => ({ links: [{ link: 'grace', email: GRACE, on, started }] });

  it.each([
    [true, true, true, true],
    [true, false, true, false],
    [false, true, false, false],
  ])('a link that is on: %s, and started: %s', (on, started, isOnNow, isAtWorkNow) => {
    expect(play(isOn('grace'), links(on, started)).made).toBe(isOnNow);
    expect(play(isAtWork(GRACE), links(on, started)).made).toBe(isAtWorkNow);
  });

  it('another link is none of them', () => {
    expect(play(isOn('ada'), links(true, true)).made).toBe(false);
    expect(play(isAtWork(ADA), links(true, true)).made).toBe(false);
  });
});
