// An exception as a problem of the catalogue. Its message stays away: a library's message can hold an address or a title.
import type { ProblemCode } from '../problems.ts';
import { StoreUnavailable } from '../sync/ports/store.ts';

export const problemOfThrown = (error: unknown): Extract<ProblemCode, 'state-unavailable' | 'internal-error'> =>
  error instanceof StoreUnavailable ? 'state-unavailable' : 'internal-error';

/** The one thing that a log may say of an exception. */
export const nameOfThrown = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
