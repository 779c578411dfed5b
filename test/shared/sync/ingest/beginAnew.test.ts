import { describe, expect, it } from 'vitest';
import { beginAnew } from '../../../../shared/sync/ingest/beginAnew.ts';
import type { SourceItem } from '../../../../shared/sync/ports/source.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { entryWith, GRACE } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';

/** The ended pair is `old`. */
async function begun(entry: SourceItem, holder = 'old') {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const row = { id: entry.id, pair: holder, version: '0' };
  await ports.store.commit([{ op: 'insert', kind: 'sourceIndex', name: entry.id, row }]);
  const work = new Work(session);
  await beginAnew(work, { pair: 'old', entry });
  await work.commit();
  const pairs = (await ports.store.list('pair')).map((stored) => stored.row);
  const [index] = await ports.store.list('sourceIndex');
  const [holders] = await ports.company.holders([entry.id]);
  return { pairs, index: index?.row, holders, marks: (await ports.store.list('dirty')).map(({ row: { why } }) => why) };
}

describe('beginAnew', () => {
  it('an entry under the id of one that has ended becomes a new half pair', async () => {
    const { pairs, index, holders, marks } = await begun(entryWith());
    expect(pairs).toMatchObject([{ source: { id: 'entry' } }]);
    expect(index).toEqual({ id: 'entry', pair: pairs[0]?.pair, version: '1' });
    expect([holders, marks]).toEqual([['ada'], ['newEntry']]);
  });

  it('of an occurrence that takes place again the company is told nothing', async () => {
    const { pairs, holders } = await begun(entryWith({ id: 'entry!2026-12-01' }));
    expect([pairs.length, holders]).toEqual([1, []]);
  });

  it.each([
    ['another pair holds it by now', entryWith(), 'new'],
    ['it is not the user’s', entryWith({ owner: GRACE }), 'old'],
  ])('nothing begins where %s', async (_, entry, holder) => {
    const { pairs, index, holders } = await begun(entry, holder);
    expect([pairs, index?.pair, holders]).toEqual([[], holder, []]);
  });
});
