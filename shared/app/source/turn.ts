// The only wait inside a function: a request's turn in the pace of an application that limits its requests. It lasts
// seconds at most. A longer wait is a time in a row, and its message comes again.
import { setTimeout as elapse } from 'node:timers/promises';

/** Ends after so many milliseconds. */
export const waitForTurn = (ms: number): Promise<void> => elapse(ms);
