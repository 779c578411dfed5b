// Random series as people make them in Outlook, in any zone of theirs and of the connection. Over EWS and Graph they are
// read with exactly the occurrences that the calendar has.
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { occurrencesBetween as occurrencesOfCalendar } from '../../../local/exchange/series/occurrences.ts';
import { startExchange } from '../../../local/exchange/server.ts';
import type { CalendarEvent, TimeZoneId } from '../../../shared/calendar/event.ts';
import { occurrencesBetween } from '../../../shared/calendar/recurrence/occurrences.ts';
import { startInstant } from '../../../shared/calendar/when.ts';
import { createEwsMailbox } from '../../../shared/exchange/ews/mailbox.ts';
import { createGraphMailbox } from '../../../shared/exchange/graph/mailbox.ts';
import { eventOf, onlyValueOf } from '../../contract/mailbox.ts';
import { connectToLocal, LOCAL_APP } from '../../world/localGraphApp.ts';
import { personOf } from '../../world/localMailbox.ts';
import { heldSeries } from './ews/randomEvents.ts';
import { connectTo, MAILBOX, NOW } from './ews/scriptedExchange.ts';
import { idsOf } from './graph/localGraph.ts';

const ACCOUNT = { name: 'EXAMPLE\\svc-sync', password: 'pässword', impersonates: 'all' } as const;
const HOMES = [
  'Europe/Helsinki',
  'America/Los_Angeles',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Auckland',
  'Pacific/Tongatapu',
  'Pacific/Kiritimati',
  'UTC',
] as const;
const RUNS = 60;
const DAY_MS = 86_400_000;

type Span = readonly [from: number, until: number];

/** More than a year of the series, from before its start on. */
const spanOf = ({ when }: CalendarEvent): Span => {
  const start = startInstant(when, 'UTC');
  return [start - 30 * DAY_MS, start + 400 * DAY_MS];
};

/** The starts of its occurrences. `home`: the zone whose midnights the days have. */
const startsOf = (event: CalendarEvent, home: TimeZoneId, [from, until]: Span): string[] =>
  sortedTexts(occurrencesBetween(event, { from, until }, home).map(({ event: { when } }) => startInstant(when, home)));

const sortedTexts = (instants: readonly number[]): string[] =>
  instants.map((instant) => new Date(instant).toISOString()).sort();

it('a series of a person is read with exactly the occurrences that the calendar has', async () => {
  const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], apps: [LOCAL_APP], clock: () => NOW });
  onTestFinished(() => exchange.close());
  exchange.addMailbox(MAILBOX);
  const graph = connectToLocal(exchange, () => NOW);
  onTestFinished(() => graph.close());
  const overEws = new Map(
    HOMES.map((timeZone) => [timeZone, createEwsMailbox(connectTo(exchange, { timeZone }), MAILBOX)]),
  );
  const person = exchange.person(MAILBOX);
  const zones = fc.record({ home: fc.constantFrom(...HOMES), connection: fc.constantFrom(...HOMES) });
  let occurrences = 0;
  await fc.assert(
    fc.asyncProperty(heldSeries, zones, async (event, { home, connection }) => {
      const id = await personOf(person, home).create(event);
      const master = person.get(id);
      if (!master) throw new Error('the calendar has no such series');
      const span = spanOf(event);
      const expected = sortedTexts(occurrencesOfCalendar(master, ...span).map(({ start }) => start));
      const readers = [
        { mailbox: overEws.get(connection), id },
        {
          mailbox: createGraphMailbox(graph, { address: MAILBOX, timeZone: connection }),
          id: await idsOf(graph, MAILBOX).toGraph(id),
        },
      ];
      for (const { mailbox, id: itsId } of readers) {
        const read = onlyValueOf((await mailbox?.read([itsId])) ?? []);
        expect(startsOf(eventOf(read), home, span)).toEqual(expected);
      }
      occurrences += expected.length;
    }),
    { seed: 20261120, numRuns: RUNS },
  );
  expect(occurrences).toBeGreaterThan(RUNS * 10);
}, 120_000);
