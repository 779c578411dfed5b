// One configuration for every test. No time zone is pinned: the suite passes in any.
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Starts one Azurite for the whole run and hands its connection string to the tests. */
const azurite = './test/azurite.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/checks/fixtures/**'],
    globalSetup: existsSync(new URL(azurite, import.meta.url)) ? [azurite] : [],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/checks/counts.ts'],
  },
});
