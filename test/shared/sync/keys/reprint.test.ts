// A change of the key: nothing is written by it, nothing is lost in it, and it goes on where it stopped. Long because
// each moment at which it can happen is a case.

import { describe, expect, it } from 'vitest';
import { hasEnded, leftOutIn } from '../../../../shared/sync/pair/row/standing.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import { eachFailed, LOST, linkOver } from '../../../world/link.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import type { Ports, WorldOptions } from '../../../world/world.ts';

const MINUTE = 60_000;

/** A link in memory, two items a request, with what its rows say of the key. */
async function open(options: WorldOptions = {}) {
  const { ports } = await openMemoryPorts({ batchSize: 2, pageSize: 5 });
  const link = await linkOver(ports, options);
  const lease = async () => (await ports.store.list('lease'))[0]?.row;
  const pairs = async () => (await ports.store.list('pair')).map(({ row }) => row);
  return {
    ...link,
    lease,
    pairs,
    /** Of every print of every pair, its key. */
    async keys() {
      const bases = (await pairs()).flatMap(({ mailbox, source, firstSeen }) => [
        ...Object.values(mailbox?.base ?? {}),
        ...Object.values(source?.base ?? {}),
        ...Object.values(firstSeen?.prints ?? {}),
      ]);
      return [...new Set(bases.map((print) => print.slice(0, 'key 1'.length)))].sort();
    },
    /** A pass whose time is over after so many requests that read the source. */
    cutOff: (reads: number) =>
      link.pass({
        source: {
          read: async (ids) => {
            reads -= 1;
            if (reads === 0) link.world.now += 61 * MINUTE;
            return ports.source.read(ids);
          },
        },
      }),
  };
}

