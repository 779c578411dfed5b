// The built-in source: entries that any application pushes over the API, as a Source. Its writes are exact: every one
// makes a new version. An entry that the synchronisation creates has an id made of its nonce. So creating it twice makes
// one entry, and finding it is a point read.

import { normalOverrides } from '../../calendar/canonical/normalOverrides.ts';
import { normalTexts } from '../../calendar/canonical/normalTexts.ts';
import { EVENT_FIELDS } from '../../calendar/event.ts';
import type { Meter } from '../../seams.ts';
import type { EntryContent, EntryStore, EntryWrite, EntryWriteResult, StoredEntry } from '../../state/entry.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { withPart } from '../../sync/ports/people.ts';
import type { Tag, Update, Written } from '../../sync/ports/remote.ts';
import type { Part, Source, SourceChange, SourceCreation, SourceItem } from '../../sync/ports/source.ts';
import { StoreUnavailable } from '../../sync/ports/store.ts';
import { fieldTooLarge, textsTooLarge } from './fieldLimits.ts';

/** Three transactions of the store, and one of the link's partition together with the lease. */
const BATCH_SIZE = 99;
const CHANGES_PER_PAGE = 500;
const ENTRIES_PER_PAGE = 200;

/** `defaultType` is the type of entries that are created from events. `meter` is told of each call. */
export function createEntriesSource(options: {
  readonly entries: EntryStore;
  readonly defaultType: string;
  readonly meter?: Meter;
}): Source {
  const { entries, defaultType, meter } = options;

  const { answer, answerEach } = answering(meter);

  return {
    fields: new Set(EVENT_FIELDS),
    batchSize: BATCH_SIZE,
    createdType: defaultType,
    // Every rule: nothing of it is interpreted here.
    unheld: () => undefined,
    unfit: textsTooLarge,

    changes: (watermark) =>
      answer(async () => {
        const page = await entries.changes(watermark, CHANGES_PER_PAGE);
        const changes = page.changes.map(
          ({ entry: id, version, people }): SourceChange =>
            people ? { kind: 'changed', id, version, ...people } : { kind: 'removed', id, version },
        );
        return ok({ changes, watermark: page.watermark, more: page.more });
      }),

    // One range in id order: an unreadable row fails the page, so that a page that is answered lacks nothing.
    list: (whose, cursor) =>
      answer(async () => {
        const email = typeof whose === 'string' ? { email: whose } : {};
        const query = { ...email, limit: ENTRIES_PER_PAGE, ...(cursor === undefined ? {} : { cursor }) };
        const { entries: items, next } = await entries.list(query);
        return ok({ items, complete: true, ...(next === undefined ? {} : { next }) });
      }),

    read: (ids) =>
      answerEach(ids, async () =>
        (await entries.read(ids)).map((entry) => (entry ? ok<SourceItem>(entry) : failed({ kind: 'gone' }))),
      ),

    findByTag: (tag) =>
      answer(async () => {
        const [entry] = await entries.read([idOf(tag)]);
        return ok<SourceItem[]>(entry && carries(entry, tag) ? [entry] : []);
      }),

    create: (creations) => answerEach(creations, () => createAll(entries, defaultType, creations)),
    update: (updates) => answerEach(updates, () => updateAll(entries, updates)),

    setParts: (parts) => answerEach(parts, () => setParts(entries, parts)),

    remove: (removals) =>
      answerEach(removals, async () => {
        const results = await entries.write(removals.map(({ id, version }) => ({ op: 'delete', id, version })));
        return results.map((result) => (result.ok ? ok(undefined) : refusal(result.reason)));
      }),
  };
}

function answering(meter: Meter | undefined) {
  /** Runs a call; while the store does not answer, nobody knows what was applied. */
  const answer = async <T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    meter?.('source');
    try {
      return await call();
    } catch (error) {
      if (error instanceof StoreUnavailable) return failed({ kind: 'transient', code: 'source-unavailable' });
      throw error;
    }
  };

  /** The same for a call that answers one outcome per element: a failure of the whole is repeated for each. */
  const answerEach = async <E, T>(elements: readonly E[], call: () => Promise<Outcome<T>[]>): Promise<Outcome<T>[]> => {
    const outcome = await answer(async () => ok(await call()));
    return outcome.ok ? outcome.value : elements.map(() => outcome);
  };

  return { answer, answerEach };
}

