// The day after a whole-day entry that is kept as instants.
import { expect, it } from 'vitest';
import { toInstant } from '../../../../shared/calendar/timeZone.ts';
import { dayAfter } from '../../../../shared/sources/connect/wholeDays.ts';

const ZONE = 'America/Los_Angeles';
const at = (local: string) => toInstant(local, ZONE);

it.each([
  ['an end at midnight is the day after', '2026-11-21T00:00:00', '2026-11-21'],
  ['an end in the last second is in the last day', '2026-11-20T23:59:59', '2026-11-21'],
  ['an end at the start is in the first day', '2026-11-20T00:00:00', '2026-11-21'],
  ['an end across a change of the clocks', '2026-11-02T00:00:00', '2026-11-02'],
])('%s', (_, end, day) => {
  const start = end < '2026-11-10' ? '2026-11-01T00:00:00' : '2026-11-20T00:00:00';
  expect(dayAfter({ start: at(start), end: at(end) }, ZONE)).toBe(day);
});
