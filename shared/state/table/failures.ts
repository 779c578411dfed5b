// What an answer of the storage account means to us: a condition that does not hold and a missing row are values of
// their own and never come here; the rest is an outage (the run ends, its message comes again) or a mistake of ours.
import { isRestError } from '@azure/core-rest-pipeline';
import { StoreUnavailable } from '../../sync/ports/store.ts';

/** Refusals that time or an operator heals: sign-in, rights, a missing table, slowness. Every other 4xx is our mistake. */
const HEALS: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 429]);

/**
 * The error to throw for a call to the account that failed. Carries status and code only: the library's own error holds
 * the request, and with it rows.
 */
export function storageFailure(error: unknown): Error {
  const status = isRestError(error) ? error.statusCode : undefined;
  return refusal(status, codeOf(error));
}

/** The error to throw for an answer with this status and error code. */
export function refusal(status: number | undefined, code: string): Error {
  const what = `${status ?? 'no answer'} ${code}`;
  const mistake = status !== undefined && status >= 400 && status < 500 && !HEALS.has(status);
  return mistake ? new Error(`storage refused a request: ${what}`) : new StoreUnavailable(`storage failed: ${what}`);
}

/** Whether the account says that this row does not exist; a missing table is an outage, not a missing row. */
export const isMissingRow = (error: unknown): boolean =>
  isRestError(error) && error.statusCode === 404 && codeOf(error) !== 'TableNotFound';

function codeOf(error: unknown): string {
  if (!isRestError(error)) return error instanceof Error ? error.name : 'unknown';
  // The library types `details` as unknown; the service's error code stands in it as a header.
  const details = error.details as { readonly errorCode?: unknown } | undefined;
  return typeof details?.errorCode === 'string' ? details.errorCode : (error.code ?? error.name);
}
