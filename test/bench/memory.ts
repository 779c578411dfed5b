// P6: the memory that a first run needs, of a calendar and of one ten times as large: it works on pages, not on
// collections. Judged by what is alive, since how much garbage V8 lets lie depends on the machine that it finds.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { atMost, type Figure, shown } from './figure.ts';
import type { Peaks } from './memoryProcess.ts';

const SIZES = [5000, 50_000] as const;
const FLAT_WITHIN = 1.2;
const MB = 1e6;

export async function measureMemory(): Promise<Figure[]> {
  const [small, large] = SIZES;
  const ofSmall = await peaksOf(small);
  const ofLarge = await peaksOf(large);
  return [
    shown(`P6.${small}.alive`, ofSmall.alive / MB, 'MB'),
    shown(`P6.${large}.alive`, ofLarge.alive / MB, 'MB'),
    atMost(FLAT_WITHIN, { id: 'P6.flat', value: ofLarge.alive / ofSmall.alive, unit: 'times' }),
    shown(`P6.${small}.resident`, ofSmall.resident / MB, 'MB'),
    shown(`P6.${large}.resident`, ofLarge.resident / MB, 'MB'),
  ];
}

async function peaksOf(events: number): Promise<Peaks> {
  const child = fork(join(import.meta.dirname, 'memoryProcess.ts'), [String(events)], { execArgv: ['--expose-gc'] });
  const exited = once(child, 'exit');
  const ended = exited.then(([code]) => {
    throw new Error(`The first run of ${events} events ended with ${code}.`);
  });
  const [peaks] = await Promise.race([once(child, 'message'), ended]);
  await exited;
  return peaks;
}
