import { describe, expect, it } from 'vitest';
import { asLost } from '../../../../shared/sync/pair/row/lostId.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { chunks, readBoth, unmarked } from '../../../../shared/sync/run/readBoth.ts';
import { RunStopped } from '../../../../shared/sync/session/session.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { ADA, EVENT, rowWith, TIMEOUT } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';
import type { Ports } from '../../../world/world.ts';

async function reading(change: (ports: Ports) => Partial<Ports> = () => ({})) {
  const { ports } = await openMemoryPorts();
  const event = await ports.person.create(EVENT);
  const entry = await ports.people.create(EVENT, ADA);
  const session = await sessionOver({ ...ports, ...change(ports) });
  const both = rowWith({ mailbox: { id: event, base: {} }, source: { id: entry, base: {} } });
  const looks = (...rows: (typeof both)[]) =>
    readBoth(
      session,
      rows.map((row) => unmarked(row, 7)),
    );
  return { session, both, looks };
}

describe('readBoth', () => {
  it('each pair has its own readings, in order', async () => {
    const { both, looks } = await reading();
    const { mailbox, ...entryOnly } = both;
    const missing = { ...both, mailbox: { id: 'missing', base: {} }, source: { id: asLost('x'), base: {} } };
    const read = await looks(missing, entryOnly, both);
    expect(read.map((each) => [each.mailbox.state, each.source.state, each.failure])).toEqual([
      ['gone', 'gone', undefined],
      ['absent', 'present', undefined],
      ['present', 'present', undefined],
    ]);
    expect(read[2]?.mailbox).toMatchObject({ item: { id: mailbox?.id } });
    expect(read[2]).toMatchObject({ row: both, isDiscarded: false, mark: { pair: 'pair', why: 'changed', at: 7 } });
  });

  it('a failure of an item is its pair’s', async () => {
    const { both, looks } = await reading(({ mailbox }) => ({
      mailbox: answering(mailbox, { read: async (ids) => ids.map(() => TIMEOUT) }),
    }));
    expect(await looks(both)).toMatchObject([{ failure: TIMEOUT.failure, mailbox: { state: 'absent' } }]);
  });

  it.each(['mailbox', 'source'] as const)('a failure of the whole link ends the run: %s', async (side) => {
    const denied = failed({ kind: 'denied', code: 'exchange-sign-in-refused' });
    const { both, looks } = await reading((ports) => ({
      [side]: answering<object>(ports[side], { read: async (ids: string[]) => ids.map(() => denied) } as object),
    }));
    await expect(looks(both)).rejects.toThrow(RunStopped);
  });
});

describe('chunks', () => {
  it('hold as many pairs as a side takes at once', async () => {
    const { session } = await reading();
    expect(chunks(session, [1, 2, 3, 4, 5])).toEqual([[1, 2, 3, 4], [5]]);
    expect(chunks(session, [])).toEqual([]);
  });
});
