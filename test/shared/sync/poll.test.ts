// Who is told of which change, and in which order it is written down.
import { describe, expect, it } from 'vitest';
import { pollSource } from '../../../shared/sync/poll.ts';
import { failed } from '../../../shared/sync/ports/outcome.ts';
import { openMemoryPorts } from '../../world/memoryPorts.ts';
import { passes } from '../../world/passes.ts';
import { seam } from '../../world/play/faults.ts';
import { ADA, GRACE, World } from '../../world/world.ts';

async function open() {
  const { ports } = await openMemoryPorts();
  return { ports, world: await World.begin(ports) };
}

const inbox = async (ports: Awaited<ReturnType<typeof open>>['ports']) =>
  (await ports.store.list('inbox')).map((stored) => stored.row.entry);

describe('pollSource', () => {
  it('tells the owner and the participants, and nobody else', async () => {
    const { ports, world } = await open();
    await world.createEntry(ADA);
    await world.createEntry(GRACE, [ADA]);
    await world.createEntry(GRACE);
    expect(await pollSource(ports)).toMatchObject({ ok: true, value: { touched: ['ada'], more: false } });
    expect(await inbox(ports)).toEqual(['S1', 'S2']);
  });

  it('tells a link that holds a pair of an entry that is no longer its user’s, or gone', async () => {
    const { ports, world } = await open();
    await world.createEntry(GRACE);
    await ports.company.addHolder('ada', ['S1']);
    await ports.people.remove('S1');
    await pollSource(ports);
    expect(await inbox(ports)).toEqual(['S1']);
  });

  it('tells nobody whose link is off: switching on lists everything', async () => {
    const { ports, world } = await open();
    await world.switchOff();
    await world.createEntry();
    expect(await pollSource(ports)).toMatchObject({ ok: true, value: { touched: [] } });
    expect(await inbox(ports)).toEqual([]);
  });

  it('goes page by page and says when more waits', async () => {
    const { ports, world } = await open();
    for (let i = 0; i < 7; i += 1) await world.createEntry();
    expect(await pollSource(ports)).toMatchObject({ value: { more: true } });
    expect(await pollSource(ports)).toMatchObject({ value: { more: false } });
    expect(await inbox(ports)).toHaveLength(7);
  });

  it('costs one request to the source and one to the tables when nothing changed', async () => {
    const { ports, world } = await open();
    await world.createEntry();
    await pollSource(ports);
    const through = seam(ports, []);
    expect(await pollSource(through)).toEqual({ ok: true, value: { touched: [], more: false } });
    expect(through.calls()).toBe(2);
  });

  it('moves no watermark when the source could not be read (I6)', async () => {
    const { ports, world } = await open();
    await world.createEntry();
    const failure = { kind: 'transient', code: 'source-unavailable' } as const;
    const source = Object.assign(Object.create(ports.source), { changes: async () => failed(failure) });
    expect(await pollSource({ source, company: ports.company })).toEqual({ ok: false, failure });
    expect(await ports.company.pollWatermark()).toBeUndefined();
  });

  it('an inbox row that is written late hides no later version of the entry', async () => {
    const { ports, world } = await open();
    await world.createEntry();

    await passes(world);
    const [before] = await ports.people.list();
    await world.editEntry(['title']);
    await pollSource(ports);
    await ports.company.putInbox('ada', [{ entry: before?.id ?? '', version: '1' }]);
    await passes(world);
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('writes the inbox before the watermark: a poll that dies in between is repeated, not lost (I6)', async () => {
    const { ports, world } = await open();
    await world.createEntry();
    const calls = seam(ports, []);
    await pollSource(calls);
    for (let index = 0; index < calls.calls(); index += 1) {
      const fresh = await open();
      await fresh.world.createEntry();
      await pollSource(seam(fresh.ports, [{ index, fault: 'killedAfter' }])).catch(() => undefined);
      await pollSource(fresh.ports);
      expect(await inbox(fresh.ports)).toEqual(['S1']);
    }
  });
});
