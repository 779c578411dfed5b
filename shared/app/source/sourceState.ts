// The state of a company's source, as people are told it: why it is not asked at the moment, and when it is asked again.
import type { Instant } from '../../calendar/event.ts';
import type { ProblemCode } from '../../problems.ts';
import type { StoredPoll } from '../../sync/ports/store.ts';
import type { OpenSource } from './source.ts';

export interface SourceState {
  readonly problem?: { readonly code: string; readonly detail?: string; readonly at?: Instant };
  /** When the source is asked again; absent when nothing has to wait. */
  readonly nextTry?: Instant;
}

/**
 * `opened`: the source as its settings open it, or why they do not. `poll`: what the last poll left. A problem that
 * other settings had is none of this source any more.
 */
export function sourceState(opened: OpenSource | ProblemCode, poll: StoredPoll | undefined, now: Instant): SourceState {
  if (typeof opened === 'string') return { problem: { code: opened } };
  const failing = poll?.row.failing;
  if (failing?.settings !== opened.version) return {};
  const { problem, notBefore } = failing;
  return notBefore > now ? { problem, nextTry: notBefore } : { problem };
}
