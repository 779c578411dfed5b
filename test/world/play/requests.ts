// Where a write takes several requests, a test may stand between them: the memory mailbox and the transport of the real
// one ask here. Without a test in between, every request simply goes on.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Lets the request go on, or answers `lost` in its place. */
export type Between = <T>(request: () => Promise<T>, lost: T) => Promise<T>;

interface Standing {
  readonly between: Between;
  requests: number;
}

const standing = new AsyncLocalStorage<Standing>();

/** Every request that `call` makes, but the first, asks `between`. */
export const standBetween = <T>(between: Between, call: () => Promise<T>): Promise<T> =>
  standing.run({ between, requests: 0 }, call);

/** A request that is not the first of its call. */
export const furtherRequest = <T>(request: () => Promise<T>, lost: T): Promise<T> =>
  standing.getStore()?.between(request, lost) ?? request();

/** A request that may be the first of its call, which is the call itself. */
export function anyRequest<T>(request: () => Promise<T>, lost: T): Promise<T> {
  const stands = standing.getStore();
  if (!stands) return request();
  stands.requests += 1;
  return stands.requests === 1 ? request() : stands.between(request, lost);
}
