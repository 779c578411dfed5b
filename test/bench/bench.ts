// npm run bench measures on this machine what the product promises of its requests and its speed. It is no test, and
// nothing waits for its exit status: 0 where all measured figures are met, 1 where one is missed, 2 for a wrong call.
// P6 takes by far the longest: 50,000 events, in tables that look through all rows for each range.
// Usage: npm run bench [-- --only P1,P2] [--json]
import { parseArgs } from 'node:util';
import { measureChangedRun } from './changedRun.ts';
import { measureColdStart } from './coldStart.ts';
import type { Figure } from './figure.ts';
import { type FirstRun, firstRun, measureFirstRun } from './firstRun.ts';
import { measureIdleRun } from './idleRun.ts';
import { measureMemory } from './memory.ts';
import { measurePlanner } from './planner.ts';
import { measureReading } from './reading.ts';

type Measure = (run: typeof firstRun) => Figure[] | Promise<Figure[]>;

/** In this order: a first run is measured on its own, and then serves as the world of the next measures. */
const MEASURES: Readonly<Record<string, Measure>> = {
  P3: measureFirstRun,
  P2: measureChangedRun,
  P1: measureIdleRun,
  P8: measurePlanner,
  P7: measureColdStart,
  P5: measureReading,
  P6: measureMemory,
};

const options = readOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exit(2);
}
const figures = (await measure(options.only)).sort((a, b) => (a.id < b.id ? -1 : 1));
for (const line of table(figures)) console.log(line);
if (options.json) console.log(JSON.stringify(figures));
process.exitCode = figures.every(({ met }) => met) ? 0 : 1;

function readOptions(args: readonly string[]): { readonly only: readonly string[]; readonly json: boolean } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { only: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const only = values.only?.split(',') ?? Object.keys(MEASURES);
    const unknown = only.find((name) => !Object.hasOwn(MEASURES, name));
    const known = Object.keys(MEASURES).sort().join(', ');
    return unknown === undefined ? { only, json: values.json } : `There is no measure "${unknown}", only ${known}.`;
  } catch (error) {
    // parseArgs throws a sentence for each way of misusing it.
    return error instanceof Error ? error.message : String(error);
  }
}

async function measure(only: readonly string[]): Promise<Figure[]> {
  const runs = new Map<number, Promise<FirstRun>>();
  const once: typeof firstRun = (events) => {
    const made = runs.get(events) ?? firstRun(events);
    runs.set(events, made);
    return made;
  };
  const figures: Figure[] = [];
  try {
    for (const [name, take] of Object.entries(MEASURES)) {
      if (!only.includes(name)) continue;
      console.error(`Measuring ${name} …`);
      figures.push(...(await take(once)));
    }
  } finally {
    for (const made of runs.values()) await (await made).servers.close();
  }
  return figures;
}

function table(figures: readonly Figure[]): string[] {
  const rows = figures.map(({ id, value, unit, target, met }) => [
    id,
    `${value} ${unit}`,
    target,
    target === '' ? '' : met ? 'met' : 'MISSED',
  ]);
  const heads = ['figure', 'value', 'target', ''];
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [heads, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
