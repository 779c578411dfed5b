// The bookkeeping around every request: counts, misbehaviour, and the limit of simultaneous requests in a mailbox.
import { setTimeout as wait } from 'node:timers/promises';
import type { Behaviour, Misbehaviour } from '../behaviour/behaviour.ts';
import { refuseInstead, spoiled, throttled } from './disturb.ts';
import type { GraphAnswer } from './request/call.ts';

/** `hang`: no answer at all. `broken`: the connection ends without one. No handler catches it. */
export class NoAnswer extends Error {
  readonly kind: 'hang' | 'broken';

  constructor(kind: 'hang' | 'broken') {
    super(kind);
    this.kind = kind;
  }
}

export interface Watch {
  readonly requests: ReadonlyMap<string, number>;
  /** Counts the request, misbehaves where told to, else carries it out. Throws NoAnswer and GraphError. */
  watched(name: string, run: () => Promise<GraphAnswer>): Promise<GraphAnswer>;
  /** Limits the simultaneous requests with the same key. Throws GraphError. */
  alongside(key: string, run: () => GraphAnswer): Promise<GraphAnswer>;
}

/** learn.microsoft.com, Microsoft Graph throttling limits, Outlook: simultaneous requests per app and mailbox. */
const AT_ONCE = 4;
const RETRY_AFTER_SECONDS = 1;

export function createWatch(behaviour: Behaviour): Watch {
  const requests = new Map<string, number>();
  const open = new Map<string, number>();
  return {
    requests,
    async watched(name, run) {
      requests.set(name, (requests.get(name) ?? 0) + 1);
      const misbehaviour = behaviour.take(name);
      if (!misbehaviour) return run();
      if (misbehaviour.kind === 'hang') throw new NoAnswer('hang');
      if (misbehaviour.kind === 'dropped') throw new NoAnswer('broken');
      const answer = refuseInstead(misbehaviour) ?? (await run());
      if (misbehaviour.kind === 'lost') throw new NoAnswer('broken');
      return spoil(answer, misbehaviour);
    },
    async alongside(key, run) {
      const { concurrency = AT_ONCE, answerMs } = behaviour.limits();
      if ((open.get(key) ?? 0) >= concurrency) throw throttled(RETRY_AFTER_SECONDS);
      open.set(key, (open.get(key) ?? 0) + 1);
      try {
        if (answerMs !== undefined) await wait(answerMs);
        return run();
      } finally {
        open.set(key, (open.get(key) ?? 1) - 1);
      }
    },
  };
}

/** A misbehaviour that spoils an answer works on its text. */
function spoil(answer: GraphAnswer, misbehaviour: Misbehaviour): GraphAnswer {
  if (misbehaviour.kind !== 'truncated' && misbehaviour.kind !== 'garbled') return answer;
  return { ...answer, body: spoiled(JSON.stringify(answer.body ?? {}), misbehaviour) };
}
