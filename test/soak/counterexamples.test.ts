// Histories that were found to go wrong once, shrunk: each stands for a defect that was repaired.
import { describe, expect, it } from 'vitest';
import type { Deed, History, Step } from '../world/history.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { playHistory } from './playHistory.ts';

const run = (change: Partial<Extract<Step, { step: 'run' }>> = {}): Step => ({
  step: 'run',
  faults: [],
  meanwhile: undefined,
  minutesAfter: 0,
  ...change,
});
const deed = (what: Deed): Step => ({ step: 'deed', deed: what });
const race = (leaseEndsAfter: number): Step => ({ step: 'race', turns: [false, false], leaseEndsAfter, faults: [] });

const create = (on: 'event' | 'entry'): Step => deed({ does: 'create', on, what: 'single' });
const remove: Step = deed({ does: 'delete', on: 'event', at: 0 });

const STEPS: readonly (readonly [string, readonly Step[]])[] = [
  [
    'a run that fails after another one took its lease',
    [
      run(),
      { step: 'race', turns: [false, false], leaseEndsAfter: 4, faults: [{ index: 4, fault: 'failedBefore' }] },
      { step: 'land' },
    ],
  ],
  [
    'an inbox row that is written late, over that of a later version',
    [
      create('entry'),
      run({ faults: [{ index: 4, fault: 'appliedLate' }] }),
      deed({ does: 'mark', on: 'entry', at: 0, as: 'free' }),
      run({ faults: [{ index: 6, fault: 'killedBefore' }] }),
      { step: 'land' },
      race(0),
    ],
  ],
  ['an event that is deleted before the mailbox has shown it', [create('entry'), run(), remove, { step: 'rest' }]],
  [
    'an event that is brought back during a run and deleted again',
    [create('event'), run(), remove, run({ meanwhile: { call: 9, deed: { does: 'bringBack' } } }), remove, run()],
  ],
  [
    'an event that is brought back in the place of its successor, edited, and leaves the filter',
    [
      create('event'),
      run(),
      deed({ does: 'mark', on: 'entry', at: 0, as: 'free' }),
      remove,
      run({ faults: [{ index: 6, fault: 'killedBefore' }], minutesAfter: 8 }),
      run(),
      deed({ does: 'bringBack' }),
      remove,
      deed({ does: 'edit', on: 'event', at: 0, fields: ['location'] }),
      deed({ does: 'changeRules', to: 'busyToExchangeRemoving' }),
      run(),
    ],
  ],
  [
    'a series that arrives in part, whose occurrence a person edits before what we made is removed',
    [
      deed({ does: 'create', on: 'entry', what: 'series' }),
      run({ faults: [{ index: 27, fault: 'killedBefore' }] }),
      deed({ does: 'changeOccurrence', on: 'event', at: 0, which: 0, how: 'title' }),
      run({ minutesAfter: 8 }),
      deed({ does: 'removeOurs' }),
      run(),
    ],
  ],
];

describe('playHistory', () => {
  it.each(STEPS)('%s: nothing is lost, doubled or brought back', async (_, steps) => {
    const history: History = { policy: 'mailbox', started: true, twins: [], steps };
    const told = await playHistory(openMemoryPorts, history);
    expect(told.verdict).toBeUndefined();
    expect(told.runs).toBeGreaterThan(0);
  });
});
