// Judges the demonstration: what both sides hold at the end, against what people wrote last. Pure.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';
import { compare } from './compare.ts';
import type { LosingValue } from './deeds.ts';
import type { Preview } from './link.ts';
import type { Standing } from './people/editor.ts';

export type Readings = Readonly<Record<Side, readonly Standing[]>>;

export interface Evidence {
  readonly preview: Preview;
  /** The mailbox before the product was connected. */
  readonly before: readonly Standing[];
  /** True for the events that the demonstration may change. All others must stay as they were. */
  readonly mayTouch: (event: CalendarEvent) => boolean;
  readonly expected: {
    readonly things: readonly CalendarEvent[];
    /** Entries that the mailbox cannot hold. They must stay in the source as they were written. */
    readonly sourceOnly: readonly CalendarEvent[];
    readonly losing: readonly LosingValue[];
  };
  readonly ends: Readings;
  /** Both sides again, after further runs that have nothing to do. */
  readonly again: Readings;
  /** True where the link said each time that nothing is left to do. */
  readonly quiet: boolean;
  /** The recorded losing values of conflicts. */
  readonly record: readonly LosingValue[];
}

export interface Verdict {
  readonly preview: Preview;
  /** True when both sides hold the same and further runs change nothing. */
  readonly converged: boolean;
  /** Titles, or another description of each. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** The events at the end that the demonstration may change. */
  readonly events: readonly CalendarEvent[];
}

export function judge({ preview, before, mayTouch, expected, ends, again, quiet, record }: Evidence): Verdict {
  const mailbox = eventsOf(ends.mailbox).filter(mayTouch);
  const source = eventsOf(ends.source).filter(mayTouch);
  const left = compare(expected.things, mailbox);
  const right = compare([...expected.things, ...expected.sourceOnly], source);
  const difference = compare([...mailbox, ...expected.sourceOnly], source);
  const still = (['mailbox', 'source'] as const).every((side) => versions(ends[side]) === versions(again[side]));
  const recorded = new Set(record.map(wordsOf));
  const unrecorded = expected.losing.map(wordsOf).filter((words) => !recorded.has(words));
  return {
    preview,
    converged: quiet && still && difference.lost.length === 0 && difference.doubled.length === 0,
    lost: [
      ...left.lost.map(({ title }) => `${title} (mailbox)`),
      ...right.lost.map(({ title }) => `${title} (source)`),
      ...touchedOf(before, ends.mailbox, mayTouch).map((title) => `${title} (not to be touched)`),
      ...unrecorded.map((words) => `${words} (not in the record of conflicts)`),
    ],
    doubled: [
      ...left.doubled.map(({ title }) => `${title} (mailbox)`),
      ...right.doubled.map(({ title }) => `${title} (source)`),
    ],
    events: mailbox,
  };
}

/** The events of the items that take part. */
export const eventsOf = (standings: readonly Standing[]): CalendarEvent[] =>
  standings.flatMap(({ content }) => (content.kind === 'event' ? [content.event] : []));

const versions = (standings: readonly Standing[]): string =>
  JSON.stringify(standings.map(({ id, version }) => JSON.stringify([id, version])).sort());

const wordsOf = ({ side, field, value }: LosingValue): string => `${side}'s ${field}: ${value}`;

/** Titles of the events that changed although they take no part. */
function touchedOf(before: readonly Standing[], after: readonly Standing[], mayTouch: Evidence['mayTouch']): string[] {
  const now = new Map(after.map(({ id, version }) => [id, version]));
  return before
    .filter(({ content }) => content.kind === 'leftOut' || !mayTouch(content.event))
    .filter(({ id, version }) => now.get(id) !== version)
    .map(({ content }) => (content.kind === 'event' ? content.event.title : content.title));
}
