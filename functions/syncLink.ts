// One message: this link needs a look. Lost, doubled and reordered messages are harmless.
import { app as azure } from '@azure/functions';
import type { App } from '../shared/app/app.ts';
import type { Instant } from '../shared/calendar/event.ts';
import { CompanySlots } from '../shared/links/companySlots.ts';
import { leaveProblem } from '../shared/links/leaveProblem.ts';
import { PendingRuns } from '../shared/links/pendingRuns.ts';
import { SYNC_LINK_QUEUE, syncLinkMessage } from '../shared/state/queues.ts';
import type { RunOutcome } from '../shared/sync/ports/link.ts';
import { runLink } from '../shared/sync/run.ts';
import { messageOf } from './queues/message.ts';
import { runningApp } from './running.ts';

interface Message {
  readonly company: string;
  readonly link: string;
}

/** A run that ends sooner than its lease is not waited for longer. */
const BUSY_MS = 60_000;
/** What is due later is left to the timer. */
const DELAY_MAX_MS = 24 * 3_600_000;

/** When a message comes again whose company has its share of runs going. */
const NO_SLOT_MS = 10_000;

const pendingRuns = new PendingRuns();
const slots = new CompanySlots();

azure.storageQueue('syncLink', {
  queueName: SYNC_LINK_QUEUE,
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { company, link } = messageOf(syncLinkMessage, message);
    const app = runningApp();
    await app.prepare();
    pendingRuns.arrived(`${company}|${link}`, app.now());
    if (!slots.enter(company)) return askAgain(app, { company, link }, app.now() + NO_SLOT_MS);
    try {
      const found = await syncLink(app, { company, link });
      if (found === 'not-found') context.warn('syncLink: no such link');
    } finally {
      slots.leave(company);
    }
  },
});

async function syncLink(app: App, { company, link }: Message): Promise<'not-found' | undefined> {
  const context = await app.linkContext(company, link);
  if (context === 'not-found') return context;
  if (typeof context === 'string') {
    await leaveProblem(app.directory.linkStore(company, link), context, app.now());
    return;
  }
  const outcome = await runLink(context);
  if (outcome.state === 'cleanedUp') await endRemoval(app, company, link);
  const due = dueAfter(outcome, app.now());
  if (due !== undefined) await askAgain(app, { company, link }, due);
}

/** When this link needs another message; undefined when the timer or a change will send it. */
export function dueAfter(outcome: RunOutcome, now: Instant): Instant | undefined {
  switch (outcome.state) {
    case 'off':
    case 'cleanedUp':
    case 'idle':
    case 'previewed':
      return undefined;
    case 'busy':
      return Math.min(Math.max(outcome.until, now + 1000), now + BUSY_MS);
    case 'waiting':
      return outcome.until;
    case 'done':
      return outcome.next;
    case 'stopped':
      // Nothing gets better by trying again at once: a person has to act, and the timer notices that they did.
      return outcome.failure.kind === 'denied' || outcome.failure.kind === 'blocked' ? undefined : outcome.next;
  }
}

/** The timer need not ask any more. Who has switched it on again meanwhile has written newer settings, which stay. */
async function endRemoval(app: App, company: string, link: string): Promise<void> {
  const stored = await app.directory.linkSettings(company, link).get();
  if (!stored?.value.removing) return;
  const { removing: _, ...settings } = stored.value;
  await app.directory.switchLink(company, settings, stored.etag);
}

async function askAgain(app: App, message: Message, due: Instant): Promise<void> {
  const now = app.now();
  if (due <= now) return app.queues.syncLink(message);
  if (due - now > DELAY_MAX_MS) return;
  if (!pendingRuns.claim(`${message.company}|${message.link}`, due, now)) return;
  return app.queues.syncLink(message, Math.ceil((due - now) / 1000));
}
