import { describe, expect, it } from 'vitest';
import type { RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { expansionOf, hasRolled } from '../../../../shared/sync/expansion/expansion.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import { Session } from '../../../../shared/sync/session/session.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { World } from '../../../world/world.ts';
import { closing, DAY_31, entryOf } from './unheldSeries.ts';

const DAY_MS = 86_400_000;
const WITHOUT_END: RecurrenceRule = { ...DAY_31, end: { kind: 'never' } };

async function open(days = 30, rules = { ...DEFAULT_RULES, unheldSeries: 'expand' as const }): Promise<Session> {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports, { rules });
  await world.changeLink({ endsAfter: world.now - days * DAY_MS });
  const session = await Session.begin(world.context(), world.link, undefined);
  if (!session) throw new Error('no session');
  return session;
}

const datesIn = (expanded: ReturnType<typeof expansionOf>) => expanded?.items.map(({ id }) => id.slice(3));

describe('expansionOf', () => {
  it('has all of a series that ends within the window, and then neither beginning nor end', async () => {
    const session = await open();
    const expanded = expansionOf(session.settings, entryOf(closing()), session.context.now());
    expect(datesIn(expanded)).toEqual(['2026-12-31', '2027-01-31', '2027-03-31']);
    expect(expanded?.row).toEqual({ version: '1', at: session.context.now() });
  });

  it('begins where single events begin to take part, and ends after 366 days', async () => {
    const session = await open();
    const when = { ...closing({}, WITHOUT_END).when, start: '2025-01-31T09:00:00' };
    const expanded = expansionOf(session.settings, entryOf({ ...closing(), when }), session.context.now());
    expect(datesIn(expanded)).toEqual([
      '2026-10-31',
      '2026-12-31',
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
      '2027-07-31',
      '2027-08-31',
      '2027-10-31',
    ]);
    expect(expanded?.row).toMatchObject({ until: session.context.now() + 366 * DAY_MS });
    expect(expanded?.row.from).toBeUndefined();
  });

  it('has the last 400 where there are more, and says from when', async () => {
    const session = await open(100);
    const byMonthDay = Array.from({ length: 31 }, (_, index) => index + 1);
    const rule: RecurrenceRule = { frequency: 'daily', interval: 1, byMonthDay, end: { kind: 'never' } };
    const when = { ...closing({}, rule).when, start: '2026-01-01T09:00:00' };
    const expanded = expansionOf(session.settings, entryOf({ ...closing(), when }), session.context.now());
    expect(expanded?.items).toHaveLength(400);
    const [first] = datesIn(expanded) ?? [];
    expect(new Date(expanded?.row.from ?? 0).toISOString()).toBe(`${first}T06:00:00.000Z`);
  });

  it('is none where the link does not say so, or the mailbox holds the series', async () => {
    const leaving = await open(30, { ...DEFAULT_RULES, unheldSeries: 'leaveOut' as never });
    expect(expansionOf(leaving.settings, entryOf(closing()), leaving.context.now())).toBeUndefined();
    const weekly = closing({}, { frequency: 'weekly', interval: 1, end: { kind: 'never' } });
    const session = await open();
    expect(expansionOf(session.settings, entryOf(weekly), session.context.now())).toBeUndefined();
  });
});

describe('hasRolled', () => {
  it('a week after, and only where later occurrences are left', () => {
    const row = { version: '1', at: 0, until: 366 * DAY_MS };
    expect(hasRolled(row, 7 * DAY_MS - 1)).toBe(false);
    expect(hasRolled(row, 7 * DAY_MS)).toBe(true);
    expect(hasRolled({ version: '1', at: 0 }, 7 * DAY_MS)).toBe(false);
    expect(hasRolled(undefined, 7 * DAY_MS)).toBe(false);
  });
});
