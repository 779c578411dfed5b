// The quota of the whole organisation: a number of requests in any second.
import type { Clock } from '../../../shared/seams.ts';
import type { Answer } from './answer.ts';
import type { SeveraBehaviour } from './behaviour.ts';

const SECOND = 1000;

/** Counts a request. Returns the answer 429 for one too many, which does not count. */
export function createQuota(clock: Clock, behaviour: SeveraBehaviour): () => Answer | undefined {
  let times: number[] = [];
  return () => {
    const now = clock();
    times = times.filter((time) => time > now - SECOND);
    if (times.length < behaviour.requestsPerSecond) {
      times.push(now);
      return undefined;
    }
    const text = `API calls quota exceeded! maximum admitted ${behaviour.requestsPerSecond} per 1s.`;
    if (behaviour.retryAfter === 'absent') return { status: 429, text };
    const retryAfter = behaviour.retryAfter === 'seconds' ? '1' : new Date(now + SECOND).toUTCString();
    return { status: 429, text, headers: { 'retry-after': retryAfter } };
  };
}
