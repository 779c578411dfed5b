// The timer of the change notifications: makes, renews and ends what is due, a bounded part of it in each tick. One
// company's trouble costs no other's (invariant I8), and without notifications the other timer still does everything.
import { app as azure, type InvocationContext } from '@azure/functions';
import type { App } from '../shared/app/app.ts';
import type { Instant } from '../shared/calendar/event.ts';
import { runningApp } from './running.ts';

const MINUTES = 5;

azure.timer('renewSubscriptions', {
  schedule: `0 */${MINUTES} * * * *`,
  handler: async (_timer, context) => {
    const app = runningApp();
    await app.prepare();
    const companies = rotated(await app.directory.companies.list(), app.now());
    const deadline = app.now() + TICK_MS;
    const failures = { count: 0 };
    // Companies are taken by so many walkers from one list.
    const walk = async (): Promise<void> => {
      for (let next = companies.shift(); next && app.now() < deadline; next = companies.shift()) {
        if (!(await keep(app, next.company, deadline, context))) failures.count += 1;
      }
    };
    await Promise.all(Array.from({ length: COMPANIES_AT_ONCE }, walk));
    if (failures.count > 0) throw new Error(`${failures.count} companies failed; the next tick tries again`);
  },
});

/** It ends before the next tick begins, and before the host ends it. */
const TICK_MS = (MINUTES - 1) * 60_000;
const COMPANIES_AT_ONCE = 4;

/** Each tick begins with another company: where one tick does not reach all, none waits for ever. */
function rotated<T>(companies: readonly T[], now: Instant): T[] {
  const from = companies.length === 0 ? 0 : Math.floor(now / (MINUTES * 60_000)) % companies.length;
  return [...companies.slice(from), ...companies.slice(0, from)];
}

/** False where the company could not be looked at. Of what Microsoft refused, the log says the codes. */
async function keep(app: App, company: string, deadline: Instant, context: InvocationContext): Promise<boolean> {
  try {
    const failures = await app.notifications.keep(company, deadline);
    for (const [code, count] of failures) context.warn(`renewSubscriptions: ${company}: ${code} (${count})`);
    return true;
  } catch (error) {
    context.error(`renewSubscriptions: ${company}: ${error instanceof Error ? error.name : typeof error}`);
    return false;
  }
}
