// The changes of the whole company.
import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../shared/sources/ivanti/changes.ts';
import { hourOn, openParts } from './openParts.ts';

async function polled(behaviour = {}) {
  const all = await openParts(behaviour);
  let watermark: string | undefined;
  const poll = async () => {
    const page = await readChanges({ ...all.parts, reader: all.reader }, watermark);
    if (!page.ok) throw new Error(page.failure.kind);
    watermark = page.value.watermark;
    return page.value;
  };
  await poll();
  return { ...all, poll };
}

describe('changes', () => {
  it('are told once, though each poll asks for ten minutes once more', async () => {
    const { poll, office, clock } = await polled();
    clock.now += 1000;
    const id = office.create({ title: 'Review', times: hourOn(23), owner: 'ada' });
    expect((await poll()).changes).toMatchObject([{ kind: 'changed', id, owner: 'ada@example.com' }]);
    expect((await poll()).changes).toEqual([]);
  });

  it('a workflow that writes the record again is no change, and an edit is', async () => {
    const { poll, office, clock } = await polled({ workflowSeconds: 30 });
    clock.now += 1000;
    const id = office.create({ title: 'Review', times: hourOn(23), owner: 'ada' });
    await poll();
    clock.now += 60_000;
    expect((await poll()).changes).toEqual([]);
    office.edit(id, { title: 'Reviewed' });
    expect((await poll()).changes).toMatchObject([{ id }]);
  });

  it('a change that becomes visible late is found', async () => {
    const { poll, office, clock } = await polled({ lagSeconds: 120, workflowSeconds: undefined });
    clock.now += 1000;
    const early = office.create({ title: 'Early', times: hourOn(23), owner: 'ada' });
    clock.now += 60_000;
    expect((await poll()).changes).toEqual([]);
    clock.now += 120_000;
    const late = office.create({ title: 'Late', times: hourOn(23), owner: 'ada' });
    expect((await poll()).changes).toMatchObject([{ id: early }]);
    clock.now += 180_000;
    expect((await poll()).changes).toMatchObject([{ id: late }]);
  });

  it('go on from the page before, and begin anew after a long interruption', async () => {
    const { poll, office, clock } = await polled();
    for (let index = 0; index < 150; index += 1) {
      clock.now += 1000;
      office.create({ title: `${index}`, times: hourOn(23), owner: 'ada' });
    }
    const first = await poll();
    expect([first.changes.length, first.more]).toEqual([100, true]);
    clock.now += 3_600_000;
    let told = 0;
    for (let more = true; more; ) {
      const page = await poll();
      told += page.changes.length;
      ({ more } = page);
    }
    expect(told).toBe(50);
  });

  it('a failure keeps the watermark', async () => {
    const { poll, office, server, clock } = await polled();
    clock.now += 1000;
    office.create({ title: 'Review', times: hourOn(23), owner: 'ada' });
    server.behaviour.trouble = 'html';
    await expect(poll()).rejects.toThrow();
    server.behaviour.trouble = 'none';
    expect((await poll()).changes).toHaveLength(1);
  });
});
