// Series that the mailbox cannot hold and that the link expands. Each occurrence in the window becomes a pair of its
// own. Each one that differs from what its pair knows is marked for a look. This step comes before matching. So one run
// decides about all of a changed series: its single events, their deletes together, and the series itself.

import { observeNewEntry } from '../ingest/observe.ts';
import type { Reading } from '../pair/look.ts';
import { entryIn, isWhole } from '../pair/row/occurrenceId.ts';
import { expansionIn, hasEnded, leftOutIn, withExpansion } from '../pair/row/standing.ts';
import { endsRun, type Outcome } from '../ports/outcome.ts';
import type { HoldRow, PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Stored } from '../ports/store.ts';
import { type Head, isDue } from '../session/head.ts';
import { forgetVersion } from '../session/occurrenceIndex.ts';
import { readAll } from '../session/readAll.ts';
import { RunStopped, type Session } from '../session/session.ts';
import { CHANGED, DONE, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { expansionNow } from './awaitExpansion.ts';
import type { Expanded } from './expansion.ts';

/** Above this number, listing all pairs costs fewer requests than reading the marked pairs. */
const LIST_ABOVE = 300;

/** The entry of a marked pair, as read. */
interface Series {
  readonly row: PairRow;
  readonly entry: string;
  readonly source: Reading<SourceItem>;
}

/**
 * Ends the run where its time is over before the last series. Then nothing may be matched: after lost rows, our event
 * of an occurrence would be taken for a person's own event.
 */
export async function expandSeries(session: Session, { hold }: Head): Promise<StepResult> {
  if (session.context.rules.unheldSeries !== 'expand') return DONE;
  const marked = await markedSeries(session, hold?.row);
  if (marked.length === 0) return DONE;
  const series = await readSeries(session, marked);
  const known = await knownOccurrences(session, new Set(series.map(({ entry }) => entry)));
  for (const each of series) {
    if (session.outOfTime()) return goOnLater(session);
    await expandOne(session, each, known.get(each.entry) ?? []);
  }
  return CHANGED;
}

/** True when the pair belongs, or has belonged, to a series whose occurrences stand for themselves. */
const mayBeExpanded = (row: PairRow): boolean =>
  row.source !== undefined && isWhole(row.source.id) && leftOutIn(row)?.reason === 'recurrence-not-supported';

async function markedSeries(session: Session, hold: HoldRow | undefined): Promise<PairRow[]> {
  const { store, now } = session.context;
  const marks = (await store.list('dirty')).filter((mark) => isDue(mark, hold, now()));
  const names = new Set(marks.map(({ row }) => row.pair));
  const pairs =
    names.size > LIST_ABOVE
      ? await store.pick('pair', ({ name, row }) => names.has(name) && mayBeExpanded(row))
      : await store.load([...names].map((name) => ({ kind: 'pair', name }) as const));
  return pairs.flatMap((pair) => (pair && mayBeExpanded(pair.row) ? [pair.row] : []));
}

/** A series that could not be read waits for its own look. But a series that is not expanded yet has to be read. */
async function readSeries({ context }: Session, rows: readonly PairRow[]): Promise<Series[]> {
  const entries = rows.flatMap((row) => (row.source ? [{ row, entry: row.source.id }] : []));
  const reads = await readAll(
    context.source,
    entries.map(({ entry }) => entry),
  );
  return entries.flatMap((each, index): Series[] => {
    const source = readingOf(each.row, reads[index]);
    return source ? [{ ...each, source }] : [];
  });
}

function readingOf(row: PairRow, read: Outcome<SourceItem> | undefined): Reading<SourceItem> | undefined {
  if (!read) return undefined;
  if (read.ok) return { state: 'present', item: read.value };
  if (read.failure.kind === 'gone') return { state: 'gone' };
  if (!expansionIn(row) || endsRun(read.failure)) throw new RunStopped(read.failure);
  return undefined;
}

type KnownOccurrences = readonly Stored<'sourceIndex'>[];

async function knownOccurrences(
  { context }: Session,
  entries: ReadonlySet<string>,
): Promise<Map<string, KnownOccurrences>> {
  const rows = await context.store.pick('sourceIndex', ({ row }) => !isWhole(row.id) && entries.has(entryIn(row.id)));
  return Map.groupBy(rows, ({ row }) => entryIn(row.id));
}

/** Commits the pairs and marks of the occurrences first. Then the series' own row says that this is done. */
async function expandOne(session: Session, { row, source }: Series, known: KnownOccurrences): Promise<void> {
  const expanded = expansionNow(session.settings, { row, source }, session.context.now());
  const work = new Work(session);
  const wanted = new Map((expanded?.items ?? []).map((item) => [item.id, item]));
  const met = new Set(known.map(({ row: { id } }) => id));
  const others = known.filter(({ row: { id } }) => !wanted.has(id)).map(({ row: { id } }) => id);
  const reads = new Map((await readAll(session.context.source, others)).map((read, index) => [others[index], read]));
  const again: SourceItem[] = [];
  for (const index of known) {
    work.know(index);
    const item = wanted.get(index.row.id) ?? present(reads.get(index.row.id));
    if (item?.version !== index.row.version) await markOccurrence(work, index, { item, again });
  }
  const fresh = [...wanted.values()].filter(({ id }) => !met.has(id));
  for (const { id } of fresh) work.knowAbsent('sourceIndex', id);
  for (const item of [...fresh, ...again]) observeNewEntry(work, item);
  await work.commit();
  await rememberExpansion(session, row, expanded);
}

const present = (read: Outcome<SourceItem> | undefined): SourceItem | undefined => (read?.ok ? read.value : undefined);

/**
 * The pair of the occurrence may have ended, or found another entry. Then the occurrence takes place again, and `again`
 * takes it.
 */
async function markOccurrence(
  work: Work,
  { row: { id, pair } }: Stored<'sourceIndex'>,
  { item, again }: { readonly item: SourceItem | undefined; readonly again: SourceItem[] },
): Promise<void> {
  await work.load([{ kind: 'pair', name: pair }]);
  const holder = work.row('pair', pair);
  const isHeld = holder !== undefined && !hasEnded(holder) && holder.source?.id === id;
  if (item && !isHeld) again.push(item);
  if (isHeld) work.mark(pair, 'changed');
  if (!item) await forgetVersion(work, pair, id);
}

async function rememberExpansion(session: Session, row: PairRow, expanded: Expanded | undefined): Promise<void> {
  const work = new Work(session);
  await work.load([{ kind: 'pair', name: row.pair }]);
  const now = work.row('pair', row.pair);
  if (!now) return;
  const { pair } = row;
  work.put(pair, { kind: 'pair', name: pair, row: withExpansion(now, expanded?.row) });
  await work.commit();
}
