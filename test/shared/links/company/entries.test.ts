// The entries of the built-in source. The API: test/functions/entries.test.ts.
import { describe, expect, it } from 'vitest';
import { deleteEntry, listEntries, readEntry, saveEntry } from '../../../../shared/links/company/entries.ts';
import { APPLICATIONS } from '../../../../shared/sources/registry.ts';
import type { EntryStore, StoredEntry } from '../../../../shared/state/entry.ts';
import { ADA, memoryCompany, SOURCE } from '../memoryApp.ts';

const NAME = { source: 'planner', entry: 'e-1' };
const FIELDS = {
  type: 'meeting',
  owner: ADA,
  title: 'Budget',
  start: '2026-12-01T09:00:00',
  end: '2026-12-01T10:00:00',
  timeZone: 'Europe/Helsinki',
};
const unseen = { kind: 'none' } as const;

/** Entries by their ids, each write a new version. */
function memoryEntries(): Pick<EntryStore, 'read' | 'write' | 'list'> & { readonly stored: Map<string, StoredEntry> } {
  const stored = new Map<string, StoredEntry>();
  let version = 0;
  return {
    stored,
    read: async (ids) => ids.map((id) => stored.get(id)),
    async write(writes) {
      return writes.map((write) => {
        version += 1;
        if (write.op === 'delete') stored.delete(write.id);
        else stored.set(write.id, { ...write.entry, id: write.id, version: String(version), modified: false });
        return { ok: true, entry: stored.get(write.id) };
      });
    },
    list: async () => ({ entries: [...stored.values()], next: 'e-9' }),
  };
}

function withEntries() {
  const company = memoryCompany();
  const entries = memoryEntries();
  company.app.directory.entries = () => entries as unknown as EntryStore;
  const app = { ...company.app, applications: APPLICATIONS };
  return { ...company, entries, app, scope: { app, company: 'acme' } };
}

describe('entries', () => {
  it('one is stored, read, listed and deleted, and each write asks for a poll', async () => {
    const { scope, messages } = withEntries();
    const saved = await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS });
    expect(saved).toMatchObject({ id: 'e-1', version: '1', isNew: true, isPollAsked: true, fields: FIELDS });
    expect(await readEntry(scope, NAME)).toMatchObject({ id: 'e-1', version: '1', fields: FIELDS });
    expect(await listEntries(scope, { source: 'planner', limit: 9 })).toMatchObject({
      entries: [{ id: 'e-1' }],
      next: 'e-9',
    });
    expect(await deleteEntry(scope, { ...NAME, precondition: { kind: 'any' } })).toEqual({ isPollAsked: true });
    expect(await readEntry(scope, NAME)).toEqual({ problem: 'not-found' });
    expect(messages).toEqual(['source planner', 'source planner']);
  });

  it('of one owner are listed without those in which the person takes part only', async () => {
    const { scope, entries } = withEntries();
    await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS });
    const [own] = entries.stored.values();
    if (own) entries.stored.set('e-2', { ...own, id: 'e-2', owner: 'grace@example.com', participants: [ADA] });
    const listed = await listEntries(scope, { source: 'planner', owner: ADA, limit: 9 });
    expect(listed).toMatchObject({ entries: [{ id: 'e-1' }] });
    expect(listed).not.toHaveProperty('entries.1');
  });

  it('our marks stay on an entry that is replaced', async () => {
    const { scope, entries } = withEntries();
    await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS });
    const [stored] = entries.stored.values();
    const tag = { pair: 'p', nonce: 'n' };
    if (stored) entries.stored.set('e-1', { ...stored, tag, rev: 'r' });
    await saveEntry(scope, { ...NAME, precondition: { kind: 'any' }, fields: { ...FIELDS, title: 'New' } });
    expect(entries.stored.get('e-1')).toMatchObject({ tag, rev: 'r', content: { event: { title: 'New' } } });
  });

  it('nothing is written over unseen, nor with an owner whom the company does not have', async () => {
    const { scope, messages } = withEntries();
    const strange = { ...NAME, precondition: unseen, fields: { ...FIELDS, owner: 'eve@example.com' } };
    expect(await saveEntry(scope, strange)).toMatchObject({ problem: 'request-invalid', errors: [{ field: 'owner' }] });
    await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS });
    expect(await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS })).toEqual({
      problem: 'version-required',
    });
    const other = { ...NAME, precondition: { kind: 'version', version: '0' } } as const;
    expect(await deleteEntry(scope, other)).toEqual({ problem: 'version-stale' });
    expect(messages).toHaveLength(1);
  });

  it.each([
    ['exists', 'already-exists'],
    ['stale', 'version-stale'],
    ['gone', 'version-stale'],
  ] as const)('a write that the store answers with %s is refused', async (reason, problem) => {
    const { scope, entries, messages } = withEntries();
    entries.write = async () => [{ ok: false, reason }];
    expect(await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS })).toEqual({ problem });
    expect(messages).toEqual([]);
  });

  it('a poll that cannot be asked for is said, and the entry is stored all the same', async () => {
    const { scope, app } = withEntries();
    app.queues.pollSource = () => Promise.reject(new Error('down'));
    const saved = await saveEntry(scope, { ...NAME, precondition: unseen, fields: FIELDS });
    expect(saved).toMatchObject({ isPollAsked: false });
    expect(await readEntry(scope, NAME)).toMatchObject({ fields: FIELDS });
  });

  it('another application keeps its entries itself', async () => {
    const { scope, app } = withEntries();
    app.directory.source = () => ({
      get: async () => ({ value: { ...SOURCE, kind: 'planner' }, etag: '1' }),
      put: async () => ({ ok: false, reason: 'stale' }),
    });
    expect(await readEntry(scope, NAME)).toEqual({ problem: 'not-found' });
    expect(await listEntries(scope, { source: 'planner', limit: 9 })).toEqual({ problem: 'not-found' });
  });
});
