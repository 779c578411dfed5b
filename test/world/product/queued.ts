// The queues of an app in memory, by the clock of the test: which messages wait, and each of them delivered when it is due.
import { vi } from 'vitest';
import type { App } from '../../../shared/app/app.ts';
import { deliver } from './registered.ts';

export interface Waiting {
  readonly queue: 'pollSource' | 'syncLink';
  readonly message: object;
  readonly due: number;
}

export function queued(app: App, now: () => number) {
  let messages: Waiting[] = [];
  for (const queue of ['pollSource', 'syncLink'] as const) {
    vi.spyOn(app.queues, queue).mockImplementation(async (message: object, delaySeconds = 0) => {
      messages.push({ queue, message: { v: 1, ...message }, due: now() + delaySeconds * 1000 });
    });
  }
  return {
    waiting: () => messages,
    async deliverDue() {
      for (;;) {
        const due = messages.find((each) => each.due <= now());
        if (!due) return;
        messages = messages.filter((each) => each !== due);
        await deliver(due.queue, due.message);
      }
    },
  };
}
