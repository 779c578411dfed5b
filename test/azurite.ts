// One Azurite for the whole test run; tests get its connection string by `inject('azurite')` and keep apart by company.
import type { TestProject } from 'vitest/node';
import { startAzurite } from '../local/azurite.ts';
import { STORAGE_ACCOUNTS } from './world/storageAccounts.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    azurite: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const azurite = await startAzurite({ inMemory: true, accounts: STORAGE_ACCOUNTS });
  project.provide('azurite', azurite.connectionString);
  return () => azurite.stop();
}
