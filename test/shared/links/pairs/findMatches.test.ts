// The pairs that a question is about, within bounds: explain.test.ts asks through the API.
import { describe, expect, it } from 'vitest';
import { findById, findByTitle } from '../../../../shared/links/pairs/findMatches.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { PairRow, PairSide } from '../../../../shared/sync/ports/rows.ts';
import { MemoryTables } from '../../../memory/tables.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { seam } from '../../../world/play/faults.ts';
import { pass } from '../../../world/play/play.ts';
import { World } from '../../../world/world.ts';
import { pairRow } from '../rows.ts';

const DATE = '2026-12-01';

/** So many pairs whose item no longer exists, as they are stored. */
async function withPairs(count: number, rest: Partial<PairRow>) {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports);
  const tables = new MemoryTables();
  for (let i = 0; i < count; i += 1) {
    const pair = `p${String(i).padStart(3, '0')}`;
    tables.put('ada', { kind: 'pair', name: pair }, pairRow(pair, rest));
  }
  tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { watermark: '0', enumerating: false });
  let read = 0;
  const counting = <T extends object>(remote: T): T =>
    Object.assign(Object.create(remote), {
      read: async (ids: readonly string[]) => {
        read += ids.length;
        return ids.map(() => failed({ kind: 'gone' }));
      },
      list: async () => ok({ items: [], complete: true }),
      changes: async () => ok({ changes: [], watermark: '0', more: false }),
    });
  const context = {
    ...world.context(),
    mailbox: counting(ports.mailbox),
    source: counting(ports.source),
    store: tables.linkStore('ada'),
  };
  return { context, read: () => read };
}

const side = (base: PairSide['base']): PairSide => ({ id: 'e', base });

describe('findByTitle', () => {
  it('reads only pairs that may bear the title', async () => {
    const { context, read } = await withPairs(50, { mailbox: side({ title: 'other' }) });
    expect(await findByTitle(context, 'Budget', DATE)).toEqual({ matches: [], complete: true });
    expect(read()).toBe(0);
  });

  it('of very many it reads some, and says so', async () => {
    const { context, read } = await withPairs(201, { mailbox: side({}) });
    expect(await findByTitle(context, 'Budget', DATE)).toEqual({ matches: [], complete: false });
    expect(read()).toBeLessThanOrEqual(200);
  });

  it('reads nothing of what has ended', async () => {
    const { context, read } = await withPairs(201, { mailbox: side({}), standing: { is: 'ended', at: 1 } });
    expect((await findByTitle(context, 'Budget', DATE)).complete).toBe(true);
    expect(read()).toBe(0);
  });

  it('a mailbox that is still being listed makes the answer incomplete', async () => {
    const { context } = await withPairs(0, {});
    const [stored] = await context.store.load([{ kind: 'mailboxWatermark', name: '' }]);
    if (!stored) throw new Error('no watermark');
    const row = { ...stored.row, enumerating: true };
    await context.store.commit([{ op: 'replace', kind: 'mailboxWatermark', name: '', row, etag: stored.etag }]);
    expect((await findByTitle(context, 'Budget', DATE)).complete).toBe(false);
  });

  it('of a listing without end it reads five pages', async () => {
    const { context } = await withPairs(0, {});
    let pages = 0;
    const list = async () => {
      pages += 1;
      return ok({ items: [], next: 'more', complete: true });
    };
    const source = Object.assign(Object.create(context.source), { list });
    expect((await findByTitle({ ...context, source }, 'Budget', DATE)).complete).toBe(false);
    expect(pages).toBe(5);
  });
});

describe('findById', () => {
  it('an id that the calendar rejects is none of its items; one it cannot look up is not known', async () => {
    const { context } = await withPairs(0, {});
    const answering = (failure: Parameters<typeof failed>[0]) => ({
      ...context,
      mailbox: Object.assign(Object.create(context.mailbox), { read: async () => [failed(failure)] }),
    });
    const rejected = { kind: 'rejected', code: 'item-rejected' } as const;
    expect(await findById(answering(rejected), 'mailbox', 'x')).toEqual({ matches: [], complete: true });
    const away = { kind: 'denied', code: 'mailbox-access-denied' } as const;
    expect(await findById(answering(away), 'mailbox', 'x')).toEqual(away);
  });

  it('a known id is its pair, with both items as they stand', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await world.createEvent();
    await pass(world, seam(ports, []));
    const found = await findById(world.context(), 'mailbox', (await world.event()).id);
    expect(found).toMatchObject({
      matches: [{ kind: 'pair', items: { mailbox: { ok: true }, source: { ok: true } } }],
    });
  });
});
