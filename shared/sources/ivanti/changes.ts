// The changes of the whole company since a time, in the order of `LastModDateTime`. That time lags behind, so each poll
// asks for ten minutes once more. Ivanti tells nothing of a deletion.
import { z } from 'zod';
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { SourceChange, SourceItem, SourcePage } from '../../sync/ports/source.ts';
import type { IvantiClient } from './client.ts';
import type { Reader } from './reader.ts';
import { changedAt, place, readPage } from './rows.ts';

/** A change may become visible three minutes late (seen by a public client). Each question goes back by this much. */
const OVERLAP_MS = 10 * 60_000;
/** Versions that are remembered of the overlap, so that each is told once. */
const TOLD_MAX = 500;

const told = z.object({ at: z.number(), id: z.string(), version: z.string() });
type Told = z.output<typeof told>;

/** The watermark, as JSON. `run`: the place in pages that are being read. */
const watermarkSchema = z.object({
  since: z.number(),
  told: z.array(told),
  run: z.object({ place, startedAt: z.number() }).optional(),
});
type Watermark = z.output<typeof watermarkSchema>;

/** A run of pages that was interrupted for longer begins anew. */
const RUN_MAX_MS = 10 * 60_000;

export interface ChangesParts {
  readonly client: IvantiClient;
  readonly reader: Pick<Reader, 'itemsOf'>;
  readonly object: string;
  readonly now: Clock;
}

export async function readChanges(parts: ChangesParts, watermark: string | undefined): Promise<Outcome<SourcePage>> {
  const { client, reader, object, now } = parts;
  // Before the first poll, each link lists for itself: the poll tells changes from now on.
  if (watermark === undefined) return ok({ changes: [], watermark: textOf({ since: now(), told: [] }), more: false });
  const stored = watermarkSchema.parse(JSON.parse(watermark));
  const run = stored.run && now() - stored.run.startedAt < RUN_MAX_MS ? stored.run : undefined;
  const after = run?.place ?? { at: stored.since - OVERLAP_MS, ids: [], skip: 0 };
  const page = await readPage(client, { object, after });
  if (!page.ok) return page;
  const { rows, next } = page.value;
  const items = await reader.itemsOf(rows);
  if (!items.ok) return items;
  const known = new Set(stored.told.map(nameOf));
  const read = items.value.map((item, index) => ({ item, told: toldOf(item, changedAt(rows[index] ?? {})) }));
  const fresh = read.filter((each) => !known.has(nameOf(each.told)));
  const newest = Math.max(stored.since, ...rows.map(changedAt));
  const remembered = insideOverlap([...stored.told, ...read.map((each) => each.told)], newest);
  const more = next ? { run: { place: next, startedAt: run?.startedAt ?? now() } } : {};
  return ok({
    changes: onePerEntry(fresh.map(({ item }) => changeOf(item))),
    watermark: textOf({ since: newest, told: remembered, ...more }),
    more: next !== undefined,
  });
}

const textOf = (watermark: Watermark): string => JSON.stringify(watermark);
const toldOf = ({ id, version }: SourceItem, at: Instant): Told => ({ at, id, version });
/** A workflow writes a record again without a change: it has the version that was told. */
const nameOf = ({ id, version }: Told): string => `${id} ${version}`;

const changeOf = ({ id, version, owner, participants }: SourceItem): SourceChange => ({
  kind: 'changed',
  id,
  version,
  owner,
  participants,
});

/** Those that the next question would tell again, as far as a row has room for them. */
function insideOverlap(all: readonly Told[], newest: Instant): Told[] {
  const newestOf = new Map(all.map((each) => [each.id, each]));
  return [...newestOf.values()].filter(({ at }) => at >= newest - OVERLAP_MS).slice(-TOLD_MAX);
}

const onePerEntry = (changes: readonly SourceChange[]): SourceChange[] => [
  ...new Map(changes.map((change) => [change.id, change])).values(),
];
