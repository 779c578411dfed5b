// Sorts failed calls to the storage account into two kinds. An outage ends the run, and its message comes again. Any
// other refusal is a bug of ours. A failed condition and a missing row are results, not failures: they never come here.
import { isRestError } from '@azure/core-rest-pipeline';
import { StoreUnavailable } from '../../sync/ports/store.ts';

/** Refusals that end with time or by the operator: sign-in, rights, a missing table, throttling. Any other 4xx is a bug. */
const OUTAGES: ReadonlySet<number> = new Set([401, 403, 404, 408, 409, 429]);

/**
 * Returns the error to throw for a failed call to the account. It holds only status and error code, because the
 * library's own error holds the request, and with it the rows.
 */
export function storageFailure(error: unknown): Error {
  const status = isRestError(error) ? error.statusCode : undefined;
  return refusal(status, codeOf(error));
}

/** Returns the error to throw for an answer with this HTTP status and error code. `undefined`: there was no answer. */
export function refusal(status: number | undefined, code: string): Error {
  const reason = `${status ?? 'no answer'} ${code}`;
  const isBug = status !== undefined && status >= 400 && status < 500 && !OUTAGES.has(status);
  return isBug ? new Error(`storage refused a request: ${reason}`) : new StoreUnavailable(`storage failed: ${reason}`);
}

/** True where the account says that this row does not exist. A missing table is an outage, not a missing row. */
export const isMissingRow = (error: unknown): boolean =>
  isRestError(error) && error.statusCode === 404 && codeOf(error) !== 'TableNotFound';

function codeOf(error: unknown): string {
  if (!isRestError(error)) return error instanceof Error ? error.name : 'unknown';
  // The library types `details` as unknown. It holds the header x-ms-error-code as `errorCode`.
  const details = error.details as { readonly errorCode?: unknown } | undefined;
  return typeof details?.errorCode === 'string' ? details.errorCode : (error.code ?? error.name);
}
