// The response codes of Exchange, with their meaning for the engine. EWS answers them, and Graph, behind whose
// calendars Exchange stands. Of a write, `transient` says "perhaps applied"; therefore only codes that Exchange gives
// before it touches the item get another kind.
import type { EventField, Instant } from '../calendar/event.ts';
import { DEFAULT_PAUSE_MS, pauseEnd } from '../net/retryAfter.ts';
import type { ProblemCode } from '../problems.ts';
import type { Failure } from '../sync/ports/outcome.ts';
import { paused } from './failures.ts';

type Verdict =
  | { readonly kind: 'gone' | 'conflict' }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'denied' | 'blocked' | 'transient'; readonly code: ProblemCode }
  | { readonly kind: 'rejected'; readonly field?: EventField };

/** The failure that a response code means; `backOffMs` is what the server asked for. Unknown codes: transient. */
export function failureOfCode(responseCode: string, now: Instant, backOffMs?: number): Failure {
  const verdict: Verdict = VERDICTS.get(responseCode) ?? { kind: 'transient', code: 'exchange-error' };
  const detail = /^[A-Za-z]{1,100}$/.test(responseCode) ? responseCode : 'not a response code';
  switch (verdict.kind) {
    case 'gone':
    case 'conflict':
      return verdict;
    case 'throttled':
      return paused(pauseEnd(now, backOffMs ?? DEFAULT_PAUSE_MS));
    case 'rejected':
      return { ...verdict, code: 'item-rejected', detail };
    case 'denied':
    case 'blocked':
    case 'transient':
      return { ...verdict, detail };
  }
}

const signInRefused = { kind: 'denied', code: 'exchange-sign-in-refused' } as const;
const impersonationRefused = { kind: 'denied', code: 'exchange-impersonation-refused' } as const;
const noMailbox = { kind: 'denied', code: 'mailbox-not-found' } as const;
const unavailable = { kind: 'transient', code: 'mailbox-unavailable' } as const;
const moved = { kind: 'denied', code: 'mailbox-elsewhere' } as const;
const blocked = { kind: 'blocked', code: 'exchange-blocked' } as const;
const tooOld = { kind: 'blocked', code: 'exchange-version-too-old' } as const;

/** ResponseCodeType of Microsoft's messages.xsd, as far as a code means more than "an error of Exchange's own". */
export const VERDICTS: ReadonlyMap<string, Verdict> = new Map(
  Object.entries<Verdict>({
    ErrorItemNotFound: { kind: 'gone' },

    ErrorIrresolvableConflict: { kind: 'conflict' },
    ErrorStaleObject: { kind: 'conflict' },
    ErrorInvalidChangeKey: { kind: 'conflict' },
    ErrorChangeKeyRequired: { kind: 'conflict' },
    ErrorChangeKeyRequiredForWriteOperations: { kind: 'conflict' },

    ErrorServerBusy: { kind: 'throttled' },
    ErrorExceededConnectionCount: { kind: 'throttled' },
    ErrorTooManyObjectsOpened: { kind: 'throttled' },

    ErrorCallerIsInvalidADAccount: signInRefused,
    ErrorAccountDisabled: signInRefused,
    ErrorPasswordExpired: signInRefused,
    ErrorPasswordChangeRequired: signInRefused,
    ErrorImpersonateUserDenied: impersonationRefused,
    ErrorImpersonationDenied: impersonationRefused,
    ErrorImpersonationFailed: impersonationRefused,
    ErrorNonExistentMailbox: noMailbox,
    ErrorNonPrimarySmtpAddress: noMailbox,
    ErrorMissingEmailAddress: noMailbox,
    ErrorAccessDenied: { kind: 'denied', code: 'mailbox-access-denied' },
    ErrorCreateItemAccessDenied: { kind: 'denied', code: 'mailbox-access-denied' },
    ErrorFolderNotFound: { kind: 'denied', code: 'calendar-not-found' },
    ErrorSyncFolderNotFound: { kind: 'denied', code: 'calendar-not-found' },

    ErrorOrganizationAccessBlocked: blocked,
    ErrorInvalidServerVersion: tooOld,
    ErrorIncorrectSchemaVersion: tooOld,
    ErrorInvalidSchemaVersionForMailboxVersion: tooOld,

    ErrorMailboxMoveInProgress: { kind: 'transient', code: 'mailbox-moving' },
    ErrorCrossSiteRequest: moved,
    ErrorProxyRequestNotAllowed: moved,
    ErrorProxyServiceDiscoveryFailed: moved,
    ErrorWrongServerVersion: moved,
    ErrorWrongServerVersionDelegate: moved,
    ErrorProxyCallFailed: unavailable,
    ErrorProxyRequestProcessingFailed: unavailable,
    ErrorMailboxStoreUnavailable: unavailable,
    ErrorMailboxFailover: unavailable,
    ErrorMailboxLogonFailed: unavailable,
    ErrorQuotaExceeded: { kind: 'transient', code: 'mailbox-full' },
    ErrorTimeoutExpired: { kind: 'transient', code: 'exchange-timeout' },

    ErrorCalendarEndDateIsEarlierThanStartDate: { kind: 'rejected', field: 'when' },
    ErrorCalendarDurationIsTooLong: { kind: 'rejected', field: 'when' },
    ErrorCalendarOutOfRange: { kind: 'rejected', field: 'when' },
    ErrorCalendarInvalidTimeZone: { kind: 'rejected', field: 'when' },
    ErrorTimeZone: { kind: 'rejected', field: 'when' },
    ErrorOccurrenceCrossingBoundary: { kind: 'rejected', field: 'when' },
    ErrorOccurrenceTimeSpanTooBig: { kind: 'rejected', field: 'when' },
    ErrorRecurrenceEndDateTooBig: { kind: 'rejected', field: 'when' },
    ErrorRecurrenceHasNoOccurrence: { kind: 'rejected', field: 'when' },
    ErrorCalendarInvalidPropertyValue: { kind: 'rejected' },
    ErrorDataSizeLimitExceeded: { kind: 'rejected' },
    ErrorMessageSizeExceeded: { kind: 'rejected' },
    ErrorItemSavePropertyError: { kind: 'rejected' },
    ErrorItemPropertyRequestFailed: { kind: 'rejected' },
    ErrorPropertyValidationFailure: { kind: 'rejected' },
    ErrorInvalidPropertySet: { kind: 'rejected' },
    ErrorInvalidPropertyUpdateSentMessage: { kind: 'rejected' },
  }),
);
