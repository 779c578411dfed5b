// An exception as a problem of the catalogue. Its message stays away: a library's message can hold an address or a title.
import { SealBroken } from '../access/secrets.ts';
import type { ProblemCode } from '../problems.ts';
import { StoreUnavailable } from '../sync/ports/store.ts';

export function problemOfThrown(
  error: unknown,
): Extract<ProblemCode, 'state-unavailable' | 'key-missing' | 'internal-error'> {
  if (error instanceof StoreUnavailable) return 'state-unavailable';
  return error instanceof SealBroken ? 'key-missing' : 'internal-error';
}

/** The one thing that a log may say of an exception. */
export const nameOfThrown = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
