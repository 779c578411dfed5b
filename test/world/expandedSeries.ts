// A link that expands series, and what people see and do there: for the scenarios.
import type { CalendarEvent, OccurrenceOverride, RecurrenceRule, When } from '../../shared/calendar/event.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import { type Link, linkInMemory } from './link.ts';
import { DAY_31 } from './weekly.ts';
import { ADA, type WorldOptions } from './world.ts';

export const EXPAND: LinkRules = { ...DEFAULT_RULES, unheldSeries: 'expand' };

export const openLink = (options: WorldOptions = {}): Promise<Link> =>
  linkInMemory({ rules: EXPAND, ...options }, { batchSize: 50, pageSize: 500 });

/** Monthly on the 31st, six times. */
export const DAYS = ['2026-12-31', '2027-01-31', '2027-03-31', '2027-05-31', '2027-07-31', '2027-08-31'];
export const CLOSINGS = DAYS.map((day) => `${day}T09:00:00 Closing`);

export const monthly = ({ world }: Link, rule: RecurrenceRule = DAY_31): CalendarEvent => ({
  ...world.newEvent(),
  title: 'Closing',
  when: {
    showWithoutTime: false,
    start: '2026-12-31T09:00:00',
    timeZone: 'Europe/Helsinki',
    duration: 'PT1H',
    recurrence: { rule, overrides: {} },
  },
});

/** The series on both sides and at rest. */
export async function expanded(link: Link, event = monthly(link)): Promise<Link> {
  await link.ports.people.create(event, ADA);
  await link.settle();
  return link;
}

export async function onlyEntry({ ports }: Link) {
  const [entry, ...more] = await ports.people.list();
  if (!entry || more.length > 0) throw new Error(`${more.length + 1} entries instead of one`);
  return entry;
}

/** The application's user changes how the only entry repeats, or when. */
export async function changeWhen(link: Link, change: Partial<When>): Promise<void> {
  const { id, event } = await onlyEntry(link);
  // Parts of a `when` of the same kind.
  await link.ports.people.edit(id, { when: { ...event.when, ...change } as When });
}

export async function override(link: Link, overrides: Record<string, OccurrenceOverride>): Promise<void> {
  const { recurrence } = (await onlyEntry(link)).event.when;
  if (!recurrence) throw new Error('the entry is no series');
  const all = { ...recurrence.overrides, ...overrides };
  await changeWhen(link, { recurrence: { ...recurrence, overrides: all } });
}

export const overridesIn = async (link: Link) => (await onlyEntry(link)).event.when.recurrence?.overrides;

/** The mailbox, event by event. */
export const seen = async ({ ports }: Link): Promise<string[]> =>
  (await ports.person.list()).map(({ event }) => `${event.when.start} ${event.title}`).sort();

export async function eventOn({ ports }: Link, date: string) {
  const found = (await ports.person.list()).find(({ event }) => event.when.start.startsWith(date));
  if (!found) throw new Error(`there is nothing on ${date}`);
  return found;
}

export const pairsOf = async ({ ports }: Link): Promise<PairRow[]> =>
  (await ports.store.list('pair')).map(({ row }) => row);

/** The pair of the series itself. */
export async function seriesPair(link: Link): Promise<PairRow> {
  const found = (await pairsOf(link)).find(({ source }) => source?.id === 'S1');
  if (!found) throw new Error('the series has no pair');
  return found;
}

/** The pair of the occurrence with this date. */
export async function pairOn(link: Link, date: string): Promise<PairRow> {
  const found = (await pairsOf(link)).filter(({ source }) => source?.id === `S1!${date}`).at(-1);
  if (!found) throw new Error(`there is no pair of ${date}`);
  return found;
}
