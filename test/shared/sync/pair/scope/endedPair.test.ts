// An application that writes a deleted entry again, under its id: a new entry, whatever the pair that ended remembers.

import { describe, expect, it } from 'vitest';
import { hasEnded } from '../../../../../shared/sync/pair/row/standing.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import type { SourceItem } from '../../../../../shared/sync/ports/source.ts';
import { type Link, linkInMemory, type Through } from '../../../../world/link.ts';
import { ADA } from '../../../../world/world.ts';

/** The source as it answers once entry S1 stands again as `item`. */
const again = (link: Link, item: SourceItem): Through => ({
  source: {
    changes: async (watermark) =>
      ok({
        changes:
          watermark === 'again'
            ? []
            : [{ kind: 'changed', id: 'S1', version: item.version, owner: ADA, participants: [] }],
        watermark: 'again',
        more: false,
      }),
    read: async (ids) => {
      const reads = await link.ports.source.read(ids);
      return reads.map((read, index) => (ids[index] === 'S1' ? ok(item) : read));
    },
  },
});

async function ended(): Promise<{ link: Link; item: SourceItem }> {
  const link = await linkInMemory();
  await link.world.createEntry();
  await link.settle();
  const [read] = await link.ports.source.read(['S1']);
  if (!read?.ok) throw new Error('there is no entry');
  await link.world.deleteEntry();
  await link.settle();
  expect(await link.ports.person.list()).toEqual([]);
  return { link, item: { ...read.value, version: 'again' } };
}

describe('startAnew', () => {
  it.each(['as it was', 'with another title'])(
    'an entry that is written again, %s, comes to the mailbox again',
    async (how) => {
      const { link, item } = await ended();
      const content =
        item.content.kind === 'event' && how !== 'as it was'
          ? { kind: 'event' as const, event: { ...item.content.event, title: 'Again' } }
          : item.content;
      const through = again(link, { ...item, content });
      const writes = await link.writesDuring(async () => {
        for (let pass = 0; pass < 4; pass += 1) await link.pass(through);
      });
      expect(writes).toEqual(['mailbox.create']);
      const pairs = (await link.ports.store.list('pair')).map(({ row }) => row);
      expect(pairs.filter((row) => !hasEnded(row))).toHaveLength(1);
      expect(pairs).toHaveLength(2);
      const [index] = await link.ports.store.load([{ kind: 'sourceIndex', name: 'S1' }]);
      expect(index?.row.pair).toBe(pairs.find((row) => !hasEnded(row))?.pair);
      expect(await link.ports.company.holders(['S1'])).toEqual([['ada']]);
    },
  );
});