describe('reprint', () => {
  it('a link in step is under the new key after two runs, without a write or a mark', async () => {
    const link = await open();
    for (let i = 0; i < 3; i += 1) await link.world.createEvent();
    await link.world.createSeriesEntry();
    await link.settle();
    expect(await link.keys()).toEqual(['key 1']);
    const before = await link.pairs();
    link.world.changeKey();
    const written = await link.writesDuring(async () => {
      expect(await link.pass()).toMatchObject({ state: 'done' });
      expect(await link.pass()).toEqual({ state: 'idle' });
    });
    expect(written).toEqual([]);
    expect(await link.keys()).toEqual(['key 2']);
    expect((await link.lease())?.prints).toEqual({ key: 'key 2' });
    const renamed = JSON.stringify(before).replaceAll('key 1 ', 'key 2 ');
    expect(await link.pairs()).toEqual(JSON.parse(renamed));
  });

  it('an edit made before the change, of either side, is still an edit', async () => {
    const link = await open();
    for (let i = 0; i < 2; i += 1) await link.world.createEvent();
    await link.settle();
    await link.world.editEvent(['title'], 0);
    await link.world.editEntry(['description'], 1);
    link.world.changeKey();
    await link.settle();
    expect(await link.world.verdict({ things: 2 })).toBeUndefined();
    expect(await link.world.history()).toEqual([]);
  });

  it('different edits of one field are a conflict as without it, and what nobody edited is none', async () => {
    const link = await open();
    await link.world.createEvent();
    await link.settle();
    await link.world.editEvent(['title']);
    await link.world.editEntry(['title', 'location']);
    link.world.changeKey();
    await link.settle();
    expect((await link.world.history()).map(({ field, why }) => [field, why])).toEqual([['title', 'conflict']]);
    expect(await link.world.verdict({ things: 1 })).toBeUndefined();
  });

  it('a delete made before it goes through, and a tombstone stays one', async () => {
    const link = await open();
    for (let i = 0; i < 2; i += 1) await link.world.createEvent();
    await link.settle();
    await link.world.deleteEntry();
    await link.settle();
    await link.world.deleteEvent();
    link.world.changeKey();
    await link.settle();
    expect(await link.world.verdict({ things: 0 })).toBeUndefined();
    expect((await link.pairs()).every((row) => hasEnded(row))).toBe(true);
  });

  it('an event that was moved away and back before it keeps its base', async () => {
    const link = await open();
    await link.world.createEvent();
    await link.settle();
    await link.world.moveEvent();
    await link.world.editEntry(['title']);
    link.world.changeKey();
    await link.settle();
    expect(await link.world.history()).toEqual([]);
    expect(await link.world.verdict({ things: 1 })).toBeUndefined();
  });

  it('a run without time begins nothing, and a run that is cut off goes on with nothing else between', async () => {
    const link = await open();
    for (let i = 0; i < 6; i += 1) await link.world.createEvent();
    await link.settle();
    link.world.changeKey();
    await link.cutOff(2);
    expect((await link.lease())?.prints).toMatchObject({ key: 'key 1', passing: { to: 'key 2' } });
    expect(await link.keys()).toEqual(['key 1', 'key 2']);
    await link.world.editEvent(['title']);
    await link.world.createEntry();
    expect(await link.pass()).toMatchObject({ state: 'done' });
    expect((await link.lease())?.prints).toEqual({ key: 'key 2' });
    expect(await link.pairs()).toHaveLength(6);
    await link.settle();
    expect(await link.world.history()).toEqual([]);
    expect(await link.world.verdict({ things: 7 })).toBeUndefined();
  });

  it('what a killed run had printed already is printed once more without harm', async () => {
    const link = await open();
    for (let i = 0; i < 4; i += 1) await link.world.createEvent();
    await link.settle();
    link.world.changeKey();
    await link.cutOff(2);
    const [lease] = await link.ports.store.list('lease');
    if (!lease?.row.prints) throw new Error('no key');
    // As if the rows had been written, and the lease row had not.
    const row = { ...lease.row, prints: { key: 'key 1', passing: { to: 'key 2', after: '' } } };
    await link.ports.store.commit([{ op: 'replace', kind: 'lease', name: '', row, etag: lease.etag }]);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.keys()).toEqual(['key 2']);
    expect(await link.world.history()).toEqual([]);
  });

  it('a row that somebody else writes in between is printed by the next run', async () => {
    const link = await open();
    for (let i = 0; i < 4; i += 1) await link.world.createEvent();
    await link.settle();
    link.world.changeKey();
    let isFirst = true;
    await link.pass({
      source: {
        read: async (ids) => {
          const [pair] = await link.ports.store.list('pair');
          // As the request for a losing value does.
          if (isFirst && pair) await link.ports.store.commit([{ ...pair, op: 'replace' }]);
          isFirst = false;
          return link.ports.source.read(ids);
        },
      },
    });
    expect((await link.lease())?.prints).toMatchObject({ key: 'key 1' });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.keys()).toEqual(['key 2']);
    expect(await link.world.history()).toEqual([]);
  });

  it('changed again in the middle, the first change comes to its end, then the second', async () => {
    const link = await open();
    for (let i = 0; i < 4; i += 1) await link.world.createEvent();
    await link.settle();
    link.world.changeKey();
    await link.cutOff(1);
    link.world.changeKey();
    await link.pass();
    expect((await link.lease())?.prints).toEqual({ key: 'key 2' });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.keys()).toEqual(['key 3']);
  });

  it('a write of unknown outcome is waited for, and settled under the former key', async () => {
    const link = await open();
    await link.world.createEvent();
    await link.settle();
    await link.world.editEvent(['title']);
    const answerLost = async (updates: Parameters<Ports['source']['update']>[0]) => {
      await link.ports.source.update(updates);
      return eachFailed(updates, LOST);
    };
    await link.pass({ source: { update: answerLost } });
    link.world.changeKey();
    const { until } = { until: link.world.now + 3 * MINUTE };
    expect(await link.pass()).toEqual({ state: 'done', next: until });
    expect((await link.lease())?.prints).toEqual({ key: 'key 1' });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.keys()).toEqual(['key 2']);
    expect(await link.world.history()).toEqual([]);
    expect(await link.world.verdict({ things: 1 })).toBeUndefined();
  });

  it('the rules that the pairs stand by are not gone through again', async () => {
    const link = await open({ rules: { ...DEFAULT_RULES, leavesFilter: 'remove' } });
    await link.world.createEvent();
    await link.settle();
    link.world.changeKey();
    await link.pass();
    expect(await link.pass()).toEqual({ state: 'idle' });
    expect((await link.lease())?.rules?.key).toMatch(/^key 2 /);
  });

  it('rules that were changed at the same time are gone through after it', async () => {
    const link = await open();
    await link.world.createEvent();
    await link.settle();
    link.world.rules = { ...DEFAULT_RULES, filters: { toExchange: {}, toSource: { titleContainsNone: ['title'] } } };
    link.world.changeKey();
    await link.settle();
    expect((await link.pairs()).map((row) => leftOutIn(row)?.reason)).toEqual(['filtered']);
  });

  it('a preview stays as it is, and what is matched later is matched by the new key', async () => {
    const link = await open({ started: false });
    await link.world.createOnBothSides();
    await link.world.createEvent();
    await link.pass();
    link.world.changeKey();
    await link.settle();
    expect(await link.keys()).toEqual(['key 2']);
    expect(await link.pairs()).toHaveLength(2);
    const { id, event } = await link.world.event(1);
    await link.ports.people.create(event, 'ada@example.com');
    await link.settle();
    expect((await link.pairs()).filter((row) => row.mailbox && row.source)).toHaveLength(2);
    expect(id).toBeDefined();
    await link.world.start();
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.world.verdict({ things: 2 })).toBeUndefined();
  });

  it('losing values on record are sealed anew in the same run', async () => {
    const link = await open();
    await link.world.createEvent();
    await link.settle();
    await link.world.editEvent(['title']);
    await link.world.editEntry(['title']);
    await link.settle();
    link.world.changeKey();
    await link.pass();
    const sealed = (await link.ports.store.list('history')).map(({ row }) => row.sealed);
    expect(sealed).toEqual([expect.stringMatching(/^key 2\|/)]);
    expect(await link.world.verdict({ things: 1 })).toBeUndefined();
  });

  it('a hold waits on, and its deletes go when a person releases them', async () => {
    const link = await open();
    for (let i = 0; i < 12; i += 1) await link.world.createEvent();
    await link.settle();
    for (let i = 0; i < 12; i += 1) await link.world.deleteEntry();
    await link.pass();
    link.world.changeKey();
    await link.settle().catch(() => undefined);
    const [hold] = await link.ports.store.list('hold');
    expect(hold?.row).toMatchObject({ state: 'held', count: 12 });
    if (!hold) return;
    const row = { ...hold.row, state: 'released' } as const;
    await link.ports.store.commit([{ op: 'replace', kind: 'hold', name: '', row, etag: hold.etag }]);
    await link.settle();
    expect(await link.ports.person.list()).toEqual([]);
  });

  it('one item that cannot be read keeps the others waiting for a while only', async () => {
    const link = await open();
    for (let i = 0; i < 4; i += 1) await link.world.createEvent();
    await link.settle();
    const [broken] = await link.ports.people.list();
    const source = {
      read: async (ids: readonly string[]) => {
        const answers = await link.ports.source.read(ids);
        return answers.map((answer, at) => (ids[at] === broken?.id ? ({ ok: false, failure: LOST } as const) : answer));
      },
    };
    link.world.changeKey();
    expect(await link.pass({ source })).toMatchObject({ state: 'stopped', failure: LOST });
    for (let i = 0; i < 12; i += 1) await link.pass({ source });
    expect((await link.lease())?.prints).toEqual({ key: 'key 2' });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.keys()).toEqual(['key 2']);
    expect(await link.world.history()).toEqual([]);
  });

  it('where nothing can be read, nothing is given up', async () => {
    const link = await open();
    for (let i = 0; i < 4; i += 1) await link.world.createEvent();
    await link.settle();
    link.world.changeKey();
    const source = { read: async (ids: readonly string[]) => eachFailed(ids, LOST) };
    for (let i = 0; i < 20; i += 1) {
      expect(await link.pass({ source })).toMatchObject({ state: expect.stringMatching(/stopped|waiting/) });
    }
    expect(await link.keys()).toEqual(['key 1']);
    link.world.now += 60 * MINUTE;
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.keys()).toEqual(['key 2']);
  });
});
