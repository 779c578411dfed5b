// It keeps the contract of a source for whole entries. Of occurrences: what reads, what an update and a delete make of the
// entry, on which condition, and in how many requests.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { expandedSource } from '../../../../shared/sync/expansion/expandedSource.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { Source, SourceItem } from '../../../../shared/sync/ports/source.ts';
import { sourceContract } from '../../../contract/source.ts';
import { MemorySource } from '../../../memory/source.ts';
import { closing, expanding } from './unheldSeries.ts';

const ADA = 'ada@example.com';

sourceContract({
  name: 'that expands series',
  cannot: [
    {
      title: 'a listing cut short says complete: false',
      reason: 'its listing is that of the source behind it, here one in memory that reads one map in one step',
    },
  ],
  open: async () => {
    const memory = new MemorySource();
    const { people } = memory;
    return {
      source: expandedSource(memory, expanding),
      person: {
        create: ({ event, owner, participants }) => people.create(event, owner, participants),
        edit: people.edit,
        remove: people.remove,
      },
    };
  },
});

const IDS = ['S1!2026-12-31', 'S1!2027-01-31', 'S1!2027-03-31'] as const;

/** The calls of the source behind it, by name. */
async function open(event: CalendarEvent = closing(), change: Partial<Source> = {}) {
  const memory = new MemorySource();
  await memory.people.create(event, ADA);
  const calls: string[] = [];
  const behind = new Proxy<Source>(memory, {
    get(target, key) {
      const own: unknown = Reflect.get(change, key) ?? Reflect.get(target, key, target);
      if (typeof own !== 'function') return own;
      return (...args: unknown[]) => {
        calls.push(String(key));
        return own.apply(target, args);
      };
    },
  });
  const source = expandedSource(behind, expanding);
  const read = async (id: string): Promise<SourceItem> => {
    const [outcome] = await source.read([id]);
    if (!outcome?.ok) throw new Error(`${id} does not read`);
    return outcome.value;
  };
  const overrides = async () => (await memory.people.list())[0]?.event.when.recurrence?.overrides;
  return { memory, source, calls, read, overrides };
}

const kinds = (outcomes: readonly { ok: boolean; failure?: { kind: string } }[]): string[] =>
  outcomes.map((each) => each.failure?.kind ?? 'ok');

