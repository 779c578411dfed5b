// One configuration for every test. The process's time zone must not matter: everything runs in one far from UTC, or in
// the one that TZ names. The tests about times run once more in each of the others.
// One zone only: vitest run --project 'Pacific/Auckland*'. The inner loop (npm run test:quick) has test/quick.config.ts.
import { existsSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './test/checks/longestFirst.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    processZone: string;
  }
}

/** Starts one Azurite for the whole run and hands its connection string to the tests of all projects. */
const azurite = './test/azurite.ts';

/** Before and after UTC, with clocks that change and without, and one that is no whole hour away. */
const ZONES = ['Pacific/Auckland', 'America/Los_Angeles', 'Asia/Kathmandu', 'UTC'];
const [zone = 'UTC', ...others] = process.env.TZ
  ? [process.env.TZ, ...ZONES.filter((each) => each !== process.env.TZ)]
  : ZONES;

/** All that deals with dates, times and zones. */
const ABOUT_TIMES = [
  'test/checks/processZone.test.ts',
  'test/shared/calendar/**/*.test.ts',
  'test/shared/exchange/ews/**/{to,from}{Event,When,Rule,Series,Meeting}.test.ts',
  'test/shared/exchange/**/{mailboxZone,occurrence,occurrenceRequests,read,seriesPlan}.test.ts',
  'test/shared/exchange/**/{everyZone,serverZone,serverZones,seriesWhen,timesAsWritten,zoneRules}.test.ts',
  'test/shared/exchange/graph/**/*{Event,When,Rule,Recurrence,Series,Zone}*.test.ts',
  'test/shared/sources/entries/**/*.test.ts',
  'test/shared/sources/**/{activity,calendarItem,contract,recurrence,times,wholeDays}.test.ts',
  'test/local/demo/{compare,deeds,judge,samples,seriesDeeds,seriesSamples}.test.ts',
  'test/local/exchange/{ics/ics,person/person,zones/windowsClock,zones/workHours}.test.ts',
  'test/local/exchange/{recurrence,series}/**/*.test.ts',
  'test/scenarios/{series,time,window}.test.ts',
];

/** Files that leave a library of the process other than they found it. */
export const SPOILING = 'test/shared/exchange/ews/library/**/*.test.ts';
/**
 * Files that get a process each: they change what a process holds once (registered functions, the environment, a
 * library), or they are long. All others share two processes, which saves starting several hundred.
 */
const ISOLATED = [
  'test/{checks,faults,functions,fuzz,rows,safeguards,soak}/**/*.test.ts',
  'test/local/*.test.ts',
  'test/local/{demo,host}/**/*.test.ts',
  'test/shared/app/**/*.test.ts',
  SPOILING,
];
const NEVER = ['test/checks/fixtures/**'];

/** The tests of `include` in one time zone. */
export const inZone = (name: string, include: string[], exclude: string[] = []): TestProjectInlineConfiguration => ({
  test: {
    name,
    include,
    exclude: [...NEVER, ...exclude],
    env: { TZ: zoneOf(name) },
    provide: { processZone: zoneOf(name) },
    pool: 'forks',
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

/** Each file in a process of its own. */
const isolatedInZone = (name: string, include: string[]): TestProjectInlineConfiguration => {
  const project = inZone(name, include);
  return { ...project, test: { ...project.test, isolate: true } };
};

const zoneOf = (project: string): string => project.split(' ')[0] ?? project;

export default defineConfig({
  test: {
    projects: [
      isolatedInZone(`${zone} isolated`, ISOLATED),
      inZone(zone, ['test/**/*.test.ts'], ISOLATED),
      ...others.map((each) => inZone(each, ABOUT_TIMES)),
    ],
    globalSetup: existsSync(new URL(azurite, import.meta.url)) ? [azurite] : [],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/checks/counts.ts'],
  },
});
