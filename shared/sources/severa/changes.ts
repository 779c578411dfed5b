// The changes of the whole company since a time. Severa tells the activities that were added or changed at or after it,
// and nothing of a deletion. Series are told by a question of their own.
import { z } from 'zod';
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { SourceChange, SourcePage } from '../../sync/ports/source.ts';
import type { Activities, Kind } from './activities.ts';
import { ENDLESS, type Place, place, placeAfter } from './pages.ts';
import type { People } from './people.ts';
import type { Activity } from './wire.ts';

/** The clocks differ, and a change becomes visible late: so much is asked for once more. */
const OVERLAP_MS = 2 * 60_000;
/** Ids and versions of the overlap, so that they are told once. */
const BOUNDARY_MAX = 500;

/** The watermark, as JSON. A page run that was interrupted begins again: its token is kept only between its own pages. */
const watermarkSchema = z.object({
  since: z.number(),
  /** `guid time` of the activities that were told inside the overlap. */
  told: z.array(z.string()),
  run: z
    .object({
      kind: z.enum(['default', 'Series']),
      place: place.optional(),
      /** The newest time of change in this run so far. */
      newest: z.number(),
      startedAt: z.number(),
      told: z.array(z.string()),
    })
    .optional(),
});
type Watermark = z.output<typeof watermarkSchema>;
type Run = NonNullable<Watermark['run']>;

/** A page token ends with its run: one that is older than this begins anew. */
const RUN_MAX_MS = 10 * 60_000;

export async function readChanges(
  parts: { readonly activities: Activities; readonly people: People; readonly now: Clock },
  watermark: string | undefined,
): Promise<Outcome<SourcePage>> {
  const { activities, people, now } = parts;
  // Before the first poll, each link lists for itself: the poll tells changes from now on.
  if (watermark === undefined) return ok({ changes: [], watermark: textOf({ since: now(), told: [] }), more: false });
  const stored = watermarkSchema.parse(JSON.parse(watermark));
  const run = runOf(stored, now());
  const wanted = { kind: run.kind satisfies Kind, changedSince: new Date(stored.since - OVERLAP_MS).toISOString() };
  const page = await activities.page(wanted, run.place?.pageToken);
  if (!page.ok) return page;
  const { value: rows, nextPageToken } = page.value;
  const reached = nextPageToken === undefined ? undefined : placeAfter(run.place, nextPageToken);
  if (nextPageToken !== undefined && reached === undefined) return failed(ENDLESS);
  const directory = await people.of(rows.flatMap(({ ownerUser }) => ownerUser?.guid ?? []));
  if (!directory.ok) return directory;
  const known = new Set(stored.told);
  const fresh = rows.filter((row) => !known.has(nameOf(row)));
  const changes = fresh.map((row): SourceChange => {
    const owner = row.ownerUser && directory.value.person(row.ownerUser.guid)?.email;
    return {
      kind: 'changed',
      id: row.recurrenceParentActivityGuid ?? row.guid,
      version: nameOf(row),
      owner: owner ?? '',
      participants: [],
    };
  });
  const next = after(stored, run, { rows, reached });
  return ok({ changes: onePerEntry(changes), watermark: textOf(next), more: next.run !== undefined });
}

const textOf = (watermark: Watermark): string => JSON.stringify(watermark);

function runOf({ run, since }: Watermark, now: Instant): Run {
  if (run && now - run.startedAt < RUN_MAX_MS) return run;
  return { kind: 'default', newest: since, startedAt: now, told: [] };
}

function after(
  stored: Watermark,
  run: Run,
  { rows, reached }: { readonly rows: readonly Activity[]; readonly reached: Place | undefined },
): Watermark {
  const newest = Math.max(run.newest, ...rows.map(changedAt));
  const told = insideOverlap([...run.told, ...rows.map(nameOf)], newest);
  if (reached) return { ...stored, run: { ...run, place: reached, newest, told } };
  if (run.kind === 'default') {
    const { startedAt } = run;
    return { ...stored, run: { kind: 'Series', newest, startedAt, told } };
  }
  return { since: newest, told };
}

/** The names that the next question would tell again, as far as a row has room for them. */
function insideOverlap(names: readonly string[], newest: Instant): string[] {
  const timeOf = (name: string): number => Date.parse(name.slice(name.indexOf(' ') + 1));
  return [...new Set(names)].filter((name) => timeOf(name) >= newest - OVERLAP_MS).slice(-BOUNDARY_MAX);
}

const timeTextOf = ({ lastUpdatedDateTime, createdDateTime }: Activity): string =>
  lastUpdatedDateTime ?? createdDateTime ?? '1970-01-01T00:00:00Z';
const changedAt = (row: Activity): Instant => {
  const instant = Date.parse(timeTextOf(row));
  return Number.isNaN(instant) ? 0 : instant;
};
const nameOf = (row: Activity): string => `${row.guid} ${timeTextOf(row)}`;

/** A series and its exceptions are one entry. */
const onePerEntry = (changes: readonly SourceChange[]): SourceChange[] => [
  ...new Map(changes.map((change) => [change.id, change])).values(),
];
