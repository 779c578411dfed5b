// A source may have changes: it is polled, and each link that they touch gets a look.
import type { App } from '../../app/app.ts';
import type { ProblemCode } from '../../problems.ts';
import { lookAtEntry, pollWhenDue } from '../../sync/poll/poll.ts';
import type { Failure } from '../../sync/ports/outcome.ts';
import { polledFor } from '../runs/requestRun.ts';
import { refreshPeople } from './people.ts';

export interface SourceName {
  readonly company: string;
  readonly source: string;
}

export interface PollRequest extends SourceName {
  /** A run of this link is asked for, whatever the poll answers. */
  readonly link?: string | undefined;
  /** The application says that this entry changed or went. It is not believed: the entry is read. */
  readonly entry?: string | undefined;
}

export type PollAnswer =
  | { readonly state: 'polled' }
  /** There is no such source, or it cannot be opened. */
  | { readonly state: 'notOpened'; readonly problem: ProblemCode }
  | { readonly state: 'failed'; readonly kind: Failure['kind'] };

export async function pollSource(app: App, { company, source, link, entry }: PollRequest): Promise<PollAnswer> {
  const context = await app.pollContext(company, source);
  if (typeof context === 'string') return { state: 'notOpened', problem: context };
  const polled = await pollWhenDue(context);
  if (polled.ok && link !== undefined) await polledFor(app, { company, link });
  const named = entry === undefined ? [] : await lookAtEntry(context.company, entry, app.now());
  const touched = [...(polled.ok ? polled.value.touched : []), ...named];
  for (const each of new Set(link === undefined ? touched : [...touched, link])) {
    await app.queues.syncLink({ company, link: each });
  }
  if (!polled.ok) return { state: 'failed', kind: polled.failure.kind };
  if (polled.value.more) await app.queues.pollSource({ company, source });
  if (app.peopleAreDue(company)) await refreshPeople(app, { company, source });
  return { state: 'polled' };
}
