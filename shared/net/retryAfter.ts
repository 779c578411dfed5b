// When a server wants to be asked again: the one reading of Retry-After, for every service that is called over HTTPS.
import type { Instant } from '../calendar/event.ts';

/** The pause when a server asks for one without saying how long. */
export const DEFAULT_PAUSE_MS = 60_000;

/**
 * The longest pause that a server gets. A server that names a later time is asked again after an hour: a mistaken or
 * hostile answer must not stop a calendar for years. Exchange asks for minutes ("EWS throttling in Exchange").
 */
export const LONGEST_PAUSE_MS = 3_600_000;

/** The end of a pause of `ms` from now: never in the past, at most an hour away. */
export const pauseEnd = (now: Instant, ms: number): Instant => now + Math.min(Math.max(ms, 0), LONGEST_PAUSE_MS);

/**
 * The instant that a Retry-After names, in seconds or as a date (RFC 9110 section 10.2.3). It is never in the past and at
 * most an hour away. Undefined: the header is missing, or is neither.
 */
export function retryAtOf(header: string | undefined, now: Instant): Instant | undefined {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return pauseEnd(now, Number(header) * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : pauseEnd(now, date - now);
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
