// Somebody asks for a run now, instead of waiting for the timer: the source is polled, and the link gets a look. However
// often it is asked while one waits, it costs one message. The answer tells when it ran.
import type { App } from '../../app/app.ts';
import type { Instant } from '../../calendar/event.ts';
import type { NudgeRow } from '../../state/nudge.ts';
import type { InCompany } from '../acting.ts';
import { findLinkThatIsOn } from '../findLink.ts';
import { readOnly } from '../linkFacts.ts';
import { type Refusal, refused } from '../refusal.ts';
import type { LinkName } from './linkRuns.ts';

export interface RequestedRun {
  readonly askedAt: Instant;
  /** Absent while it waits. */
  readonly ranAt?: Instant;
}

/** The message of a run that waits for longer is taken for lost. */
const LOST_MS = 10 * 60_000;

/** Answers the request that waits; where none does, the one that this call made. */
export async function requestRun(
  scope: InCompany,
  { email }: { readonly email: string },
): Promise<RequestedRun | Refusal> {
  const { app, company } = scope;
  const found = await findLinkThatIsOn(scope, email);
  if ('problem' in found) return found;
  const { link, source } = found.settings.value;
  const name = { company, link };
  const row = app.directory.nudge(company, link);
  const stored = await row.get();
  const before = stored && (await answerTo(app, name, stored.value));
  const now = app.now();
  if (before && before.ranAt === undefined && now - before.askedAt < LOST_MS) return before;
  const put = await row.put({ askedAt: now }, stored?.etag);
  // Refused, somebody asked at the same moment.
  if (put.ok) await app.queues.pollSource({ company, source, link });
  return { askedAt: now };
}

/** The last run that was asked for. */
export async function readRequestedRun(
  scope: InCompany,
  { email }: { readonly email: string },
): Promise<RequestedRun | Refusal> {
  const { app, company } = scope;
  const found = await findLinkThatIsOn(scope, email);
  if ('problem' in found) return found;
  const { link } = found.settings.value;
  const stored = await app.directory.nudge(company, link).get();
  return stored ? answerTo(app, { company, link }, stored.value) : refused('not-found');
}

/** The source was polled for the run that was asked for. */
export async function polledFor({ directory, now }: App, { company, link }: LinkName): Promise<void> {
  const row = directory.nudge(company, link);
  const stored = await row.get();
  // Refused, somebody asked anew at this moment, and has a message on its way.
  if (stored && stored.value.polledAt === undefined) await row.put({ ...stored.value, polledAt: now() }, stored.etag);
}

/** A run answers it that began after the poll and has ended. */
async function answerTo(app: App, { company, link }: LinkName, row: NudgeRow): Promise<RequestedRun> {
  const { askedAt, polledAt } = row;
  if (polledAt === undefined) return { askedAt };
  const lease = await readOnly(app.directory.linkStore(company, link), 'lease');
  const finishedAt = lease?.row.finishedAt;
  return finishedAt !== undefined && finishedAt >= polledAt ? { askedAt, ranAt: finishedAt } : { askedAt };
}
