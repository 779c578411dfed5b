// A source whose application has no field for a tag, as a Source. The tags stand in our tables, beside the id of the
// entry. A creation is announced there before it is sent. After a lost answer its entry is recognised: recognise.ts.

import { naturalKey } from '../../calendar/canonical/fingerprint.ts';
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import type { Printer } from '../ports/link.ts';
import { failed, type Outcome, ok } from '../ports/outcome.ts';
import { sourceBehind } from '../ports/passOn.ts';
import type { Tag, Written } from '../ports/remote.ts';
import type { Source, SourceCreation, SourceItem, UntaggedSource } from '../ports/source.ts';
import type { Announcement, StoredAnnouncement, TagLedger } from '../ports/tagLedger.ts';
import { earliest, ownerPrint, recognise } from './recognise.ts';

export interface TagKeeping {
  readonly ledger: TagLedger;
  /** The address of the user for whom the link creates entries. */
  readonly owner: string;
  /** The key in use first. All links of a company have the same ones. */
  readonly printers: readonly [Printer, ...Printer[]];
  readonly now: Clock;
}

/** Milliseconds for which the entry of a creation is waited for. The service may have been down all that time. */
const KEPT_MS = 90 * 24 * 3_600_000;

export function keepTags(source: UntaggedSource, keeping: TagKeeping): Source {
  const { ledger } = keeping;
  const tagged = (items: readonly SourceItem[]) => withTags(items, keeping);

  return {
    ...sourceBehind(source),

    async list(email, cursor, window) {
      const listing = await source.list(email, cursor, window);
      // A sweep compares ids and versions. Each entry that is news to it is read by its id.
      if (!listing.ok || window) return listing;
      return ok({ ...listing.value, items: await tagged(listing.value.items) });
    },

    async read(ids) {
      const reads = await source.read(ids);
      const items = (await tagged(reads.flatMap((read) => (read.ok ? [read.value] : [])))).values();
      return reads.map((read) => (read.ok ? ok(items.next().value ?? read.value) : read));
    },

    async findByTag(tag) {
      const entry = await ledger.entryOf(tag);
      if (entry === undefined) return findAnnounced(source, tag, keeping);
      const [read = failed({ kind: 'gone' })] = await source.read([entry]);
      if (read.ok) return ok([{ ...read.value, tag }]);
      return read.failure.kind === 'gone' ? ok([]) : read;
    },

    async create(creations) {
      await ledger.announce(creations.map((creation) => announced(creation, keeping)));
      const answers = await source.create(creations.map(({ event, owner }) => ({ event, owner })));
      const made = creations.flatMap(({ tag }, index) => {
        const answer = answers[index];
        return answer?.ok ? [{ entry: answer.value.id, tag }] : [];
      });
      if (made.length > 0) await ledger.record(made);
      return answers.map((answer, index) => withTag(answer, creations[index]?.tag));
    },

    update: async (updates) => tagWritten(await source.update(updates), keeping),
    setParts: async (parts) => tagWritten(await source.setParts(parts), keeping),

    async remove(removals) {
      const answers = await source.remove(removals);
      const removed = removals.flatMap(({ id }, index) => (answers[index]?.ok ? [id] : []));
      const tags = removed.length === 0 ? [] : await ledger.tagsOf(removed);
      for (const [index, entry] of removed.entries()) {
        const tag = tags[index];
        if (tag) await ledger.forget(entry, tag);
      }
      return answers;
    },
  };
}

function announced({ event, tag, owner }: SourceCreation, { printers, now }: TagKeeping): Announcement {
  const [printer] = printers;
  const key = naturalKey(printer.print, event);
  return { tag, owner: ownerPrint(printer, owner), at: now(), naturalKey: key, key: printer.key };
}

function withTag(answer: Outcome<Written<SourceItem>>, tag: Tag | undefined): Outcome<Written<SourceItem>> {
  if (!answer.ok || !answer.value.item || !tag) return answer;
  return ok({ ...answer.value, item: { ...answer.value.item, tag } });
}

async function tagWritten(
  answers: readonly Outcome<Written<SourceItem>>[],
  keeping: TagKeeping,
): Promise<Outcome<Written<SourceItem>>[]> {
  const items = answers.flatMap((answer) => (answer.ok && answer.value.item ? [answer.value.item] : []));
  const tagged = (await withTags(items, keeping)).values();
  return answers.map((answer) => {
    if (!answer.ok || !answer.value.item) return answer;
    return ok({ ...answer.value, item: tagged.next().value ?? answer.value.item });
  });
}

/** The items with their tags. A young entry without one may be of a creation whose answer was lost. */
async function withTags(items: readonly SourceItem[], keeping: TagKeeping): Promise<SourceItem[]> {
  if (items.length === 0) return [];
  const { ledger, now } = keeping;
  const tags = await ledger.tagsOf(items.map(({ id }) => id));
  const since = earliest(now() - KEPT_MS);
  const young = items.filter(({ createdAt = 0 }, index) => !tags[index] && createdAt >= since);
  const recognised = young.length === 0 ? NONE : await recogniseOpen(young, keeping);
  return items.map((item, index) => {
    const tag = tags[index] ?? recognised.get(item.id);
    return tag ? { ...item, tag } : item;
  });
}

const NONE: ReadonlyMap<string, Tag> = new Map();

/** The tags that these entries, which have none, got just now, by id. */
async function recogniseOpen(
  items: readonly SourceItem[],
  { ledger, printers, now }: TagKeeping,
): Promise<ReadonlyMap<string, Tag>> {
  const open = await discardOld(await ledger.open(), ledger, now());
  const found = recognise(items, open, printers);
  for (const { item, announcement } of found) await ledger.recognise(item.id, announcement);
  // Read back: another worker may have been quicker, with another of two creations that look the same.
  const tags = await ledger.tagsOf(found.map(({ item }) => item.id));
  return new Map(found.flatMap(({ item }, index) => (tags[index] ? [[item.id, tags[index]] as const] : [])));
}

async function discardOld(
  open: readonly StoredAnnouncement[],
  ledger: TagLedger,
  at: Instant,
): Promise<StoredAnnouncement[]> {
  const isOld = (announcement: StoredAnnouncement) => announcement.at < at - KEPT_MS;
  for (const announcement of open.filter(isOld)) await ledger.discard(announcement);
  return open.filter((announcement) => !isOld(announcement));
}

/** Looks among the owner's new entries for the one that the creation with this tag made. */
async function findAnnounced(source: UntaggedSource, tag: Tag, keeping: TagKeeping): Promise<Outcome<SourceItem[]>> {
  const announcement = (await keeping.ledger.open()).find((each) => each.tag.nonce === tag.nonce);
  if (!announcement) return ok([]);
  const created = await source.createdSince(keeping.owner, earliest(announcement.at));
  if (!created.ok) return created;
  const items = await withTags(created.value, keeping);
  return ok(items.filter((item) => item.tag?.nonce === tag.nonce));
}
