// The cost of a run, and its deeds when a side cannot be read or does not accept something.
// Long because all of it needs the same small world.

import { describe, expect, it } from 'vitest';
import type { When } from '../../../shared/calendar/event.ts';
import { leftOutIn } from '../../../shared/sync/pair/row/standing.ts';
import { pollSource } from '../../../shared/sync/poll/poll.ts';
import type { LinkContext } from '../../../shared/sync/ports/link.ts';
import { failed, ok } from '../../../shared/sync/ports/outcome.ts';
import { runLink } from '../../../shared/sync/run.ts';
import { openMemoryPorts } from '../../world/memoryPorts.ts';
import { passes } from '../../world/passes.ts';
import { seam } from '../../world/play/faults.ts';
import { ADA, type Ports, World } from '../../world/world.ts';

const MINUTE = 60_000;

async function open(options: { started?: boolean } = {}) {
  const { ports, writes } = await openMemoryPorts();
  return { ports, writes, world: await World.begin(ports, options) };
}

/** Polls and runs until nothing is left to do. */

/** The context with one port's methods replaced. */
function withMailbox(world: World, ports: Ports, change: Partial<Ports['mailbox']>): LinkContext {
  const mailbox = new Proxy(ports.mailbox, {
    get: (target, name) => {
      const replaced: unknown = Reflect.get(change, name);
      const own: unknown = Reflect.get(target, name, target);
      if (replaced !== undefined) return replaced;
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
  return { ...world.context(), mailbox };
}

describe('runLink, idle', () => {
  it.each([100, 5000])(
    'costs 1 call to the mailbox, 0 to the source and 3 to the tables at %i pairs',
    async (pairs) => {
      const { ports } = await openMemoryPorts({ batchSize: 50, pageSize: 500 });
      const world = await World.begin(ports);
      for (let i = 0; i < pairs; i += 1) await world.createEvent();
      await passes(world, { times: 6 });
      expect((await ports.people.list()).length).toBe(pairs);
      const calls: string[] = [];
      const counted = <T extends object>(name: string, port: T): T =>
        new Proxy(port, {
          get: (target, key) => {
            const own: unknown = Reflect.get(target, key, target);
            if (typeof own !== 'function') return own;
            return (...args: unknown[]) => {
              calls.push(name);
              return own.apply(target, args);
            };
          },
        });
      const context = world.context({
        mailbox: counted('mailbox', ports.mailbox),
        source: counted('source', ports.source),
        store: counted('tables', ports.store),
        company: counted('tables', ports.company),
      });
      expect(await runLink(context)).toEqual({ state: 'idle' });
      expect(calls.sort()).toEqual(['mailbox', 'tables', 'tables', 'tables']);
    },
  );

  it('answers off, busy and waiting without calling anybody', async () => {
    const { ports, world } = await open();
    const through = seam(ports, []);
    await world.switchOff();
    expect(await runLink(world.context(through))).toEqual({ state: 'off' });
    await world.switchOn();
    const lease = { owner: 'another', startedAt: world.now, deletes: [] };
    await ports.store.commit([{ op: 'insert', kind: 'lease', name: '', row: { ...lease, until: world.now + MINUTE } }]);
    expect(await runLink(world.context(through))).toEqual({ state: 'busy', until: world.now + MINUTE });
    const [stored] = await ports.store.list('lease');
    const row = { ...lease, until: 0, pause: { until: world.now + 2 * MINUTE, failures: 1, connection: '1' } };
    await ports.store.commit([{ op: 'replace', kind: 'lease', name: '', row, etag: stored?.etag ?? '' }]);
    expect(await runLink(world.context(through))).toEqual({ state: 'waiting', until: world.now + 2 * MINUTE });
    expect(through.calls()).toBe(3);
  });
});

describe('runLink, a preview', () => {
  it('matches, and writes to no calendar before the user starts', async () => {
    const { ports, world, writes } = await open({ started: false });
    await world.createOnBothSides();
    await world.createEvent();
    await world.createEntry();
    await passes(world, { times: 6 });
    expect(await runLink(world.context())).toEqual({ state: 'previewed' });
    expect(writes()).toBe(0);
    const pairs = (await ports.store.list('pair')).map((stored) => stored.row);
    expect(pairs.filter((pair) => pair.mailbox && pair.source)).toHaveLength(1);
    expect(pairs.filter((pair) => pair.mailbox && !pair.source)).toHaveLength(1);
    expect(pairs.filter((pair) => !pair.mailbox && pair.source)).toHaveLength(1);
  });

  it('leaves out what ended before the start of the synchronisation, with its reason, unless it stands on both sides', async () => {
    const { ports, world, writes } = await open();
    const old = { showWithoutTime: true, start: '2024-01-01', duration: 'P1D' } as const;
    const both = { ...world.newEvent(), when: old };
    await ports.person.create(both);
    await ports.people.create(both, ADA);
    await ports.person.create({ ...world.newEvent(), when: old });
    await passes(world, { times: 6 });
    expect(writes()).toBe(0);
    const reasons = (await ports.store.list('pair')).map(({ row }) => leftOutIn(row)?.reason);
    expect(reasons.sort()).toEqual(['ended-before-start-of-sync', undefined]);
  });

  it('a series that began long ago takes part as long as it goes on', async () => {
    const { ports, world } = await open();
    const yearly = (count: number): When => ({
      showWithoutTime: true,
      start: '2020-12-24',
      duration: 'P1D',
      recurrence: { rule: { frequency: 'yearly', interval: 1, end: { kind: 'count', count } }, overrides: {} },
    });
    await ports.person.create({ ...world.newEvent(), when: yearly(7) });
    await ports.person.create({ ...world.newEvent(), when: yearly(6) });
    await passes(world, { times: 6 });
    expect((await ports.people.list()).map(({ event }) => event.when)).toEqual([yearly(7)]);
    const reasons = (await ports.store.list('pair')).map(({ row }) => leftOutIn(row)?.reason);
    expect(reasons.sort()).toEqual(['ended-before-start-of-sync', undefined]);
  });
});

describe('runLink, a side that cannot be read', () => {
  it('an answer that is cut short ends the run, deletes nothing and keeps the watermark (I3, I6)', async () => {
    const { ports, world, writes } = await open();
    await world.createEvent();
    await passes(world, { times: 6 });
    const before = [await ports.store.list('mailboxWatermark'), writes()];
    await world.createEvent();
    const failure = { kind: 'transient', code: 'exchange-answer-broken' } as const;
    const outcome = await runLink(withMailbox(world, ports, { changes: async () => failed(failure) }));
    expect(outcome).toMatchObject({ state: 'stopped', failure });
    expect([await ports.store.list('mailboxWatermark'), writes()]).toEqual(before);
    const [lease] = await ports.store.list('lease');
    expect(lease?.row.problem?.code).toBe('exchange-answer-broken');
    await passes(world, { times: 6 });
    expect(await world.verdict({ things: 2 })).toBeUndefined();
    expect((await ports.store.list('lease'))[0]?.row.problem).toBeUndefined();
  });

  it('a throttled mailbox waits its time, and nobody is called before', async () => {
    const { ports, world } = await open();
    const retryAt = world.now + 5 * MINUTE;
    const throttled = failed({ kind: 'throttled', code: 'exchange-throttled', retryAt });
    const outcome = await runLink(withMailbox(world, ports, { changes: async () => throttled }));
    expect(outcome).toMatchObject({ state: 'stopped', next: retryAt });
    expect(await runLink(world.context())).toEqual({ state: 'waiting', until: retryAt });
    world.now = retryAt;
    expect(await runLink(world.context())).toMatchObject({ state: 'done' });
  });

  it('failures in a row make the pauses longer; another connection needs none, and success ends them', async () => {
    const { ports, world } = await open();
    const denied = failed({ kind: 'denied', code: 'exchange-sign-in-refused' });
    const refusing = () => withMailbox(world, ports, { changes: async () => denied });
    const pauses: number[] = [];
    for (let i = 0; i < 4; i += 1) {
      const outcome = await runLink(refusing());
      if (outcome.state !== 'stopped') throw new Error(outcome.state);
      pauses.push(outcome.next - world.now);
      world.now = outcome.next;
    }
    expect(pauses).toEqual([30_000, 60_000, 120_000, 240_000]);
    await runLink(refusing());
    expect(await runLink(world.context())).toMatchObject({ state: 'waiting' });
    expect(await runLink({ ...world.context(), connection: '2' })).toMatchObject({ state: 'done' });
    expect((await ports.store.list('lease'))[0]?.row.pause).toBeUndefined();
  });

  it('a run whose lease was taken over and that fails then leaves the link to the other run', async () => {
    const { ports, world } = await open();
    const failing = withMailbox(world, ports, {
      changes: async () => {
        world.now += 6 * MINUTE;
        expect((await runLink(world.context())).state).toBe('done');
        return failed({ kind: 'transient', code: 'exchange-timeout' });
      },
    });
    expect(await runLink(failing)).toMatchObject({ state: 'stopped' });
    expect((await ports.store.load([{ kind: 'lease', name: '' }]))[0]?.row).not.toHaveProperty('pause');
  });

  it('a listing of the source that is not complete creates and deletes nothing (the gate)', async () => {
    const { ports, world, writes } = await open();
    await world.createOnBothSides();
    const incomplete = {
      ...world.context(),
      source: Object.assign(Object.create(ports.source), { list: async () => ok({ items: [], complete: false }) }),
    };
    for (let i = 0; i < 3; i += 1) await runLink(incomplete);
    expect(writes()).toBe(0);
    await passes(world, { times: 6 });
    expect(await world.verdict({ things: 1 })).toBeUndefined();
  });

  it('an empty enumeration of the mailbox deletes nothing: every item is read first (I3)', async () => {
    const { ports, world } = await open();
    for (let i = 0; i < 6; i += 1) await world.createEvent();
    await passes(world, { times: 6 });
    await ports.person.invalidateWatermarks();
    let asked = 0;
    const emptied = withMailbox(world, ports, {
      changes: async () => {
        asked += 1;
        return ok(asked === 1 ? 'watermarkInvalid' : { changes: [], watermark: '2:log:0', more: false });
      },
    });
    await runLink(emptied);
    expect(await world.verdict({ things: 6 })).toBeUndefined();
  });
});

describe('runLink, one item that is not accepted', () => {
  it('keeps its problem and its own back-off, and the others go on', async () => {
    const { ports, world } = await open();
    for (let i = 0; i < 3; i += 1) await world.createEntry();
    const refused = (await world.entry()).event.title;
    const failure = { kind: 'rejected', code: 'item-rejected', field: 'when' } as const;
    const picky = withMailbox(world, ports, {
      create: async (creations) => {
        const outcomes = await ports.mailbox.create(creations.filter(({ event }) => event.title !== refused));
        return creations.map(({ event }) =>
          event.title === refused ? failed(failure) : (outcomes.shift() ?? failed({ kind: 'gone' })),
        );
      },
    });
    const outcome = await runLink(picky);
    expect((await ports.person.list()).length).toBe(2);
    const marks = (await ports.store.list('dirty')).map((stored) => stored.row);
    const waiting = marks.filter(({ why }) => why !== 'created');
    expect(waiting).toMatchObject([{ attempts: 1, notBefore: world.now + 30_000 }]);
    expect(outcome).toEqual({ state: 'done', next: world.now + 30_000 });
    const pair = (await ports.store.list('pair')).find((stored) => stored.row.problem);
    expect(pair?.row.problem).toMatchObject({ code: 'item-rejected', field: 'when' });
    world.now += MINUTE;
    await passes(world, { times: 6 });
    expect(await world.verdict({ things: 3 })).toBeUndefined();
    expect((await ports.store.list('pair')).some((stored) => stored.row.problem)).toBe(false);
  });

  it('an event that can no longer be read is left out with its reason, and its entry stays', async () => {
    const { ports, world, writes } = await open();
    await world.createEntry();
    await passes(world, { times: 6 });
    const before = writes();
    await world.editEvent(['title']);
    const unreadable = withMailbox(world, ports, {
      read: async (ids) =>
        (await ports.mailbox.read(ids)).map((read) =>
          read.ok
            ? ok({ ...read.value, content: { kind: 'leftOut', reason: 'item-unreadable', title: 'x' } as const })
            : read,
        ),
    });
    await runLink(unreadable);
    expect(writes()).toBe(before);
    expect(leftOutIn((await ports.store.list('pair'))[0]?.row ?? {})?.reason).toBe('item-unreadable');
  });
});

describe('runLink, a large link', () => {
  it('sees the inbox even where a thousand pairs wait for their time', async () => {
    const { ports, world } = await open();
    await passes(world, { times: 6 });
    for (let i = 0; i < 1200; i += 1) {
      const row = {
        pair: `waiting${i}`,
        why: 'changed',
        at: 0,
        attempts: 9,
        notBefore: world.now + 60 * MINUTE,
      } as const;
      await ports.store.commit([{ op: 'insert', kind: 'dirty', name: row.pair, row }]);
    }
    await world.createEntry();
    await pollSource(ports);
    await runLink(world.context());
    expect((await ports.person.list()).length).toBe(1);
  });

  it('stops cleanly when its time is over and goes on from its rows', async () => {
    const { world } = await open();
    for (let i = 0; i < 30; i += 1) await world.createEvent();
    const outcomes: string[] = [];
    for (let i = 0; i < 60; i += 1) {
      // The time is over from the start: each run takes one page or chunk at most.
      const outcome = await runLink({ ...world.context(), deadline: world.now });
      outcomes.push(outcome.state);
      world.now += 1000;
    }
    expect(outcomes.filter((state) => state === 'done').length).toBeGreaterThan(5);
    await passes(world, { times: 6 });
    expect(await world.verdict({ things: 30 })).toBeUndefined();
  });
});
