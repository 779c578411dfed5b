// The deeds of the second half of the demonstration, and what both sides should hold afterwards. Pure.
import { canonicalField } from '../../shared/calendar/canonical/canonical.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type When,
} from '../../shared/calendar/event.ts';
import { allDay, durationDays, endInstant, startInstant, timed } from '../../shared/calendar/when.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';
import { identityOf, titleAndTimeOf } from './compare.ts';
import { type Deed, edit } from './deed.ts';
import { LONG_TEXT } from './samples.ts';
import { longSeriesOf, SERIES_CHANGES } from './seriesDeeds.ts';

/** A value that a conflict overwrote, in canonical form. */
export interface LosingValue {
  readonly side: Side;
  readonly field: EventField;
  readonly value: string;
}

/**
 * Plans edits and deletes of single events and series that differ in title and time. They are spread over `things`, so
 * that matched, pushed and calendar events are among them. The events of `fresh` are created on alternating sides.
 */
export function planDeeds(things: readonly CalendarEvent[], fresh: readonly CalendarEvent[]): Deed[] {
  const targets = distinct(things);
  const singles = targets.filter(({ when }) => !when.recurrence);
  const series = targets.flatMap((thing) => longSeriesOf(thing) ?? []);
  const changes = [
    ...spread(singles, CHANGES.length).flatMap((thing, index) => CHANGES[index]?.(thing) ?? []),
    ...spread(series, SERIES_CHANGES.length).flatMap((each, index) => SERIES_CHANGES[index]?.(each) ?? []),
  ];
  const creations = fresh.map((event, index): Deed => {
    return { do: 'create', side: index % 2 === 0 ? 'mailbox' : 'source', event };
  });
  return [...changes, ...creations];
}

/** Returns what both sides hold when the mailbox wins each conflict, and the losing values. */
export function outcomeOf(
  things: readonly CalendarEvent[],
  deeds: readonly Deed[],
): { readonly things: CalendarEvent[]; readonly losing: LosingValue[] } {
  const byIdentity = new Map(things.map((thing) => [identityOf(thing), thing]));
  const losing: LosingValue[] = [];
  const created: CalendarEvent[] = [];
  const replaced = new Map<CalendarEvent, CalendarEvent | undefined>();
  for (const deed of deeds) {
    if (deed.do === 'create') {
      created.push(deed.event);
      continue;
    }
    const thing = byIdentity.get(identityOf(deed.thing));
    if (!thing) throw new Error('A deed is about a thing that is not there.');
    replaced.set(thing, deed.do === 'edit' ? { ...thing, ...deed.source, ...deed.mailbox } : undefined);
    if (deed.do === 'edit') losing.push(...losingOf(deed.mailbox, deed.source));
  }
  const kept = things.flatMap((thing) => (replaced.has(thing) ? (replaced.get(thing) ?? []) : thing));
  return { things: [...kept, ...created], losing };
}

function losingOf(mailbox: EventPatch, source: EventPatch): LosingValue[] {
  return EVENT_FIELDS.flatMap((field) => {
    const value = canonicalOf(field, source);
    return value === undefined || mailbox[field] === undefined ? [] : [{ side: 'source', field, value }];
  });
}

const canonicalOf = <F extends EventField>(field: F, patch: EventPatch): string | undefined => {
  const value = patch[field];
  return value === undefined ? undefined : canonicalField(field, value);
};

/** In the order of importance: a calendar with few events gets the first ones only. */
const CHANGES: readonly ((thing: CalendarEvent) => Deed)[] = [
  // One field on both sides is a conflict. Of two fields both edits survive.
  (thing) => edit(thing, { mailbox: { title: 'Renamed in the mailbox' }, source: { title: 'Renamed in the source' } }),
  (thing) => edit(thing, { mailbox: { location: 'Room of the mailbox' }, source: { description: 'From the source' } }),
  (thing) => edit(thing, { mailbox: { when: later(thing.when) } }),
  (thing) => edit(thing, { source: { when: later(thing.when) } }),
  (thing) => ({ do: 'delete', side: 'mailbox', thing }),
  (thing) => ({ do: 'delete', side: 'source', thing }),
  (thing) => edit(thing, { mailbox: { title: '</t:Subject><t:Sensitivity>Private' } }),
  (thing) => edit(thing, { source: { title: 'R&D <x> "quoted" \'twice\' 👩‍💻' } }),
  (thing) => edit(thing, { mailbox: { description: LONG_TEXT } }),
  (thing) => edit(thing, { source: { description: LONG_TEXT } }),
  (thing) => edit(thing, { mailbox: { location: 'Café, 2nd floor' } }),
  (thing) => edit(thing, { source: { location: 'R&D <lab>' } }),
  (thing) => ({ do: 'delete', side: 'mailbox', thing }),
  (thing) => ({ do: 'delete', side: 'source', thing }),
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function later(when: When): When {
  if (!when.showWithoutTime) {
    const { timeZone, windowsTimeZone } = when;
    return timed(
      { start: startInstant(when, timeZone) + HOUR_MS, end: endInstant(when, timeZone) + HOUR_MS },
      timeZone,
      windowsTimeZone,
    );
  }
  const day = (offset: number) => new Date(startInstant(when, 'UTC') + offset * DAY_MS).toISOString().slice(0, 10);
  return allDay(day(1), day(1 + durationDays(when.duration)));
}

function distinct(things: readonly CalendarEvent[]): CalendarEvent[] {
  const counts = new Map<string, number>();
  for (const key of things.map(titleAndTimeOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return things.filter((thing) => counts.get(titleAndTimeOf(thing)) === 1);
}

/** At most `count` elements, at even distances from the first to the last. */
function spread<T>(all: readonly T[], count: number): T[] {
  if (all.length <= count) return [...all];
  const step = all.length / count;
  return Array.from({ length: count }, (_, index) => all[Math.floor(index * step)]).filter(
    (each) => each !== undefined,
  );
}
