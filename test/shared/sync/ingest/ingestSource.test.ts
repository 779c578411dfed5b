// Nothing of the source is forgotten because one read failed, or because a listing belongs to another switch-on.
import { describe, expect, it } from 'vitest';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { World } from '../../../world/world.ts';

describe('ingestInbox', () => {
  it('a new entry whose first read fails keeps its inbox row, and is taken by a later run', async () => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    await passes(world, { times: 2 });
    await world.createEntry();
    const source = answering<Source>(ports.source, {
      read: async (ids) => ids.map(() => failed({ kind: 'transient', code: 'source-unavailable' })),
    });
    await passes(world, { through: { ...ports, source } });
    expect(await ports.store.list('inbox')).toHaveLength(1);
    await passes(world, { times: 4 });
    expect(await ports.person.list()).toHaveLength(1);
  });
});

describe('listEntries', () => {
  it.each([
    ['of this switch-on', 1, 'c1'],
    ['of an earlier switch-on', 0, undefined],
  ])('a listing %s that was begun goes on at its cursor, and no other one does', async (_, epoch, expected) => {
    const { ports } = await openMemoryPorts();
    const world = await World.begin(ports);
    const [link] = await ports.store.list('link');
    const begun = { epoch: (link?.row.epoch ?? 0) - 1 + epoch, cursor: 'c1' };
    await ports.store.commit([{ op: 'insert', kind: 'sourceEnumeration', name: '', row: { inProgress: begun } }]);
    const cursors: (string | undefined)[] = [];
    const source = answering<Source>(ports.source, {
      list: async (email, cursor) => {
        cursors.push(cursor);
        return ports.source.list(email, undefined);
      },
    });
    await passes(world, { through: { ...ports, source } });
    expect(cursors[0]).toBe(expected);
  });
});
