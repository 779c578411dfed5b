import { describe, expect, it } from 'vitest';
import { removeWithoutKey } from '../../../../shared/sync/cleanup/removeWithoutKey.ts';
import { LOOK_AGAIN_MS } from '../../../../shared/sync/pair/facts/late.ts';
import type { CreateIntent } from '../../../../shared/sync/ports/rows.ts';
import { readHead } from '../../../../shared/sync/session/head.ts';
import { goOnLater } from '../../../../shared/sync/session/step.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { rowWith } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';

async function withPair(intent?: (at: number) => CreateIntent) {
  const { ports } = await openMemoryPorts();
  const session = await sessionOver(ports);
  const row = rowWith(intent ? { intents: { mailbox: intent(session.context.now()) } } : {});
  await ports.store.commit([{ op: 'insert', kind: 'pair', name: 'pair', row }]);
  const step = async () => removeWithoutKey(session, await readHead(ports.store));
  return { ports, session, step, pairs: () => ports.store.list('pair') };
}

describe('removeWithoutKey', () => {
  it('forgets the rows and goes on under the key in use: what we made is found by its tags then', async () => {
    const { session, step, pairs } = await withPair();
    expect(await step()).toEqual(goOnLater(session));
    expect(await pairs()).toEqual([]);
    expect(session.lease.prints?.key).toBe(session.context.printers.inUse.key);
  });

  it('a removal that had begun begins anew', async () => {
    const { ports, step, pairs } = await withPair();
    const none = { events: 0, entries: 0 };
    const cleanup = { state: 'removing', epoch: 1, at: 0, removed: none, kept: none } as const;
    await ports.store.commit([{ op: 'insert', kind: 'cleanup', name: '', row: cleanup }]);
    expect(await step()).toMatchObject({ is: 'ends' });
    expect([await pairs(), await ports.store.list('cleanup')]).toEqual([[], []]);
  });

  it('waits while a write of ours may still land', async () => {
    const { session, step, pairs } = await withPair((at) => ({
      op: 'create',
      at,
      losers: [],
      nonce: 'n',
      target: {},
      otherBase: {},
    }));
    expect(await step()).toEqual(goOnLater(session, LOOK_AGAIN_MS));
    expect(await pairs()).toHaveLength(1);
  });
});
