// The links that are told of each change, and the order in which it is written down.
import { describe, expect, it } from 'vitest';
import { lookAtEntry, pollSource, pollWhenDue } from '../../../../shared/sync/poll/poll.ts';
import { type Failure, failed } from '../../../../shared/sync/ports/outcome.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { passes } from '../../../world/passes.ts';
import { seam } from '../../../world/play/faults.ts';
import { ADA, GRACE, World } from '../../../world/world.ts';

async function open() {
  const { ports } = await openMemoryPorts();
  return { ports, world: await World.begin(ports) };
}

const inbox = async (ports: Awaited<ReturnType<typeof open>>['ports']) =>
  (await ports.store.list('inbox')).map((stored) => stored.row.entry);

describe('lookAtEntry', () => {
  it('is a look for each link that has the entry, and for nobody else', async () => {
    const { ports } = await open();
    expect(await lookAtEntry(ports.company, 'S1', 1)).toEqual([]);
    await ports.company.addHolder('ada', ['S1']);
    expect(await lookAtEntry(ports.company, 'S1', 1)).toEqual(['ada']);
    expect(await inbox(ports)).toEqual(['S1']);
  });
});

describe('pollSource', () => {
  it('tells the owner and the participants, and nobody else', async () => {
    const { ports, world } = await open();
    await world.createEntry(ADA);
    await world.createEntry(GRACE, [ADA]);
    await world.createEntry(GRACE);
    expect(await pollSource(ports)).toMatchObject({ ok: true, value: { touched: ['ada'], more: false } });
    expect(await inbox(ports)).toEqual(['S1', 'S2']);
  });

  it('tells a shared link of everybody’s entries, and of the end of those that it holds', async () => {
    const { ports, world } = await open();
    const links = async () => [
      { link: 'shared', email: 'all@example.com', on: true, started: true, everybody: true } as const,
    ];
    const company = answering(ports.company, { links });
    await world.createEntry(GRACE);
    expect(await pollSource({ ...ports, company })).toMatchObject({ value: { touched: ['shared'] } });
    await ports.people.remove('S1');
    expect(await pollSource({ ...ports, company })).toMatchObject({ value: { touched: [] } });
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
    expect(await ports.company.poll()).toBeUndefined();
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

const UNAVAILABLE: Failure = { kind: 'transient', code: 'source-unavailable', detail: 'ECONNREFUSED' };

/** A poll whose source fails as it is told to, and counts how often it is asked. */
async function failingSource() {
  const { ports, world } = await open();
  await world.createEntry();
  const state = { now: 1_000_000, asked: 0, settings: 'v1', failure: UNAVAILABLE as Failure | undefined };
  const source = Object.assign(Object.create(ports.source), {
    async changes(watermark: string | undefined) {
      state.asked += 1;
      return state.failure ? failed(state.failure) : ports.source.changes(watermark);
    },
  });
  const { company } = ports;
  const poll = () => pollWhenDue({ source, company, settings: state.settings, now: () => state.now });
  const failing = async () => (await company.poll())?.row.failing;
  return { poll, state, failing, ports };
}

describe('pollWhenDue', () => {
  it('asks nothing before the pause that the source asked for is over', async () => {
    const { poll, state, failing } = await failingSource();
    state.failure = { kind: 'throttled', code: 'source-throttled', retryAt: state.now + 600_000 };
    expect(await poll()).toEqual({ ok: false, failure: state.failure });
    state.failure = undefined;
    state.now += 599_999;
    expect(await poll()).toEqual({ ok: true, value: { touched: [], more: false } });
    expect(state.asked).toBe(1);
    expect(await failing()).toMatchObject({ failures: 0, problem: { code: 'source-throttled', at: 1_000_000 } });
    state.now += 1;
    expect(await poll()).toMatchObject({ ok: true, value: { touched: ['ada'] } });
    expect(state.asked).toBe(2);
  });

  it('waits longer with each failure in a row, at most an hour', async () => {
    const { poll, state, failing } = await failingSource();
    const waits: number[] = [];
    const began = state.now;
    for (let failures = 1; failures <= 9; failures += 1) {
      await poll();
      const { notBefore = 0, failures: counted, problem } = (await failing()) ?? {};
      expect([counted, problem?.at]).toEqual([failures, began]);
      waits.push((notBefore - state.now) / 1000);
      state.now = notBefore;
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
  });

  it('keeps the problem until a poll succeeds, also one that finds nothing new', async () => {
    const { poll, state, failing, ports } = await failingSource();
    state.failure = undefined;
    await poll();
    const watermark = (await ports.company.poll())?.row.watermark;
    state.failure = UNAVAILABLE;
    await poll();
    expect(await failing()).toMatchObject({
      problem: { code: 'source-unavailable', detail: 'ECONNREFUSED', at: state.now },
    });
    expect((await ports.company.poll())?.row.watermark).toBe(watermark);
    state.failure = undefined;
    state.now += 30_000;
    await poll();
    expect((await ports.company.poll())?.row).toEqual({ watermark });
  });

  it('with other settings it does not wait, and counts its failures anew', async () => {
    const { poll, state, failing } = await failingSource();
    state.failure = { kind: 'denied', code: 'source-sign-in-refused' };
    await poll();
    state.settings = 'v2';
    await poll();
    expect(state.asked).toBe(2);
    expect(await failing()).toMatchObject({ failures: 1, settings: 'v2' });
  });

  it('a poll that was overtaken leaves the row of the quicker one', async () => {
    const { poll, state, ports } = await failingSource();
    state.failure = { kind: 'gone' };
    const save = ports.company.savePoll;
    ports.company.savePoll = async (row, etag) => {
      ports.company.savePoll = save;
      await save({ watermark: '9' }, etag);
      return save(row, etag);
    };
    await poll();
    expect((await ports.company.poll())?.row).toEqual({ watermark: '9' });
    await poll();
    expect((await ports.company.poll())?.row.failing?.problem.code).toBe('source-answer-broken');
  });
});
