// Work that each process does once an hour for a company.
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';

const HOUR_MS = 3_600_000;

/** True at the first call for a company, and at the first one of each hour that follows. */
export function hourly(now: Clock): (company: string) => boolean {
  const last = new Map<string, Instant>();
  return (company) => {
    const at = now();
    if (at < (last.get(company) ?? Number.NEGATIVE_INFINITY) + HOUR_MS) return false;
    last.set(company, at);
    return true;
  };
}
