// The runs of links in this process. Each message is one run, and each company has its share of them. Each link has one
// delayed message on its way.
import type { App } from '../../app/app.ts';
import { isStop } from '../../app/company/companyStops.ts';
import type { Instant } from '../../calendar/event.ts';
import { runLink } from '../../sync/run.ts';
import { CompanySlots } from './companySlots.ts';
import { leaveProblem } from './leaveProblem.ts';
import { nextRunAfter } from './nextRun.ts';
import { PendingRuns } from './pendingRuns.ts';

export interface LinkName {
  readonly company: string;
  readonly link: string;
}

/** A message that would be due later is not sent: the timer comes sooner. */
const DELAY_MAX_MS = 24 * 3_600_000;
/** A message comes again after this time when its company has its share of runs going. */
const NO_SLOT_MS = 10_000;

export class LinkRuns {
  readonly #pending = new PendingRuns();
  readonly #slots = new CompanySlots();

  /** Answers one message about a link. `not-found`: there is no such link. Throws StoreUnavailable. */
  async run(app: App, name: LinkName): Promise<'not-found' | undefined> {
    this.#pending.arrived(keyOf(name), app.now());
    if (!this.#slots.enter(name.company)) {
      await this.#askAgain(app, name, app.now() + NO_SLOT_MS);
      return undefined;
    }
    try {
      return await this.#runNow(app, name);
    } finally {
      this.#slots.leave(name.company);
    }
  }

  async #runNow(app: App, name: LinkName): Promise<'not-found' | undefined> {
    const { company, link } = name;
    const context = await app.linkContext(company, link);
    if (context === 'not-found') return context;
    if (isStop(context)) return undefined;
    if (typeof context === 'string') {
      await leaveProblem(app.directory.linkStore(company, link), context, app.now());
      return undefined;
    }
    const outcome = await runLink(context);
    if (outcome.state === 'cleanedUp') await endRemoval(app, name);
    const due = nextRunAfter(outcome, app.now());
    if (due !== undefined) await this.#askAgain(app, name, due);
    return undefined;
  }

  async #askAgain(app: App, name: LinkName, due: Instant): Promise<void> {
    const now = app.now();
    if (due <= now) return app.queues.syncLink(name);
    if (due - now > DELAY_MAX_MS) return;
    if (!this.#pending.claim(keyOf(name), due, now)) return;
    return app.queues.syncLink(name, Math.ceil((due - now) / 1000));
  }
}

const keyOf = ({ company, link }: LinkName): string => `${company}|${link}`;

/** The timer need not ask any more. Settings that somebody wrote meanwhile, as to switch on again, stay. */
async function endRemoval({ directory }: App, { company, link }: LinkName): Promise<void> {
  const stored = await directory.linkSettings(company, link).get();
  if (!stored?.value.removing) return;
  const { removing: _, ...settings } = stored.value;
  await directory.switchLink(company, settings, { etag: stored.etag });
}
