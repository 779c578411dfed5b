// The inputs of a run from the outside world apart from I/O, so that every test can be replayed.
import { randomBytes } from 'node:crypto';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number;

/** A new identifier, unguessable, never repeated: pairs, nonces, revs, holds. */
export type Ids = () => string;

export const systemClock: Clock = () => Date.now();
export const randomIds: Ids = () => randomBytes(12).toString('base64url');

/** Told of each request that leaves the process: benchmarks and the demonstration count them. */
export type Meter = (target: 'exchange' | 'source' | 'tables') => void;
