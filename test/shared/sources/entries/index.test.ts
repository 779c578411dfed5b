// The built-in source: the contract against Azurite, and what only this source promises.
import { describe, expect, it } from 'vitest';
import { createEntriesSource } from '../../../../shared/sources/entries/index.ts';
import type { EntryStore } from '../../../../shared/state/entry.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';
import { sampleEvent, sampleSeries, sourceContract, value } from '../../../contract/source.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

const ada = 'ada@example.com';

async function openEntries() {
  const { directory, requests } = await openDirectory();
  const entries = directory.entries(newCompany(), 's1');
  return { entries, requests, source: createEntriesSource({ entries, defaultType: 'meeting' }) };
}

sourceContract({
  name: 'entries on Table Storage',
  open: async () => {
    const { entries, source } = await openEntries();
    let created = 0;
    return {
      source,
      person: {
        create: async ({ event, owner, participants }) => {
          created += 1;
          const id = `app:${created}`;
          const entry = { type: 'meeting', owner, participants, content: { kind: 'event', event } } as const;
          await entries.write([{ op: 'insert', id, entry }]);
          return id;
        },
        edit: async (id, patch) => {
          const [stored] = await entries.read([id]);
          if (stored?.content.kind !== 'event') throw new Error('no such entry');
          const { type, owner, participants, content } = stored;
          const event = { ...content.event, ...patch };
          const entry = { type, owner, participants, content: { kind: 'event', event } } as const;
          await entries.write([{ op: 'replace', id, version: stored.version, entry }]);
        },
        remove: async (id) => {
          await entries.write([{ op: 'delete', id, version: undefined }]);
        },
      },
    };
  },
  cannot: [
    {
      title: 'a listing cut short says complete: false',
      reason: 'a listing is one range of one partition, and a row that cannot be read fails the whole page',
    },
  ],
});

const tag = { pair: 'p1', nonce: 'n1' };

