// Every fault at every I/O of one situation, and a second fault in the pass that follows.

import { FAULTS, type Fault, type FaultAt } from '../world/play/faults.ts';
import { type Faults, type Open, play } from '../world/play/play.ts';
import type { Situation } from '../world/situations/situations.ts';

export interface Swept {
  readonly cases: number;
  /** The runs that wrote after the faults had ended, at worst. */
  readonly writingRuns: number;
  /** The defects, each with the faults that replay it. */
  readonly bad: readonly string[];
}

export interface Extent {
  /** `rotating`: at each I/O of the second pass one of these, so that every pair of places is tried once. */
  readonly second: readonly Fault[];
  /** Every n-th case only. */
  readonly every: number;
}

const SECOND_PASS_MAX = 40;

/** The faults that strike one call and the next as well. */
const IN_A_ROW: readonly Fault[] = ['failedBefore', 'answerLost', 'appliedLate'];

export async function sweep(open: Open, situation: Situation, extent: Extent): Promise<Swept> {
  const bad: string[] = [];
  let cases = 0;
  let turn = 0;
  let writingRuns = 0;
  const one = async (faults: Faults): Promise<readonly [number, number] | undefined> => {
    turn += 1;
    if (turn % extent.every !== 0) return undefined;
    cases += 1;
    const played = await play(open, situation, faults);
    writingRuns = Math.max(writingRuns, played.writingRuns);
    if (played.verdict) bad.push(`${situation.name} ${JSON.stringify(faults)}: ${played.verdict}`);
    return played.calls;
  };
  const clean = await play(open, situation, { first: [], second: [] });
  if (clean.verdict) bad.push(`${situation.name} without any fault: ${clean.verdict}`);
  for (let index = 0; index < clean.calls[0]; index += 1) {
    for (const first of firstFaults(index)) {
      const calls = await one({ first, second: [] });
      const second = calls && extent.second.length > 0 ? Math.min(calls[1], SECOND_PASS_MAX) : 0;
      for (let later = 0; later < second; later += 1) {
        const fault = extent.second[(index + later) % extent.second.length];
        if (fault) await one({ first, second: [{ index: later, fault }] });
      }
    }
  }
  return { cases, writingRuns, bad };
}

function firstFaults(index: number): FaultAt[][] {
  const single = FAULTS.map((fault) => [{ index, fault }]);
  const row = IN_A_ROW.map((fault) => [
    { index, fault },
    { index: index + 1, fault },
  ]);
  return [...single, ...row];
}
