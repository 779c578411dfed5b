// The results of a call to a mailbox or a source, as values that the engine and people decide on. Exceptions are for
// bugs.
import type { Instant } from '../../calendar/event.ts';
import type { ProblemCode } from '../../problems.ts';

/**
 * All kinds of failure. For a write, `transient` means that nobody knows whether it was applied. Every other kind means
 * that it certainly was not.
 */
export type Failure =
  /** The server asks to be left alone until `retryAt`. */
  | { readonly kind: 'throttled'; readonly code: ProblemCode; readonly retryAt: Instant }
  /** The server says that this item does not exist. Never used for an item that merely could not be read. */
  | { readonly kind: 'gone' }
  /** The item has another version than the write expected. */
  | { readonly kind: 'conflict' }
  /** Credentials or rights are missing: the link stops until a person acts. */
  | { readonly kind: 'denied'; readonly code: ProblemCode; readonly detail?: string }
  /** The service is switched off for us: not a password problem. */
  | { readonly kind: 'blocked'; readonly code: ProblemCode; readonly detail?: string }
  /** Network trouble, a broken answer, a server error: try again later. */
  | { readonly kind: 'transient'; readonly code: ProblemCode; readonly detail?: string }
  /** This item cannot be stored as it is; `field` says which part of it. */
  | { readonly kind: 'rejected'; readonly code: ProblemCode; readonly field?: string; readonly detail?: string };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });
export const failed = (failure: Failure): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure });

/** True when a write that answered so was certainly not applied. */
export const certainlyNotApplied = (failure: Failure): boolean => failure.kind !== 'transient';

/** Failures that concern the whole link, not one item. */
export const endsRun = (failure: Failure): boolean =>
  failure.kind === 'throttled' || failure.kind === 'denied' || failure.kind === 'blocked';
