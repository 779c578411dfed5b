// A source that also shows each occurrence of a series that the mailbox cannot hold as an item of its own. The
// occurrence reads as a single event. An update of it is an override of the entry, and its delete excludes it. It is
// gone where the series has lost it, and where the mailbox can hold the series again. All other items go through
// unchanged.

import { editOccurrence, excludeOccurrence } from '../../calendar/changes/editOccurrence.ts';
import type { CalendarEvent } from '../../calendar/event.ts';
import { recurrenceIdOf } from '../../calendar/recurrence/occurrenceKey.ts';
import { type OccurrenceId, occurrenceIn } from '../pair/row/occurrenceId.ts';
import { unheldSeries } from '../pair/scope/unheldSeries.ts';
import { type Failure, failed, type Outcome, ok } from '../ports/outcome.ts';
import { sourceBehind } from '../ports/passOn.ts';
import type { Removal, Update, Written } from '../ports/remote.ts';
import type { Source, SourceItem } from '../ports/source.ts';
import { type Expanding, occurrenceItem } from './occurrenceItem.ts';
import { stamped } from './occurrenceStamps.ts';

/** A change of one occurrence, with its place in the request. */
interface Change extends OccurrenceId {
  readonly index: number;
  readonly version: string;
  readonly edit: Pick<Update, 'patch' | 'rev'> | 'exclude';
}

type Answer = Outcome<Written<SourceItem>>;

const GONE = failed({ kind: 'gone' });
const MISSING = failed({ kind: 'transient', code: 'source-unavailable' });

export function expandedSource(source: Source, expanding: Expanding): Source {
  return {
    ...sourceBehind(source),
    list: (email, cursor, window) => source.list(email, cursor, window),
    findByTag: (tag) => source.findByTag(tag),
    create: (creations) => source.create(creations),
    setParts: (parts) => source.setParts(parts),
    read: (ids) => readEach(source, expanding, ids),
    update: (updates) =>
      writeEach(updates, {
        whole: (some) => source.update(some),
        changeOf: ({ patch, rev }) => ({ patch, rev }),
        change: (changes) => writeChanges(source, expanding, changes),
      }),
    remove: (removals) =>
      writeEach<Removal, void>(removals, {
        whole: (some) => source.remove(some),
        changeOf: () => 'exclude',
        change: async (changes) =>
          (await writeChanges(source, expanding, changes)).map((answer) => (answer.ok ? ok(undefined) : answer)),
      }),
  };
}

/** Reads an entry once, however many of its occurrences are asked for. */
async function readEach(source: Source, expanding: Expanding, ids: readonly string[]): Promise<Outcome<SourceItem>[]> {
  const wanted = ids.map((id) => ({ id, occurrence: occurrenceIn(id) }));
  const entries = await readEntries(
    source,
    wanted.map(({ id, occurrence }) => occurrence?.entry ?? id),
  );
  const isExpanded = new Map<string, boolean>();
  return wanted.map(({ id, occurrence }) => {
    const read = entries.get(occurrence?.entry ?? id) ?? MISSING;
    if (!occurrence || !read.ok) return read;
    const entry = read.value;
    // If the entry cannot be read as an event, its occurrences cannot either.
    if (entry.content.kind === 'leftOut') return ok({ ...entry, id });
    const expanded = isExpanded.get(entry.id) ?? unheldSeries(expanding, entry) !== undefined;
    isExpanded.set(entry.id, expanded);
    const item = expanded ? occurrenceItem(expanding, entry, occurrence.key) : undefined;
    return item ? ok(item) : GONE;
  });
}

async function readEntries(source: Source, ids: readonly string[]): Promise<Map<string, Outcome<SourceItem>>> {
  const once = [...new Set(ids)];
  const reads = once.length === 0 ? [] : await source.read(once);
  return new Map(once.map((id, index) => [id, reads[index] ?? MISSING]));
}

/** Writes whole entries in one call and occurrences in another. Answers in the order of the request. */
async function writeEach<W extends Removal, T>(
  writes: readonly W[],
  how: {
    readonly whole: (writes: readonly W[]) => Promise<Outcome<T>[]>;
    readonly changeOf: (write: W) => Change['edit'];
    readonly change: (changes: readonly Change[]) => Promise<Outcome<T>[]>;
  },
): Promise<Outcome<T>[]> {
  const changes = writes.flatMap((write, index): Change[] => {
    const occurrence = occurrenceIn(write.id);
    return occurrence ? [{ ...occurrence, index, version: write.version, edit: how.changeOf(write) }] : [];
  });
  const whole = writes.filter(({ id }) => !occurrenceIn(id));
  const ofWhole = (whole.length === 0 ? [] : await how.whole(whole)).values();
  const ofChanges = (changes.length === 0 ? [] : await how.change(changes)).values();
  return writes.map(({ id }) => (occurrenceIn(id) ? ofChanges : ofWhole).next().value ?? MISSING);
}

