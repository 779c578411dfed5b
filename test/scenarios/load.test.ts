// Servers that ask for a pause, messages that come twice, workers that meet, hosts that die.
import { describe, expect, it } from 'vitest';
import type { Misbehaviour } from '../../local/exchange/behaviour/behaviour.ts';
import { runLink } from '../../shared/sync/run.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { linkInMemory } from '../world/link.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { play } from '../world/play/play.ts';
import type { Situation } from '../world/situations/situations.ts';

const { exchange, openLink } = exchangeForScenarios();

const requestsSoFar = (): number => [...exchange().requests.values()].reduce((sum, count) => sum + count, 0);

describe("429/503 Retry-After, ErrorServerBusy BackOffMilliseconds, ErrorExceededConnectionCount, MaxConcurrency/ConcurrentSyncCalls; the user's run yields and resumes, other users continue, no tight retry", () => {
  const MINUTES_10 = 600_000;
  const asked: readonly (readonly [string, Misbehaviour, number])[] = [
    ['429 Retry-After', { kind: 'tooManyRequests', retryAfterSeconds: 600 }, MINUTES_10],
    ['503 Retry-After', { kind: 'unavailable', retryAfterSeconds: 600 }, MINUTES_10],
    ['ErrorServerBusy in a fault', { kind: 'busy', backOffMilliseconds: MINUTES_10, as: 'fault' }, MINUTES_10],
    ['ErrorServerBusy in a 200', { kind: 'busy', backOffMilliseconds: MINUTES_10, as: 'response' }, MINUTES_10],
    [
      'ErrorExceededConnectionCount',
      { kind: 'fault', code: 'ErrorExceededConnectionCount', message: 'Too many.' },
      1000,
    ],
  ];

  it.each(asked)('%s', async (_, misbehaviour, pause) => {
    const [ada, ben] = [await openLink(), await openLink()];
    for (const link of [ada, ben]) await link.world.createEvent();
    for (const link of [ada, ben]) await link.settle();
    await ada.world.editEntry(['title']);
    await ben.world.editEntry(['title']);
    const before = ada.world.now;
    exchange().behaviour.next(misbehaviour);
    expect(await ada.pass()).toMatchObject({ state: 'stopped', failure: { kind: 'throttled' } });
    const [lease] = await ada.ports.store.list('lease');
    const until = lease?.row.pause?.until ?? 0;
    expect(until).toBeGreaterThanOrEqual(before + pause);
    // Nobody asks again before.
    ada.world.now = until - 1;
    const requests = requestsSoFar();
    expect(await ada.pass()).toEqual({ state: 'waiting', until });
    expect(requestsSoFar()).toBe(requests);
    expect(await ben.writesDuring(() => ben.settle())).toEqual(['mailbox.update']);
    ada.world.now = until;
    expect(await ada.writesDuring(() => ada.settle())).toEqual(['mailbox.update']);
  });

  it('budgets of open requests: both users get there, and each refusal ends one run only', async () => {
    const links = [await openLink(), await openLink()] as const;
    for (const link of links) await link.world.createEntry();
    exchange().behaviour.limit({ concurrency: 1, syncCalls: 1, answerMs: 20 });
    try {
      for (let round = 0; round < 6; round += 1) {
        await Promise.all(links.map((link) => link.pass()));
      }
    } finally {
      exchange().behaviour.clear();
    }
    for (const link of links) {
      await link.settle();
      expect(await link.world.verdict({ things: 1 })).toBeUndefined();
    }
  });
});

describe('Same queue message delivered twice / two workers at once / host killed at any point', () => {
  it('the same message twice: the second run writes nothing', async () => {
    const link = await linkInMemory();
    await link.world.createEntry();
    await link.world.createEvent();
    expect((await link.writesDuring(() => link.pass())).sort()).toEqual(['mailbox.create', 'source.create']);
    expect(await link.writesDuring(() => link.pass())).toEqual([]);
    expect(await link.world.verdict({ things: 2 })).toBeUndefined();
  });

  it('two workers at once: one of them works', async () => {
    const link = await linkInMemory();
    for (let thing = 0; thing < 6; thing += 1) await link.world.createEvent();
    const outcomes = await Promise.all([1, 2, 3].map(() => runLink(link.world.context())));
    expect(outcomes.map(({ state }) => state).sort()).toEqual(['busy', 'busy', 'done']);
    await link.settle();
    expect(await link.world.verdict({ things: 6 })).toBeUndefined();
  });

  it.each(['killedBefore', 'killedAfter'] as const)('the host is killed at any point: %s each call', async (fault) => {
    const situation: Situation = {
      name: 'both sides have something new, and something is edited and deleted',
      before: async (world) => {
        await world.createEvent();
        await world.createEntry();
      },
      act: async (world) => {
        await world.createEvent();
        await world.createSeriesEntry();
        await world.editEvent(['title']);
        await world.deleteEntry();
      },
      expected: { things: 3 },
    };
    const { calls } = await play(openMemoryPorts, situation, { first: [], second: [] });
    expect(calls[0]).toBeGreaterThan(20);
    for (let index = 0; index < calls[0]; index += 1) {
      const { verdict } = await play(openMemoryPorts, situation, { first: [{ index, fault }], second: [] });
      expect(verdict === undefined ? verdict : `call ${index}: ${verdict}`).toBeUndefined();
    }
  });
});
