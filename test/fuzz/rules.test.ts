// Rules as anybody may push them: no entry costs more than the budget, whatever its rule is. Seeds are fixed.
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { lastEnd, nearestOccurrence, recurrenceIds } from '../../shared/calendar/recurrence/occurrences.ts';
import { isHeldByOutlook } from '../../shared/calendar/recurrence/outlookSeries.ts';
import { parseEntry } from '../../shared/sources/entries/entry.ts';
import { costOf, Ledger, limits } from './budget.ts';

const ledger = new Ledger();
afterAll(() => console.log(ledger.lines().join('\n')));

const CASES = 400;
const KNOWN = { types: ['meeting'], users: new Set(['ada@example.com']) };
const entry = (recurrenceRule: object, more: object = {}) => ({
  type: 'meeting',
  title: 'x',
  owner: 'ada@example.com',
  start: '2026-11-20T09:00:00',
  end: '2026-11-20T10:00:00',
  timeZone: 'Europe/Helsinki',
  recurrenceRule,
  ...more,
});

const numbers = (from: number, to: number) => fc.array(fc.integer({ min: from, max: to }), { maxLength: 8 });
const day = fc.constantFrom('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su');
const rule = fc.record(
  {
    frequency: fc.constantFrom('daily', 'weekly', 'monthly', 'yearly'),
    interval: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(7, 400, 999, 1000)),
    byDay: fc.array(fc.record({ day, nthOfPeriod: fc.integer({ min: -53, max: 53 }) }, { requiredKeys: ['day'] }), {
      maxLength: 7,
    }),
    byMonthDay: numbers(-31, 31),
    byMonth: numbers(1, 12),
    bySetPosition: numbers(-366, 366),
    skip: fc.constant('backward'),
    count: fc.constantFrom(1, 2, 500, 9_999, 10_000),
    until: fc.constantFrom('2027-01-01', '2999-12-31', '4500-12-31'),
  },
  { requiredKeys: ['frequency'] },
);
const start = fc.constantFrom('2026-11-20', '2028-02-29', '1601-01-01', '4499-12-31', '2026-01-31');

/** All that the product does with a rule that it was given: parse it, look for its end, its occurrences, its pattern. */
function use(body: object): unknown {
  const parsed = parseEntry(body, KNOWN);
  if (!parsed.ok || parsed.entry.content.kind !== 'event') return parsed;
  const { when } = parsed.entry.content.event;
  return [
    lastEnd(when, 'Europe/Helsinki'),
    [...recurrenceIds(when).take(50)],
    nearestOccurrence(when, when.showWithoutTime ? '2031-03-03' : '2031-03-03T09:00:00'),
    isHeldByOutlook(when),
  ];
}

it(`rules of every shape (${CASES})`, { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(rule, start, async (given, date) => {
      const cost = await costOf(() => use(entry(given, { start: `${date}T09:00:00`, end: `${date}T10:00:00` })));
      ledger.add('rules', cost);
      expect([cost.cpuMs <= limits.cpuMs, cost.bytes <= limits.bytes]).toEqual([true, true]);
    }),
    { seed: 20261201, numRuns: CASES },
  );
});

it.each([
  { frequency: 'daily', byMonth: [2], byMonthDay: [29], count: 500 },
  { frequency: 'daily', byMonth: [2], byMonthDay: [29], count: 10_000 },
  { frequency: 'daily', byMonth: [2], byMonthDay: [30], count: 10_000 },
  { frequency: 'yearly', interval: 1000, count: 10_000 },
  { frequency: 'yearly', interval: 1000, byMonth: [2], byMonthDay: [29], count: 2 },
  { frequency: 'monthly', byDay: [{ day: 'mo', nthOfPeriod: 5 }], bySetPosition: [-1], count: 10_000 },
  { frequency: 'yearly', byDay: [{ day: 'fr' }], byMonthDay: [13], count: 10_000 },
  { frequency: 'weekly', interval: 1000, byDay: [{ day: 'mo' }], bySetPosition: [7], count: 10_000 },
])('the rule %j', async (given) => {
  const cost = await costOf(() => use(entry(given)));
  ledger.add('rules that cost', cost);
  expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
});

it('overrides up to the size of a request', async () => {
  const dates = Array.from({ length: 5_000 }, (_, index) => new Date(Date.UTC(2026, 10, 20 + index, 9)).toISOString());
  const overrides = Object.fromEntries(dates.map((at) => [at.slice(0, 19), { title: 'x'.repeat(100) }]));
  const cost = await costOf(() =>
    use(entry({ frequency: 'daily', count: 10_000 }, { recurrenceOverrides: overrides })),
  );
  ledger.add('overrides', cost);
  expect(cost.cpuMs).toBeLessThanOrEqual(limits.cpuMs);
});