/** The id of the entry that a creation with this tag makes. */
const idOf = (tag: Tag): string => `sync-${tag.nonce}`;

const carries = (entry: StoredEntry, tag: Tag): boolean =>
  entry.tag?.pair === tag.pair && entry.tag.nonce === tag.nonce;

async function createAll(
  entries: EntryStore,
  type: string,
  creations: readonly SourceCreation[],
): Promise<Outcome<Written<SourceItem>>[]> {
  const outcomes = await writeValid(entries, creations, ({ event: given, tag, owner }) => {
    const event = normalTexts(given);
    const field = fieldTooLarge(event);
    if (field) return failed({ kind: 'rejected', code: 'item-rejected', field });
    const entry: EntryContent = { type, owner, participants: [], tag, content: { kind: 'event', event } };
    return ok({ op: 'insert', id: idOf(tag), entry });
  });
  const landed = outcomes.flatMap((outcome, index) => {
    const creation = creations[index];
    return creation && !outcome.ok && outcome.failure.kind === 'conflict' ? [{ index, tag: creation.tag }] : [];
  });
  if (landed.length === 0) return outcomes;
  // The id is taken: by this very creation, whose answer was lost.
  const found = await entries.read(landed.map(({ tag }) => idOf(tag)));
  landed.forEach(({ index, tag }, at) => {
    const entry = found[at];
    if (entry && carries(entry, tag)) outcomes[index] = ok(writtenOf(entry));
  });
  return outcomes;
}

async function updateAll(entries: EntryStore, updates: readonly Update[]): Promise<Outcome<Written<SourceItem>>[]> {
  const byId = await readById(entries, updates);
  return writeValid(entries, updates, ({ id, version, patch, rev }) => {
    const before = byId.get(id);
    if (!before) return failed({ kind: 'gone' });
    if (before.version !== version || before.content.kind !== 'event') return failed({ kind: 'conflict' });
    // A new title may be the one that an occurrence has had alone.
    const event = normalOverrides({ ...before.content.event, ...normalTexts(patch) });
    const field = fieldTooLarge(event);
    if (field) return failed({ kind: 'rejected', code: 'item-rejected', field });
    const { type, owner, participants, tag } = before;
    const entry = { type, owner, participants, rev, content: { kind: 'event', event } } as const;
    return ok({ op: 'replace', id, version, entry: tag ? { ...entry, tag } : entry });
  });
}

async function setParts(entries: EntryStore, parts: readonly Part[]): Promise<Outcome<Written<SourceItem>>[]> {
  const stored = await readById(entries, parts);
  return writeValid(entries, parts, (part) => {
    const before = stored.get(part.id);
    if (!before) return failed({ kind: 'gone' });
    const { type, content, owner, participants } = before;
    const entry = { type, content, ...withPart({ owner, participants }, part) };
    return ok({ op: 'replace', id: part.id, version: part.version, entry });
  });
}

async function readById(
  entries: EntryStore,
  named: readonly { readonly id: string }[],
): Promise<Map<string, StoredEntry>> {
  const stored = await entries.read(named.map(({ id }) => id));
  return new Map(stored.flatMap((entry) => (entry ? [[entry.id, entry] as const] : [])));
}

/** Writes what `prepare` makes of the elements, all in one call; an element that it refuses keeps its failure. */
async function writeValid<E>(
  entries: EntryStore,
  elements: readonly E[],
  prepare: (element: E) => Outcome<EntryWrite>,
): Promise<Outcome<Written<SourceItem>>[]> {
  const prepared = elements.map(prepare);
  const writes = prepared.flatMap((each) => (each.ok ? [each.value] : []));
  const results = (writes.length === 0 ? [] : await entries.write(writes)).values();
  return prepared.map((each) => (each.ok ? outcomeOf(results.next().value) : each));
}

function outcomeOf(result: EntryWriteResult | undefined): Outcome<Written<SourceItem>> {
  if (!result || (result.ok && !result.entry)) throw new Error('the entry store did not answer every write');
  return result.ok && result.entry ? ok(writtenOf(result.entry)) : refusal(result.ok ? 'gone' : result.reason);
}

const writtenOf = (entry: StoredEntry): Written<SourceItem> => ({ id: entry.id, version: entry.version, item: entry });

const refusal = (reason: 'exists' | 'stale' | 'gone') => failed({ kind: reason === 'gone' ? 'gone' : 'conflict' });
