// Plays random histories, and answers what came of them: a counterexample is shrunk and can be played again.
import fc from 'fast-check';
import { histories } from '../world/history.ts';
import type { Open } from '../world/play/play.ts';
import { playHistory } from './playHistory.ts';

export interface Extent {
  readonly seed: number;
  readonly histories: number;
  readonly stepsMax: number;
  /** Where a shrunk history stands among those of its seed: only that one is played. */
  readonly path?: string;
  /** Stops after so long, whatever is left. */
  readonly millis?: number;
}

export interface Counterexample {
  /** Plays it again, with the seed. */
  readonly path: string;
  readonly wrong: string;
  readonly history: string;
}

export interface Tried {
  readonly histories: number;
  readonly deeds: number;
  readonly runs: number;
  readonly cutOvers: number;
  /** The runs that wrote after the faults had ended, at worst. */
  readonly writingRuns: number;
  readonly counterexample: Counterexample | undefined;
}

export async function tryHistories(open: Open, extent: Extent): Promise<Tried> {
  const sum = { histories: 0, deeds: 0, runs: 0, cutOvers: 0, writingRuns: 0 };
  const property = fc.asyncProperty(histories(extent.stepsMax), async (history) => {
    const told = await playHistory(open, history);
    sum.histories += 1;
    sum.deeds += told.deeds;
    sum.runs += told.runs;
    sum.cutOvers += told.cutOvers;
    sum.writingRuns = Math.max(sum.writingRuns, told.writingRuns);
    if (told.verdict !== undefined) throw new Error(told.verdict);
  });
  const details = await fc.check(property, {
    seed: extent.seed,
    numRuns: extent.histories,
    ...(extent.path === undefined ? {} : { path: extent.path }),
    ...(extent.millis === undefined ? {} : { interruptAfterTimeLimit: extent.millis }),
  });
  const { counterexamplePath, counterexample, errorInstance } = details;
  if (!details.failed || counterexample === null) return { ...sum, counterexample: undefined };
  const wrong = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  const [history] = counterexample;
  return { ...sum, counterexample: { path: counterexamplePath ?? '', wrong, history: JSON.stringify(history) } };
}
