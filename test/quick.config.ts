// The inner loop (npm run test:quick): one time zone, no Azurite, no servers of the product, no sweeps and no histories.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { inZone, SPOILING } from '../vitest.config.ts';
import { filesThatReach } from './checks/filesThatReach.ts';

const root = join(import.meta.dirname, '..');
/** A file that imports one of these needs Azurite or a built product. */
export const NEEDED_SERVERS = ['local/azurite.ts', 'local/build.ts', 'test/world/storageAccounts.ts'];
/** A call for Azurite's address. */
export const ASKS_FOR_AZURITE = "inject('azurite')";
/** Sweeps and histories, and files with many requests to a local Exchange. */
export const LONG = [
  'test/{bench,faults,safeguards,soak}/**',
  'test/checks/{counts,imports,processZone}.test.ts',
  'test/local/{demo,exchange,host}/**',
  'test/local/*.test.ts',
  'test/scenarios/{bothApis,cutOver,invitations,limits,load,roundTrip}*.test.ts',
  'test/shared/exchange/**/{mailbox,seriesSteps,folder,invitations}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      inZone(
        process.env.TZ ?? 'Pacific/Auckland',
        ['test/**/*.test.ts'],
        [...LONG, SPOILING, ...filesThatReach(root, 'test', { paths: NEEDED_SERVERS, text: ASKS_FOR_AZURITE })],
      ),
    ],
    maxWorkers: 2,
    reporters: ['dot', './test/checks/counts.ts'],
  },
});
