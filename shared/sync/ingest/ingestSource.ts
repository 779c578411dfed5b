// The inbox rows of the company's poll, and at each switch-on all entries of the user, become marks.

import { entryIn } from '../pair/row/occurrenceId.ts';
import type { SourceEnumerationRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Stored } from '../ports/store.ts';
import type { Head } from '../session/head.ts';
import { required, type Session } from '../session/session.ts';
import { CHANGED, DONE, goOnLater, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';
import { commitWatermark } from './commitWatermark.ts';
import { KnownIndex } from './knownIndex.ts';
import { observeEntries } from './observe.ts';

/** Deletes each inbox row in the transaction of the mark that it becomes. */
export async function ingestInbox(session: Session, { inbox: rows }: Pick<Head, 'inbox'>): Promise<StepResult> {
  const { source } = session.context;
  for (let from = 0; from < rows.length; from += source.batchSize) {
    const chunk = rows.slice(from, from + source.batchSize);
    const work = new Work(session);
    for (const row of chunk) work.know(row);
    await work.load(chunk.map((row) => ({ kind: 'sourceIndex', name: row.row.entry })));
    const unknown: Stored<'inbox'>[] = [];
    for (const row of chunk) {
      const known = work.row('sourceIndex', row.row.entry);
      if (!known) {
        unknown.push(row);
        continue;
      }
      // The same version is the echo of our own write.
      if (known.version !== row.row.version) work.mark(known.pair, 'changed');
      work.remove(known.pair, 'inbox', row.name);
    }
    await ingestUnknown(work, unknown);
    await work.commit();
  }
  return rows.length > 0 ? CHANGED : DONE;
}

async function ingestUnknown(work: Work, rows: readonly Stored<'inbox'>[]): Promise<void> {
  const { session } = work;
  if (rows.length === 0) return;
  const reads = await session.context.source.read(rows.map((row) => row.row.entry));
  const found: { row: Stored<'inbox'>; item: SourceItem }[] = [];
  rows.forEach((row, index) => {
    const read = reads[index];
    if (read?.ok) found.push({ row, item: read.value });
    else if (!read || read.failure.kind === 'gone') work.remove(row.name, 'inbox', row.name);
    else required(read);
  });
  const groups = await observeEntries(
    work,
    found.map((each) => each.item),
  );
  found.forEach(({ row }, index) => {
    work.remove(groups[index] ?? row.name, 'inbox', row.name);
  });
}

/**
 * Lists all the user's entries, page by page, because nobody wrote inbox rows while the link was off. Only a complete
 * listing ends the enumeration. Entries that it does not show are marked for a look, and nothing is concluded from it
 * (I3).
 */
export async function listEntries(
  session: Session,
  { sourceEnumeration: head }: Pick<Head, 'sourceEnumeration'>,
): Promise<StepResult> {
  const { source, email } = session.context;
  const { epoch } = session.link;
  if (head?.row.epoch === epoch) return DONE;
  let stored = head;
  let cursor = head?.row.inProgress?.epoch === epoch ? head.row.inProgress.cursor : undefined;
  const seen = new Set<string>();
  const known = head ? await KnownIndex.read(session.context.store, ['sourceIndex']) : KnownIndex.none();
  for (;;) {
    const listing = required(await source.list(email, cursor));
    if (listing.next === undefined && !listing.complete) return goOnLater(session);
    const work = new Work(session);
    for (const item of listing.items) seen.add(item.id);
    known.tell(
      work,
      'sourceIndex',
      listing.items.map((item) => item.id),
    );
    await observeEntries(work, listing.items);
    // The very first listing, in however many runs, finds no index rows, so none can be missing from it.
    if (listing.next === undefined && head?.row.epoch !== undefined) await markUnseen(work, seen);
    const ended = head?.row.epoch;
    const row: SourceEnumerationRow =
      listing.next === undefined
        ? { epoch, listedAt: session.lease.startedAt }
        : { ...(ended === undefined ? {} : { epoch: ended }), inProgress: { epoch, cursor: listing.next } };
    stored = await commitWatermark(work, { kind: 'sourceEnumeration', row }, stored);
    if (listing.next === undefined) return CHANGED;
    cursor = listing.next;
    if (session.outOfTime()) return goOnLater(session);
  }
}

async function markUnseen(work: Work, seen: ReadonlySet<string>): Promise<void> {
  const { session } = work;
  for (const index of await session.context.store.list('sourceIndex')) {
    if (!seen.has(entryIn(index.row.id))) work.mark(index.row.pair, 'unseen');
  }
}
