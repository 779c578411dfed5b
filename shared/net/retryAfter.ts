// When a server wants to be asked again: the one reading of Retry-After, for every service that is called over HTTPS.
import type { Instant } from '../calendar/event.ts';

/** The pause when a server asks for one without saying how long. */
export const DEFAULT_PAUSE_MS = 60_000;

/** The instant that a Retry-After names, in seconds or as a date (RFC 9110 section 10.2.3); never one in the past. */
export function retryAtOf(header: string | undefined, now: Instant): Instant | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,7}$/.test(header)) return now + Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(date, now);
}

/**
 * Until when an answer asks us to wait; undefined where it does not. 429 always asks for a pause (RFC 6585 section 4).
 * 503 asks for one with a Retry-After only: without it, the server is in trouble (RFC 9110 section 15.6.4).
 */
export function pauseAskedBy(
  { status, retryAfter }: { readonly status: number; readonly retryAfter: string | undefined },
  now: Instant,
): Instant | undefined {
  if (status !== 429 && status !== 503) return undefined;
  return retryAtOf(retryAfter, now) ?? (status === 429 ? now + DEFAULT_PAUSE_MS : undefined);
}
