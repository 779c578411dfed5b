// The newest revision of each event in a .ics file (RFC 5546 section 2.1.5: the higher SEQUENCE, then the later DTSTAMP).
import type ICAL from 'ical.js';
import { type IcsContext, instantIn, zoneOfTime } from './context.ts';
import { LeftOut } from './leftOut.ts';
import { type FileTime, timeOf } from './time.ts';

/** One VEVENT, and what tells it from its other revisions. */
export interface Revision {
  readonly component: ICAL.Component;
  readonly context: IcsContext;
  readonly uid: string;
  /** RECURRENCE-ID; undefined for a single event and for a series. */
  readonly original: FileTime | undefined;
  readonly isCancelled: boolean;
}

/** Throws LeftOut where the occurrence that it stands for cannot be told. */
export function revisionOf(component: ICAL.Component, context: IcsContext): Revision {
  const text = (name: string) => String(component.getFirstPropertyValue(name) ?? '');
  return {
    component,
    context,
    uid: text('uid'),
    original: timeOf(component, 'recurrence-id'),
    isCancelled: context.method === 'CANCEL' || text('status').toUpperCase() === 'CANCELLED',
  };
}

export interface Newest {
  readonly newest: readonly Revision[];
  readonly older: readonly Revision[];
}

/**
 * The newest revisions, in the order of the file. Without a UID nothing is a revision of anything. Events of one UID
 * and one revision that differ are kept: some programs give all their events one UID.
 */
export function newestOf(revisions: readonly Revision[]): Newest {
  const kept = new Map<string, Revision[]>();
  const older: Revision[] = [];
  for (const [at, revision] of revisions.entries()) {
    const key = revision.uid === '' ? `no UID ${at}` : `${revision.uid}\n${originalKey(revision)}`;
    const same = kept.get(key) ?? [];
    const stays = same.filter((other) => !replaces(revision, other));
    older.push(...same.filter((other) => replaces(revision, other)));
    if (stays.some((other) => replaces(other, revision))) older.push(revision);
    else stays.push(revision);
    kept.set(key, stays);
  }
  const all = new Set([...kept.values()].flat());
  return { newest: revisions.filter((revision) => all.has(revision)), older };
}

/** Of two of one revision: a cancellation counts, and of the same event or occurrence the one further down. */
function replaces(revision: Revision, other: Revision): boolean {
  const [sequence, otherSequence] = [sequenceOf(revision), sequenceOf(other)];
  if (sequence !== otherSequence) return sequence > otherSequence;
  const [stamp, otherStamp] = [stampOf(revision), stampOf(other)];
  if (stamp !== otherStamp && stamp !== '' && otherStamp !== '') return stamp > otherStamp;
  if (revision.isCancelled !== other.isCancelled) return revision.isCancelled;
  return revision.original !== undefined || contentOf(revision) === contentOf(other);
}

function sequenceOf({ component }: Revision): number {
  const value = Number(component.getFirstPropertyValue('sequence') ?? 0);
  return Number.isFinite(value) ? value : 0;
}

/** DTSTAMP in UTC sorts as text; empty where it cannot be read. */
function stampOf({ component }: Revision): string {
  try {
    return timeOf(component, 'dtstamp')?.local ?? '';
  } catch {
    return '';
  }
}

const contentOf = ({ component }: Revision): string =>
  ['dtstart', 'dtend', 'duration', 'summary', 'rrule']
    .map((name) => JSON.stringify(component.getFirstProperty(name)?.toJSON() ?? null))
    .join('\n');

/** Two programs can write the same RECURRENCE-ID in two zones. */
function originalKey({ original, context }: Revision): string {
  if (!original) return '';
  if (original.isDate) return original.local.slice(0, 10);
  try {
    return String(instantIn(original, zoneOfTime(original, context, context.zone)));
  } catch (error) {
    if (error instanceof LeftOut) return original.local;
    throw error;
  }
}
