// A run remembers the half pairs that nobody has matched yet.
import { describe, expect, it } from 'vitest';
import type { DirtyRow } from '../../../../shared/sync/ports/rows.ts';
import type { Stored } from '../../../../shared/sync/ports/store.ts';
import { Unmatched } from '../../../../shared/sync/session/unmatched.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { seam } from '../../../world/play/faults.ts';
import { pass } from '../../../world/play/play.ts';
import { World } from '../../../world/world.ts';

const mark = (pair: string, why: DirtyRow['why']): Stored<'dirty'> => ({
  kind: 'dirty',
  name: pair,
  row: { pair, why, at: 1, attempts: 0 },
  etag: 'e',
});

describe('Unmatched', () => {
  it.each(['changed', 'unseen', 'moved'] as const)('%s: what is not matched yet stays so', (why) => {
    const unmatched = new Unmatched([mark('a', 'newEvent'), mark('b', 'changed')]);
    expect(unmatched.note('a', why)).toEqual({ why: 'newEvent', changed: true });
    expect(unmatched.note('a', why)).toEqual({ why: 'newEvent', changed: true });
    expect(unmatched.note('b', why)).toEqual({ why });
  });

  it('knows what the run itself has marked', () => {
    const unmatched = new Unmatched();
    expect(unmatched.note('a', 'newEntry')).toEqual({ why: 'newEntry' });
    expect(unmatched.note('a', 'changed')).toEqual({ why: 'newEntry', changed: true });
  });

  it('what was matched is marked like any other', () => {
    const unmatched = new Unmatched([mark('a', 'newEvent')]);
    expect(unmatched.note('a', 'matched')).toEqual({ why: 'matched' });
    expect(unmatched.note('a', 'changed')).toEqual({ why: 'changed' });
  });

  it('lists the marks where the head has not shown all of them', async () => {
    const { ports } = await openMemoryPorts();
    const { row } = mark('a', 'newEvent');
    await ports.store.commit([{ op: 'insert', kind: 'dirty', name: 'a', row }]);
    const whole = await Unmatched.of({ marks: [], whole: true }, ports.store);
    const cut = await Unmatched.of({ marks: [], whole: false }, ports.store);
    expect([whole.note('a', 'changed').why, cut.note('a', 'changed').why]).toEqual(['changed', 'newEvent']);
  });
});

/** The events on both sides, edited on both after a first run that died before its call `at`. */
async function editedAfter(at: number): Promise<{ calls: number; halves: number; verdict: string | undefined }> {
  const { ports } = await openMemoryPorts();
  const world = await World.begin(ports, { started: false });
  await world.createOnBothSides();
  const first = seam(ports, [{ index: at, fault: 'killedBefore' }]);
  await pass(world, first);
  const halves = (await ports.store.list('pair')).filter(({ row }) => !row.mailbox || !row.source).length;
  world.now += 6 * 60_000;
  await world.editEvent(['title']);
  await world.editEntry(['location']);
  await world.start();
  for (let i = 0; i < 4; i += 1) {
    await pass(world, seam(ports, []));
    world.now += 60_000;
  }
  return { calls: first.calls(), halves, verdict: await world.verdict({ things: 1 }) };
}

describe('half pairs that are edited before they are matched', () => {
  it('are matched as they were first seen, and the edits of both sides are merged', async () => {
    let seen = 0;
    for (let at = 0, calls = 1; at < calls; at += 1) {
      const run = await editedAfter(at);
      calls = run.calls + 1;
      if (run.halves < 2) continue;
      seen += 1;
      expect(run.verdict).toBeUndefined();
    }
    expect(seen).toBeGreaterThan(0);
  });
});
