// One configuration for every test. The process's time zone must not matter: everything runs in one far from UTC, or in
// the one that TZ names, and what deals with times once more in each of the others.
// One zone only: vitest run --project Pacific/Auckland.
import { existsSync } from 'node:fs';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

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

/** What deals with dates, times and zones. */
const ABOUT_TIMES = [
  'test/checks/processZone.test.ts',
  'test/shared/calendar/**/*.test.ts',
  'test/shared/exchange/ews/**/{to,from}{Event,When,Rule,Series,Meeting}.test.ts',
  'test/shared/exchange/**/{mailboxZone,occurrence,occurrenceRequests,read,seriesPlan}.test.ts',
  'test/shared/exchange/**/{everyZone,serverZone,serverZones,seriesWhen,timesAsWritten,zoneRules}.test.ts',
  'test/shared/exchange/graph/**/*{Event,When,Rule,Recurrence,Series,Zone}*.test.ts',
  'test/shared/sources/**/*.test.ts',
  'test/local/demo/{compare,deeds,judge,samples,seriesDeeds,seriesSamples}.test.ts',
  'test/local/exchange/{ics,person,windowsClock,workHours}.test.ts',
  'test/local/exchange/series/**/*.test.ts',
  'test/scenarios/{series,time,window}.test.ts',
];

const inZone = (name: string, include: string[]): TestProjectInlineConfiguration => ({
  test: {
    name,
    include,
    exclude: ['test/checks/fixtures/**'],
    env: { TZ: name },
    provide: { processZone: name },
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

export default defineConfig({
  test: {
    projects: [inZone(zone, ['test/**/*.test.ts']), ...others.map((each) => inZone(each, ABOUT_TIMES))],
    globalSetup: existsSync(new URL(azurite, import.meta.url)) ? [azurite] : [],
    maxWorkers: 2,
    reporters: ['default', './test/checks/counts.ts'],
  },
});
