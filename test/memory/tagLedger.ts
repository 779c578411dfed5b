// The port TagLedger in memory.
import type { Tag } from '../../shared/sync/ports/remote.ts';
import type { StoredAnnouncement, TagLedger } from '../../shared/sync/ports/tagLedger.ts';

export function memoryTagLedger(): TagLedger & { readonly lose: () => void } {
  const announced = new Map<string, StoredAnnouncement>();
  const tags = new Map<string, Tag>();
  const entries = new Map<string, string>();
  let etags = 0;
  return {
    async announce(announcements) {
      for (const each of announcements) {
        etags += 1;
        announced.set(each.tag.nonce, { ...each, etag: `${etags}` });
      }
    },
    open: async () => [...announced.values()],
    async record(made) {
      for (const { entry, tag } of made) {
        tags.set(entry, tag);
        entries.set(tag.nonce, entry);
        announced.delete(tag.nonce);
      }
    },
    async recognise(entry, { tag, etag }) {
      if (announced.get(tag.nonce)?.etag !== etag || tags.has(entry)) return;
      announced.delete(tag.nonce);
      tags.set(entry, tag);
      entries.set(tag.nonce, entry);
    },
    tagsOf: async (ids) => ids.map((id) => tags.get(id)),
    entryOf: async ({ nonce }) => entries.get(nonce),
    async forget(entry, { nonce }) {
      tags.delete(entry);
      entries.delete(nonce);
    },
    async discard({ tag, etag }) {
      if (announced.get(tag.nonce)?.etag === etag) announced.delete(tag.nonce);
    },
    lose() {
      for (const rows of [announced, tags, entries]) rows.clear();
    },
  };
}