/** Writes all changes of one entry in one update, on the condition of the version that they were laid over. */
async function writeChanges(source: Source, expanding: Expanding, changes: readonly Change[]): Promise<Answer[]> {
  const answers = new Map<Change, Answer>();
  const entries = await readEntries(
    source,
    changes.map(({ entry }) => entry),
  );
  const composed = [...entries].flatMap(([id, read]) => {
    const ofEntry = changes.filter(({ entry }) => entry === id);
    if (read.ok) return [compose(expanding, read.value, { changes: ofEntry, answers })];
    for (const change of ofEntry) answers.set(change, read);
    return [];
  });
  const toSend = composed.filter(({ accepted }) => accepted.length > 0);
  const sent = toSend.length === 0 ? [] : await source.update(toSend.map(({ update }) => update));
  for (const [index, { accepted }] of toSend.entries()) {
    const answer = sent[index] ?? MISSING;
    const isOneTooMany = !answer.ok && answer.failure.kind === 'rejected' && accepted.length > 1;
    for (const change of accepted) {
      const [alone] = isOneTooMany ? await writeChanges(source, expanding, [change]) : [];
      answers.set(change, alone ?? (await answerOf(source, expanding, { change, answer })));
    }
  }
  return changes.map((change) => answers.get(change) ?? MISSING);
}

interface Composed {
  readonly update: Update;
  readonly accepted: readonly Change[];
}

/** Lays the changes over the entry. A change that does not fit is answered at once. */
function compose(
  expanding: Expanding,
  entry: SourceItem,
  { changes, answers }: { readonly changes: readonly Change[]; readonly answers: Map<Change, Answer> },
): Composed {
  const series = unheldSeries(expanding, entry);
  const accepted: Change[] = [];
  let event = series;
  for (const change of changes) {
    const changed = series && event ? changedBy(expanding, { entry, series, event }, change) : GONE.failure;
    if ('kind' in changed) {
      answers.set(change, failed(changed));
      continue;
    }
    accepted.push(change);
    event = changed;
  }
  const revs = accepted.flatMap(({ key, edit }) => (edit === 'exclude' ? [] : [[key, edit.rev] as const]));
  const patch = event ? { when: event.when } : {};
  return { update: { id: entry.id, version: entry.version, patch, rev: stamped(entry.rev, new Map(revs)) }, accepted };
}

interface Changing {
  readonly entry: SourceItem;
  /** As the entry reads. */
  readonly series: CalendarEvent;
  /** The series with the changes before this one. */
  readonly event: CalendarEvent;
}

/** The series with this change, on the condition that the occurrence is as it was when the change was planned. */
function changedBy(
  expanding: Expanding,
  { entry, series, event }: Changing,
  { key, version, edit }: Change,
): CalendarEvent | Failure {
  const item = occurrenceItem(expanding, entry, key);
  const id = recurrenceIdOf(series.when, key);
  if (!item || id === undefined) return GONE.failure;
  if (item.version !== version) return { kind: 'conflict' };
  if (edit === 'exclude') return excludeOccurrence(event, id);
  return editOccurrence(event, id, edit.patch) ?? { kind: 'rejected', code: 'item-rejected', field: 'when' };
}

/**
 * The answer for one changed occurrence. An entry that was written without an answer is read, and counts only if nobody
 * has changed it since.
 */
async function answerOf(
  source: Source,
  expanding: Expanding,
  { change, answer }: { readonly change: Change; readonly answer: Answer },
): Promise<Answer> {
  if (!answer.ok) return answer;
  const { id, version, item } = answer.value;
  const [read] = item ? [ok(item)] : await source.read([id]);
  if (!read?.ok || read.value.version !== version) return MISSING;
  const written = occurrenceItem(expanding, read.value, change.key);
  // The occurrence is excluded: there is no item left to answer.
  if (!written) return change.edit === 'exclude' ? ok({ id, version }) : MISSING;
  return ok({ id: written.id, version: written.version, item: written });
}
