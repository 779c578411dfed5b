// One process at a time in a state folder: two Azurites on the same files would overwrite each other.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const pollMs = 50;

/**
 * Locks the folder and returns the function that unlocks it. A process that holds the lock may be ending: it gets
 * `waitMs` for that. Rejects with one sentence when it keeps the lock longer.
 */
export async function lockFolder(folder: string, waitMs: number): Promise<() => void> {
  const file = join(folder, 'process-id');
  for (let waitedMs = 0; isTaken(file); waitedMs += pollMs) {
    if (waitedMs >= waitMs) {
      throw new Error(`Another start uses ${folder}; stop it, or delete ${file} if there is none.`);
    }
    await setTimeout(pollMs);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isTaken(file: string): boolean {
  return existsSync(file) && isAlive(Number(readFileSync(file, 'utf8')));
}

function isAlive(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0 || processId === process.pid) return false;
  try {
    // Signal 0 only asks if the process exists.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
