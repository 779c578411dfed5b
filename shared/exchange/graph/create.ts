// POST events: new events with our tag. Graph mails those whom an event invites, and nobody else.
import type { MailboxCreation, MailboxItem } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Creation, Written } from '../../sync/ports/remote.ts';
import { refusalOf } from '../limits.ts';
import { hasOverrides, remainingOf } from '../series/seriesPlan.ts';
import { finishSeries } from '../series/seriesSteps.ts';
import { writeAccepted } from '../writeAccepted.ts';
import { calendarPath } from './calendar.ts';
import { askEach } from './connection/batch.ts';
import { type GraphMailbox, writingZones } from './connection/graphMailbox.ts';
import { findByTag } from './find.ts';
import { jsonFromCreation } from './item/fromEvent.ts';
import { writtenOf } from './item/written.ts';
import { seriesRequests } from './seriesRequests.ts';

/** A series that has changed occurrences takes several requests (seriesSteps.ts); everything else takes one. */
export const createItems = (
  mailbox: GraphMailbox,
  creations: readonly MailboxCreation[],
): Promise<Outcome<Written<MailboxItem>>[]> =>
  writeAccepted(
    creations,
    ({ event }) => refusalOf(event),
    (accepted) => createAll(mailbox, accepted),
  );

async function createAll(
  mailbox: GraphMailbox,
  creations: readonly MailboxCreation[],
): Promise<Outcome<Written<MailboxItem>>[]> {
  if (creations.length === 0) return [];
  const calendar = await calendarPath(mailbox);
  if (!calendar.ok) return creations.map(() => calendar);
  const items = creations.map((creation) => ({ ...creation, begins: hasOverrides(creation.event.when) }));
  const answers = await askEach<Written<MailboxItem> | 'madeBefore'>(
    mailbox,
    items.map((item) => ({
      method: 'POST',
      url: `${calendar.value}/events`,
      body: jsonFromCreation(item, item.begins, writingZones(mailbox)),
    })),
    {
      read: writtenOf,
      // HTTP 409 by the documentation, 400 as some have seen it.
      refused: ({ code }) => (code === 'ErrorDuplicateTransactionId' ? ok('madeBefore') : undefined),
    },
  );
  const created: Outcome<Written<MailboxItem>>[] = [];
  for (const [at, answer] of answers.entries()) {
    const item = items[at];
    if (!answer.ok) created.push(answer);
    else if (answer.value !== 'madeBefore') created.push(ok(answer.value));
    else if (item) created.push(await madeBefore(mailbox, item));
  }
  const remaining = remainingOf({}, undefined);
  const rests = items.map(({ begins, event, tag, attendees = [] }) =>
    begins ? { when: event.when, rev: tag.nonce, remaining, mails: attendees.length > 0 } : undefined,
  );
  return finishSeries(seriesRequests(mailbox), created, rests);
}

/**
 * The same request came before, and its answer was lost. Where the event is not to be found, somebody removed it, or the
 * search does not know of it yet: nobody can tell.
 */
async function madeBefore(mailbox: GraphMailbox, { tag }: Creation): Promise<Outcome<Written<MailboxItem>>> {
  const found = await findByTag(mailbox, tag);
  if (!found.ok) return failed({ kind: 'transient', code: 'exchange-error', detail: 'ErrorDuplicateTransactionId' });
  const [item, ...copies] = found.value;
  if (!item || copies.length > 0) {
    return failed({ kind: 'transient', code: 'exchange-error', detail: 'ErrorDuplicateTransactionId' });
  }
  return ok({ id: item.id, version: item.version });
}
