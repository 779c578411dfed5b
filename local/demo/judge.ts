// What the demonstration has shown: what both sides hold at the end against what people wrote last. Pure.
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import type { Side } from '../../shared/sync/ports/remote.ts';
import { compare } from './compare.ts';
import type { LosingValue } from './deeds.ts';
import type { Standing } from './editor.ts';
import type { Preview } from './link.ts';

export type Readings = Readonly<Record<Side, readonly Standing[]>>;

export interface Evidence {
  readonly preview: Preview;
  /** The mailbox before the product came. */
  readonly before: readonly Standing[];
  /** What the demonstration may touch; all else has to stand as it was. */
  readonly mayTouch: (event: CalendarEvent) => boolean;
  readonly expected: {
    readonly things: readonly CalendarEvent[];
    /** What the mailbox cannot hold: it stays in the source as it was written. */
    readonly sourceOnly: readonly CalendarEvent[];
    readonly losing: readonly LosingValue[];
  };
  readonly ends: Readings;
  /** Both sides once more, after further runs that have nothing to do. */
  readonly again: Readings;
  /** Whether the link said each time that nothing is left to do. */
  readonly quiet: boolean;
  /** The values on record as losers of conflicts. */
  readonly record: readonly LosingValue[];
}

export interface Verdict {
  readonly preview: Preview;
  /** Both sides hold the same, and further runs change nothing. */
  readonly converged: boolean;
  /** Titles, or what else there is to say of each. */
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** What the mailbox holds at the end of what the demonstration may touch. */
  readonly events: readonly CalendarEvent[];
}

export function judge({ preview, before, mayTouch, expected, ends, again, quiet, record }: Evidence): Verdict {
  const mailbox = eventsOf(ends.mailbox).filter(mayTouch);
  const source = eventsOf(ends.source).filter(mayTouch);
  const left = compare(expected.things, mailbox);
  const right = compare([...expected.things, ...expected.sourceOnly], source);
  const apart = compare([...mailbox, ...expected.sourceOnly], source);
  const still = (['mailbox', 'source'] as const).every((side) => versions(ends[side]) === versions(again[side]));
  const recorded = new Set(record.map(wordsOf));
  const unrecorded = expected.losing.map(wordsOf).filter((words) => !recorded.has(words));
  return {
    preview,
    converged: quiet && still && apart.lost.length === 0 && apart.doubled.length === 0,
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

/** The things that take part. */
export const eventsOf = (standings: readonly Standing[]): CalendarEvent[] =>
  standings.flatMap(({ content }) => (content.kind === 'event' ? [content.event] : []));

const versions = (standings: readonly Standing[]): string =>
  JSON.stringify(standings.map(({ id, version }) => JSON.stringify([id, version])).sort());

const wordsOf = ({ side, field, value }: LosingValue): string => `${side}'s ${field}: ${value}`;

/** Titles of what is not there as it was, though it takes no part. */
function touchedOf(before: readonly Standing[], after: readonly Standing[], mayTouch: Evidence['mayTouch']): string[] {
  const now = new Map(after.map(({ id, version }) => [id, version]));
  return before
    .filter(({ content }) => content.kind === 'leftOut' || !mayTouch(content.event))
    .filter(({ id, version }) => now.get(id) !== version)
    .map(({ content }) => (content.kind === 'event' ? content.event.title : content.title));
}
