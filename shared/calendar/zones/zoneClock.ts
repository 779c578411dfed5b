// The clock of a zone, whoever makes its rules: IANA, Windows, or one Exchange server. Two zones are compared by
// what their clocks show, never by their names.
import type { Instant, LocalDateTime, TimeSpan, TimeZoneId } from '../event.ts';
import { changesBetween, offsetAt } from '../timeZone.ts';

export interface ZoneClock {
  /** Milliseconds east of Greenwich. */
  offsetAt(instant: Instant): number;
  /** The instants from `from` on and before `until` at which the offset may change, in order. */
  changes(from: Instant, until: Instant): readonly Instant[];
}

const ianaClocks = new Map<TimeZoneId, ZoneClock>();
/** There are 600 zones, and more ways to spell them. */
const CLOCKS_MAX = 1_000;

/** The clock of an IANA zone, the same object for the same name. Its functions throw RangeError for what is no zone. */
export function ianaClock(zone: TimeZoneId): ZoneClock {
  const known = ianaClocks.get(zone);
  if (known) return known;
  const clock: ZoneClock = {
    offsetAt: (instant) => offsetAt(instant, zone),
    changes: cached((from, until) => changesBetween(zone, from, until)),
  };
  if (ianaClocks.size >= CLOCKS_MAX) ianaClocks.clear();
  ianaClocks.set(zone, clock);
  return clock;
}

/** Comparisons ask for the same years again and again. */
function cached(changes: ZoneClock['changes']): ZoneClock['changes'] {
  const known = new Map<string, readonly Instant[]>();
  return (from, until) => {
    const key = `${from} ${until}`;
    const found = known.get(key) ?? changes(from, until);
    known.set(key, found);
    return found;
  };
}

/** The wall-clock time of an instant, without fractions of a second. */
export const localAt = (clock: ZoneClock, instant: Instant): LocalDateTime =>
  new Date(instant + clock.offsetAt(instant)).toISOString().slice(0, SECONDS_AT);

/** A wall-clock time so many seconds later by a clock that nobody changes. */
export const laterBy = (local: LocalDateTime, seconds: number): LocalDateTime =>
  new Date(Date.parse(`${local}Z`) + seconds * 1000).toISOString().slice(0, SECONDS_AT);

/** The seconds between two wall-clock times by a clock that nobody changes. */
export const secondsBetween = (from: LocalDateTime, until: LocalDateTime): number =>
  (Date.parse(`${until}Z`) - Date.parse(`${from}Z`)) / 1000;

const SECONDS_AT = '2026-11-20T09:00:00'.length;

/**
 * The instant of a wall-clock time: the first of two that have it. Of a time that the clock skips it is the time after
 * the gap, shifted by its length (RFC 5545 section 3.3.5).
 */
export function instantAt(clock: ZoneClock, local: LocalDateTime): Instant {
  const wall = Date.parse(`${local}Z`);
  const first = wall - clock.offsetAt(wall - DAY_MS);
  if (first + clock.offsetAt(first) === wall) return first;
  const second = wall - clock.offsetAt(wall + DAY_MS);
  return second + clock.offsetAt(second) === wall ? second : first;
}

const DAY_MS = 86_400_000;

/** The times within a span in which two clocks differ, in order. */
export function differences(a: ZoneClock, b: ZoneClock, { from, until }: TimeSpan): readonly TimeSpan[] {
  if (a === b) return [];
  const found: TimeSpan[] = [];
  for (let block = blockOf(from); block <= blockOf(until - 1); block += 1) {
    for (const each of inBlock(a, b, block)) {
      const held = { from: Math.max(each.from, from), until: Math.min(each.until, until) };
      const before = found.at(-1);
      if (held.from >= held.until) continue;
      if (before?.until === held.from) found[found.length - 1] = { from: before.from, until: held.until };
      else found.push(held);
    }
  }
  return found;
}

/** Differences are looked for once for all series: in blocks of years, each of which is kept. */
const BLOCK_MS = 10 * 365.25 * DAY_MS;
const blockOf = (instant: Instant): number => Math.floor(instant / BLOCK_MS);

const blocks = new WeakMap<ZoneClock, WeakMap<ZoneClock, Map<number, readonly TimeSpan[]>>>();

function inBlock(a: ZoneClock, b: ZoneClock, block: number): readonly TimeSpan[] {
  const ofA = blocks.get(a) ?? new WeakMap<ZoneClock, Map<number, readonly TimeSpan[]>>();
  blocks.set(a, ofA);
  const ofBoth = ofA.get(b) ?? new Map<number, readonly TimeSpan[]>();
  ofA.set(b, ofBoth);
  const known = ofBoth.get(block) ?? compared(a, b, { from: block * BLOCK_MS, until: (block + 1) * BLOCK_MS });
  ofBoth.set(block, known);
  return known;
}

function compared(a: ZoneClock, b: ZoneClock, { from, until }: TimeSpan): TimeSpan[] {
  const changes = new Set([from, ...a.changes(from, until), ...b.changes(from, until)]);
  const cuts = [...changes].sort((one, other) => one - other);
  return cuts.flatMap((at, n) =>
    a.offsetAt(at) === b.offsetAt(at) ? [] : [{ from: at, until: cuts[n + 1] ?? until }],
  );
}
