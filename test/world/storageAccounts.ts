// Storage accounts of the test run's Azurite. Azurite looks through every row of a table for each query. A file with many
// requests therefore takes an account of its own, without the rows of all other files.
import { randomInt } from 'node:crypto';

/** Many, so that two files hardly ever take the same one. If they do, it is only slower. */
export const STORAGE_ACCOUNTS: readonly string[] = Array.from({ length: 200 }, (_, at) => `tests${at}`);

const EMULATORS_OWN = 'devstoreaccount1';

/** The connection string of an account that few others use; `azurite`: that of the emulator's own account. */
export const ownAccount = (azurite: string): string =>
  azurite.replaceAll(EMULATORS_OWN, STORAGE_ACCOUNTS[randomInt(STORAGE_ACCOUNTS.length)] ?? EMULATORS_OWN);
