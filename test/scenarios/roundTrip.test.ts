// People write random events and series on either side, and change them into any other on either side. They pass through
// the engine and a server of each of Microsoft's five schemas. Both calendars say the same, and nothing is written then.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalFields } from '../../shared/calendar/canonical/canonical.ts';
import { normalOverrides } from '../../shared/calendar/canonical/normalOverrides.ts';
import { type CalendarEvent, EVENT_FIELDS, type FreeBusyStatus, type Privacy } from '../../shared/calendar/event.ts';
import { allDay, timed } from '../../shared/calendar/when.ts';
import { EVENT, HOSTILE } from '../contract/mailbox.ts';
import { heldSeries } from '../shared/exchange/ews/randomEvents.ts';
import { complaintsAbout } from '../shared/exchange/ews/scriptedExchange.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { ADA } from '../world/world.ts';

const SCHEMAS = ['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016', 'ExchangeSE'] as const;
const FROM = Date.UTC(2026, 10, 1);
const HALF_HOUR_MS = 1_800_000;
const [PRIVACIES, STATUSES]: [readonly Privacy[], readonly FreeBusyStatus[]] = [
  ['public', 'personal', 'private', 'secret'],
  // Of working elsewhere, which Exchange before 2013 has no word for, shared/exchange has a test.
  ['free', 'busy', 'tentative', 'oof'],
];

const texts = fc.oneof(fc.constantFrom(...HOSTILE, ''), fc.string({ unit: 'binary', maxLength: 40 }));
const days = fc.integer({ min: 0, max: 400 });
const dateOf = (day: number): string => new Date(FROM + day * 48 * HALF_HOUR_MS).toISOString().slice(0, 10);
const whens = fc.oneof(
  fc
    .tuple(days, fc.integer({ min: 0, max: 47 }), fc.integer({ min: 0, max: 100 }), zones())
    .map(([day, at, length, zone]) => {
      const start = FROM + (day * 48 + at) * HALF_HOUR_MS;
      return timed({ start, end: start + length * HALF_HOUR_MS }, zone);
    }),
  fc.tuple(days, fc.integer({ min: 1, max: 9 })).map(([day, length]) => allDay(dateOf(day), dateOf(day + length))),
);
const singles: fc.Arbitrary<CalendarEvent> = fc.record({
  title: texts,
  description: texts,
  location: texts,
  when: whens,
  privacy: fc.constantFrom(...PRIVACIES),
  freeBusyStatus: fc.constantFrom(...STATUSES),
  keywords: fc.uniqueArray(fc.constantFrom('R&D <x>', 'Travel', 'a,b;c'), { maxLength: 3 }),
  alert: fc.oneof(
    fc.constant(null),
    fc.integer({ min: 0, max: 20_160 }).map((minutesBefore) => ({ minutesBefore })),
  ),
});
const plans = fc.array(
  fc.record({
    by: fc.constantFrom('person', 'people'),
    first: fc.oneof(singles, heldSeries),
    second: fc.record({ by: fc.constantFrom('person', 'people'), event: fc.oneof(singles, heldSeries) }),
  }),
  { minLength: 4, maxLength: 4 },
);

function zones(): fc.Arbitrary<string> {
  return fc.constantFrom('Europe/Helsinki', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kathmandu', 'UTC');
}

/** The title says which of them it is, whatever else a random text made of it. */
const named = (event: CalendarEvent, at: number): CalendarEvent => ({ ...event, title: `${at} ${event.title}` });

describe.each(SCHEMAS)('%s', (version) => {
  const exchange = exchangeForScenarios(version);

  it('random events and series go both ways unharmed', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (each) => {
        const { world, ports, settle, writesDuring } = await exchange.openLink();
        fc.pre(each.every(({ first, second }) => [first, second.event].every((event) => !ports.mailbox.unheld(event))));
        await world.changeLink({ endsAfter: Number.NEGATIVE_INFINITY });
        const expectBoth = async (events: readonly CalendarEvent[]): Promise<void> => {
          await settle();
          for (const side of [await ports.person.list(), await ports.people.list()]) {
            expect(side).toHaveLength(events.length);
            for (const [at, event] of events.entries()) {
              const found = side.find((one) => one.event.title.startsWith(`${at} `));
              expect(found && fieldsThatDiffer(found.event, event)).toEqual([]);
            }
          }
          expect(await writesDuring(settle)).toEqual([]);
        };
        const first = each.map((plan, at) => named(plan.first, at));
        for (const [at, event] of first.entries()) {
          if (each[at]?.by === 'person') await ports.person.create(event);
          else await ports.people.create(event, ADA);
        }
        await world.start();
        await expectBoth(first);
        const second = each.map((plan, at) => named(plan.second.event, at));
        for (const [at, event] of second.entries()) {
          const people = each[at]?.second.by === 'person' ? ports.person : ports.people;
          const item = (await people.list()).find((one) => one.event.title.startsWith(`${at} `));
          await people.edit(item?.id ?? '', event);
        }
        await expectBoth(second);
      }),
      { seed: 20_261_121, numRuns: 12 },
    );
  });

  it('every request was valid by the schema of its version, and mailed nobody', async () => {
    expect(exchange.asked.length).toBeGreaterThan(20);
    expect(await complaintsAbout(exchange.asked)).toEqual([]);
    expect(exchange.exchange().mail).toEqual([]);
  });
});

function fieldsThatDiffer(found: CalendarEvent, wanted: CalendarEvent): string[] {
  const [left, right] = [normalOverrides(found), normalOverrides({ ...EVENT, ...wanted })];
  return EVENT_FIELDS.filter((field) => !equalFields({ [field]: left[field] }, { [field]: right[field] }));
}
