// A tick of the second timer makes, renews and ends the subscriptions that are due, as many as the tick has time for.
// One company's trouble costs no other's (invariant I8). Without notifications the first timer still finds every
// change.
import type { App } from '../../app/app.ts';
import { stopOf } from '../../app/company/companyStops.ts';
import type { Instant } from '../../calendar/event.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Company } from '../../state/register.ts';

/** The interval of the timer. */
export const TICK_MINUTES = 5;
/** A tick ends before the next one begins, and before the host ends it. */
const TICK_MS = (TICK_MINUTES - 1) * 60_000;
const COMPANIES_AT_ONCE = 4;

export interface RenewalReport {
  /** Microsoft refused something; each is tried again later. */
  readonly refused: (company: string, code: ProblemCode, count: number) => void;
  /** The company could not be looked at. */
  readonly failed: (company: string, error: unknown) => void;
}

/** Answers how many companies could not be looked at. */
export async function renewSubscriptions(app: App, report: RenewalReport): Promise<number> {
  const companies = rotated(await activeCompanies(app), app.now());
  const deadline = app.now() + TICK_MS;
  let failures = 0;
  // Each walker takes the next company from the one list.
  const walk = async (): Promise<void> => {
    for (let next = companies.shift(); next && app.now() < deadline; next = companies.shift()) {
      try {
        const refusals = await app.notifications.keep(next.company, deadline);
        for (const [code, count] of refusals) report.refused(next.company, code, count);
      } catch (error) {
        failures += 1;
        report.failed(next.company, error);
      }
    }
  };
  await Promise.all(Array.from({ length: COMPANIES_AT_ONCE }, walk));
  return failures;
}

/** The subscriptions of the others end by themselves. They are made anew when runs of the company go on. */
async function activeCompanies(app: App): Promise<Company[]> {
  const active: Company[] = [];
  for (const company of await app.directory.companies.list()) {
    if (!(stopOf(company) ?? (await app.stopOf(company.company)))) active.push(company);
  }
  return active;
}

/** Each tick begins with another company: where one tick does not reach all, none waits for ever. */
function rotated<T>(companies: readonly T[], now: Instant): T[] {
  const from = companies.length === 0 ? 0 : Math.floor(now / (TICK_MINUTES * 60_000)) % companies.length;
  return [...companies.slice(from), ...companies.slice(0, from)];
}
