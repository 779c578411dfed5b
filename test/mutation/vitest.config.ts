// The tests that a mutant must not survive: the fast ones about shared/, each mutant only those that reach it.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { inZone, SPOILING } from '../../vitest.config.ts';
import { filesThatReach } from '../checks/filesThatReach.ts';
import { ASKS_FOR_AZURITE, LONG, NEEDED_SERVERS } from '../quick.config.ts';

const root = join(import.meta.dirname, '../..');
const servers = filesThatReach(root, 'test/shared', { paths: NEEDED_SERVERS, text: ASKS_FOR_AZURITE });

export default defineConfig({
  test: {
    projects: [inZone('Pacific/Auckland', ['test/shared/**/*.test.ts'], [...LONG, SPOILING, ...servers])],
  },
});