describe('expandedSource', () => {
  it('reads occurrences and entries in the order in which they are asked for, each entry once', async () => {
    const { source, calls } = await open();
    const reads = await source.read([IDS[1], 'S1', IDS[0], 'S9', 'S1!2027-02-28', 'S9!2027-01-31', 'S1!nonsense']);
    expect(kinds(reads)).toEqual(['ok', 'ok', 'ok', 'gone', 'gone', 'gone', 'gone']);
    expect(reads.slice(0, 3).map((read) => read.ok && read.value.id)).toEqual([IDS[1], 'S1', IDS[0]]);
    expect(calls).toEqual(['read']);
  });

  it('says gone of all when the mailbox can hold the series, and of one that is excluded', async () => {
    const { source, memory } = await open();
    await memory.people.edit('S1', closing({ '2027-01-31T09:00:00': { excluded: true } }));
    expect(kinds(await source.read(IDS))).toEqual(['ok', 'gone', 'ok']);
    await memory.people.edit('S1', closing({}, { frequency: 'daily', interval: 1, end: { kind: 'count', count: 99 } }));
    expect(kinds(await source.read(IDS))).toEqual(['gone', 'gone', 'gone']);
  });

  it('a failure of the entry is that of its occurrences, and never gone', async () => {
    const lost = failed({ kind: 'transient', code: 'source-unavailable' });
    const { source } = await open(closing(), { read: async (ids) => ids.map(() => lost) });
    expect(kinds(await source.read(IDS))).toEqual(['transient', 'transient', 'transient']);
    const [update] = await source.update([{ id: IDS[0], version: '1', patch: { title: 'Other' }, rev: 'r1' }]);
    expect(update).toEqual(lost);
  });

  it('an entry that cannot be read as an event leaves its occurrences out', async () => {
    const content = { kind: 'leftOut', reason: 'item-unreadable', title: 'Closing' } as const;
    const item: SourceItem = { id: 'S1', version: '3', owner: ADA, participants: [], modified: true, content };
    const { source } = await open(closing(), { read: async (ids) => ids.map(() => ({ ok: true, value: item })) });
    expect(await source.read([IDS[0]])).toEqual([{ ok: true, value: { ...item, id: IDS[0] } }]);
  });

  it('updates of several occurrences are one of the entry, and each is found again by its own rev', async () => {
    const { source, calls, read, overrides } = await open();
    const before = await Promise.all(IDS.map(read));
    calls.length = 0;
    const written = await source.update(
      before.map(({ id, version }, n) => ({ id, version, patch: { title: `Other ${n}` }, rev: `r${n}` })),
    );
    expect(calls).toEqual(['read', 'update']);
    expect(await overrides()).toEqual({
      '2026-12-31T09:00:00': { title: 'Other 0' },
      '2027-01-31T09:00:00': { title: 'Other 1' },
      '2027-03-31T09:00:00': { title: 'Other 2' },
    });
    const after = await Promise.all(IDS.map(read));
    expect(written.map((each) => each.ok && each.value.item)).toEqual(after);
    expect(after.map(({ rev }) => rev)).toEqual(['r0', 'r1', 'r2']);
  });

  it('is refused where that occurrence has changed since, and goes on where another one has', async () => {
    const { source, memory, read, overrides } = await open();
    const [first, second] = await Promise.all([read(IDS[0]), read(IDS[1])]);
    await memory.people.edit('S1', closing({ '2026-12-31T09:00:00': { title: 'Theirs' } }));
    const updates = [first, second].map(({ id, version }) => ({ id, version, patch: { location: 'Room' }, rev: 'r' }));
    expect(kinds(await source.update(updates))).toEqual(['conflict', 'ok']);
    expect(await overrides()).toEqual({
      '2026-12-31T09:00:00': { title: 'Theirs' },
      '2027-01-31T09:00:00': { location: 'Room' },
    });
  });

  it('writes on the condition of the entry that it has read: an edit in between is a conflict', async () => {
    const { source, memory, read } = await open();
    const { id, version } = await read(IDS[0]);
    const late = expandedSource(
      new Proxy<Source>(memory, {
        get: (target, key) => {
          const own: unknown = Reflect.get(target, key, target);
          if (key !== 'update') return typeof own === 'function' ? own.bind(target) : own;
          return async (updates: Parameters<Source['update']>[0]) => {
            await memory.people.edit('S1', { location: 'Elsewhere' });
            return target.update(updates);
          };
        },
      }),
      expanding,
    );
    expect(kinds(await late.update([{ id, version, patch: { title: 'Other' }, rev: 'r' }]))).toEqual(['conflict']);
    expect((await source.read([id]))[0]).toMatchObject({ value: { content: { event: { title: 'Closing' } } } });
  });

  it('deletes exclude, several at once, beside an update of an entry of its own', async () => {
    const { source, memory, read, overrides } = await open();
    await memory.people.create(
      { ...closing(), when: closing({}, { frequency: 'daily', interval: 1, end: { kind: 'never' } }).when },
      ADA,
    );
    const items = await Promise.all([IDS[0], 'S2', IDS[2]].map(read));
    expect(kinds(await source.remove(items.map(({ id, version }) => ({ id, version }))))).toEqual(['ok', 'ok', 'ok']);
    expect(await overrides()).toEqual({
      '2026-12-31T09:00:00': { excluded: true },
      '2027-03-31T09:00:00': { excluded: true },
    });
    expect(kinds(await source.remove([{ id: IDS[0], version: '1' }]))).toEqual(['gone']);
    expect(kinds(await source.read(['S1', 'S2', ...IDS]))).toEqual(['ok', 'gone', 'gone', 'ok', 'gone']);
  });

  it('what the application refuses of several is refused of the one that it is', async () => {
    const memory = new MemorySource();
    await memory.people.create(closing(), ADA);
    const strict = new Proxy<Source>(memory, {
      get: (target, key) => {
        const own: unknown = Reflect.get(target, key, target);
        if (key !== 'update') return typeof own === 'function' ? own.bind(target) : own;
        return async (updates: Parameters<Source['update']>[0]) =>
          JSON.stringify(updates).includes('too long')
            ? updates.map(() => failed({ kind: 'rejected', code: 'item-rejected', field: 'when' }))
            : target.update(updates);
      },
    });
    const source = expandedSource(strict, expanding);
    const items = (await source.read(IDS)).flatMap((each) => (each.ok ? [each.value] : []));
    const titles = ['short', 'too long', 'brief'];
    const updates = items.map(({ id, version }, n) => ({
      id,
      version,
      patch: { title: titles[n] ?? '' },
      rev: `r${n}`,
    }));
    expect(kinds(await source.update(updates))).toEqual(['ok', 'rejected', 'ok']);
  });

  it('refuses what no override can say', async () => {
    const { source, read, overrides } = await open();
    const { id, version } = await read(IDS[0]);
    expect(kinds(await source.update([{ id, version, patch: { when: closing().when }, rev: 'r' }]))).toEqual([
      'rejected',
    ]);
    expect(await overrides()).toEqual({});
  });

  it('reads what was written and not answered, and does not know it where somebody has changed it since', async () => {
    const memory = new MemorySource();
    await memory.people.create(closing(), ADA);
    let meanwhile = async (): Promise<void> => undefined;
    const silent = new Proxy<Source>(memory, {
      get: (target, key) => {
        const own: unknown = Reflect.get(target, key, target);
        if (key !== 'update') return typeof own === 'function' ? own.bind(target) : own;
        return async (updates: Parameters<Source['update']>[0]) => {
          const answers = await target.update(updates);
          await meanwhile();
          return answers.map((each) =>
            each.ok ? { ok: true, value: { id: each.value.id, version: each.value.version } } : each,
          );
        };
      },
    });
    const source = expandedSource(silent, expanding);
    const [first] = await source.read([IDS[0]]);
    if (!first?.ok) throw new Error('it does not read');
    const [answered] = await source.update([
      { id: IDS[0], version: first.value.version, patch: { title: 'Other' }, rev: 'r1' },
    ]);
    const [read] = await source.read([IDS[0]]);
    if (!answered?.ok || !read?.ok) throw new Error('it is not written');
    expect(answered.value.item).toEqual(read.value);
    meanwhile = () => memory.people.edit('S1', { location: 'Elsewhere' });
    const update = { id: IDS[0], version: read.value.version, patch: { title: 'Third' }, rev: 'r2' };
    expect(kinds(await source.update([update]))).toEqual(['transient']);
  });
});
