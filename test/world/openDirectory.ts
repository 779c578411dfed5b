// Opens the directory on the test run's Azurite. Each test makes new companies, so it need not clean up.
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createDirectory } from '../../shared/state/account/tables.ts';
import type { Directory } from '../../shared/state/directory.ts';
import { sealOf } from './sealOf.ts';

/** Test files share one Azurite. The process id in each name keeps their companies apart. */
const run = randomBytes(6).toString('hex');
let companies = 0;

export const newCompany = (): string => {
  companies += 1;
  return `c${run}-${companies}`;
};

export interface CountedDirectory {
  readonly directory: Directory;
  /** The number of requests to the tables since the last call. */
  readonly requests: () => number;
}

/** `connection`: Azurite's own connection string, or that of a proxy in front of it. */
export async function openDirectory(connection: string = inject('azurite')): Promise<CountedDirectory> {
  let count = 0;
  const directory = createDirectory({
    connection,
    sealOf,
    now: () => 1_760_000_000_000,
    meter: () => {
      count += 1;
    },
  });
  await directory.ensureTables();
  count = 0;
  return {
    directory,
    requests: () => {
      const before = count;
      count = 0;
      return before;
    },
  };
}
