// A source may have changes: it is polled, and each link that they touch gets a look.
import type { App } from '../app/app.ts';
import type { ProblemCode } from '../problems.ts';
import { pollWhenDue } from '../sync/poll/poll.ts';
import type { Failure } from '../sync/ports/outcome.ts';
import { refreshPeople } from './people.ts';

export interface SourceName {
  readonly company: string;
  readonly source: string;
}

export type PollAnswer =
  | { readonly state: 'polled' }
  /** There is no such source, or it cannot be opened. */
  | { readonly state: 'notOpened'; readonly problem: ProblemCode }
  | { readonly state: 'failed'; readonly kind: Failure['kind'] };

export async function pollSource(app: App, { company, source }: SourceName): Promise<PollAnswer> {
  const context = await app.pollContext(company, source);
  if (typeof context === 'string') return { state: 'notOpened', problem: context };
  const polled = await pollWhenDue(context);
  if (!polled.ok) return { state: 'failed', kind: polled.failure.kind };
  for (const link of polled.value.touched) await app.queues.syncLink({ company, link });
  if (polled.value.more) await app.queues.pollSource({ company, source });
  if (app.peopleAreDue(company)) await refreshPeople(app, { company, source });
  return { state: 'polled' };
}