describe('createEntriesSource', () => {
  it('holds every series, those that Outlook has no pattern for too', async () => {
    const { source } = await openEntries();
    expect(sampleSeries.map((event) => source.unheld(event))).toEqual(sampleSeries.map(() => undefined));
  });

  it('an occurrence that has what its series now has is no longer different', async () => {
    const { source } = await openEntries();
    const rule = { frequency: 'weekly', interval: 1, end: { kind: 'never' } } as const;
    const overrides = { '2026-11-27T09:00:00': { title: 'Renamed' }, '2026-12-04T09:00:00': { title: 'Other' } };
    const event = { ...sampleEvent, when: { ...sampleEvent.when, recurrence: { rule, overrides } } };
    const { id, version } = value((await source.create([{ event, owner: ada, tag }]))[0]);
    const written = value((await source.update([{ id, version, patch: { title: 'Renamed' }, rev: 'r1' }]))[0]);
    expect(written.item?.content).toMatchObject({
      event: { when: { recurrence: { rule, overrides: { '2026-12-04T09:00:00': { title: 'Other' } } } } },
    });
    expect(JSON.stringify(written.item?.content)).not.toContain('2026-11-27');
  });

  it('a batch of 50 creations takes two transactions', async () => {
    const { source, requests } = await openEntries();
    const creations = Array.from({ length: 50 }, (_, at) => ({
      event: sampleEvent,
      owner: ada,
      tag: { pair: 'p', nonce: `n${at}` },
    }));
    const outcomes = await source.create(creations);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(50);
    // Two transactions, and before each a point read of the counter.
    expect(requests()).toBe(2 + 2);
  });

  it('says which type a new entry has, and of each item which it has', async () => {
    const { source, entries } = await openEntries();
    expect(source.createdType).toBe('meeting');
    const entry = {
      type: 'absence',
      owner: ada,
      participants: [],
      content: { kind: 'event', event: sampleEvent },
    } as const;
    await entries.write([{ op: 'insert', id: 'a', entry }]);
    const [read] = await source.read(['a']);
    expect(read && value(read).type).toBe('absence');
  });

  it('a new entry has the default type', async () => {
    const { source, entries } = await openEntries();
    const written = value((await source.create([{ event: sampleEvent, owner: ada, tag }]))[0]);
    expect((await entries.read([written.id]))[0]?.type).toBe('meeting');
  });

  it.each([
    ['title', { title: 'x'.repeat(256) }],
    ['location', { location: 'x'.repeat(256) }],
    ['description', { description: 'x'.repeat(100_001) }],
    ['keywords', { keywords: Array.from({ length: 51 }, (_, at) => `k${at}`) }],
    ['keywords', { keywords: ['x'.repeat(256)] }],
  ] as const)(
    'an event whose %s an entry cannot hold is rejected for it, and the others are written',
    async (field, patch) => {
      const { source } = await openEntries();
      const good = { event: sampleEvent, owner: ada, tag };
      const bad = { event: { ...sampleEvent, ...patch }, owner: ada, tag: { pair: 'p2', nonce: 'n2' } };
      const [rejected, written] = await source.create([bad, good]);
      const failure = { kind: 'rejected', code: 'item-rejected', field };
      expect(rejected).toEqual({ ok: false, failure });
      const { id, version } = value(written);
      expect(await source.update([{ id, version, patch, rev: 'r1' }])).toEqual([{ ok: false, failure }]);
    },
  );

  it('a text is kept in normal form, whether it creates or changes an entry', async () => {
    const { source } = await openEntries();
    const title = 'lone \ud800 surrogate';
    const event = { ...sampleEvent, title };
    const { id, version, item } = value((await source.create([{ event, owner: ada, tag }]))[0]);
    expect(item?.content).toMatchObject({ event: { title: 'lone  surrogate' } });
    const patch = { description: 'a\u0000b\r\nc' };
    const changed = value((await source.update([{ id, version, patch, rev: 'r1' }]))[0]);
    expect(changed.item?.content).toMatchObject({ event: { description: 'ab\nc' } });
  });

  it('the longest entry comes back as it was written', async () => {
    const { source } = await openEntries();
    const event = { ...sampleEvent, description: '"\\\n\u{1F600}'.repeat(20_000) };
    const { id } = value((await source.create([{ event, owner: ada, tag }]))[0]);
    expect(value((await source.read([id]))[0]).content).toEqual({ kind: 'event', event });
  });

  it('a batch of longest entries is split so that no transaction is too large', async () => {
    const { source } = await openEntries();
    const event = { ...sampleEvent, description: '\u4e2d'.repeat(100_000) };
    const creations = Array.from({ length: 25 }, (_, at) => ({
      event,
      owner: ada,
      tag: { pair: 'p', nonce: `n${at}` },
    }));
    expect((await source.create(creations)).every((outcome) => outcome.ok)).toBe(true);
  });

  it('while the store does not answer, every outcome is transient and says that the source is unavailable', async () => {
    const fails = async () => {
      throw new StoreUnavailable('down');
    };
    const entries: EntryStore = { read: fails, write: fails, changes: fails, list: fails };
    const source = createEntriesSource({ entries, defaultType: 'meeting' });
    const down = { ok: false, failure: { kind: 'transient', code: 'source-unavailable' } };
    expect(await source.changes(undefined)).toEqual(down);
    expect(await source.list(ada, undefined)).toEqual(down);
    expect(await source.findByTag(tag)).toEqual(down);
    expect(await source.read(['a', 'b'])).toEqual([down, down]);
    expect(await source.create([{ event: sampleEvent, owner: ada, tag }])).toEqual([down]);
    expect(await source.update([{ id: 'a', version: '1', patch: {}, rev: 'r' }])).toEqual([down]);
    expect(await source.remove([{ id: 'a', version: '1' }])).toEqual([down]);
  });

  it('tells the meter of each call', async () => {
    const { entries } = await openEntries();
    const calls: string[] = [];
    const source = createEntriesSource({ entries, defaultType: 'meeting', meter: (target) => calls.push(target) });
    await source.changes(undefined);
    await source.read(['a']);
    expect(calls).toEqual(['source', 'source']);
  });
});
