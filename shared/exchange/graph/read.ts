// Events by id with everything we synchronise, each with its own outcome; of series also what is different about their
// occurrences. One that Exchange itself cannot read costs that item, and not the run that would come to it again and
// again.
import type { MailboxItem } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { askEach, type BatchRequest } from './connection/batch.ts';
import { eventPath, type GraphMailbox } from './connection/graphMailbox.ts';
import { queryOf } from './http/odata.ts';
import { type ReadEvent, readEventJson, SELECTED } from './item/eventJson.ts';
import { EXPANDED } from './item/extendedProperties.ts';
import { itemFromGraph } from './item/toEvent.ts';

const PLAIN = queryOf({ $select: SELECTED, $expand: EXPANDED });
const AS_SERIES = queryOf({
  $select: `${SELECTED},cancelledOccurrences`,
  $expand: `${EXPANDED},exceptionOccurrences`,
});
const BRIEF = queryOf({ $select: 'id' });

/** The items with these ids, in order; `gone` only where Graph says ErrorItemNotFound. */
export async function readItems(mailbox: GraphMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> {
  const outcomes = await readWhole(mailbox, ids);
  const suspects = ids.filter((_, at) => isSuspect(outcomes[at]));
  const looked = (await lookAt(mailbox, suspects)).values();
  return outcomes.map((outcome) => {
    if (!isSuspect(outcome)) return outcome;
    const brief = looked.next().value;
    return brief?.ok ? ok(itemFromGraph({ ...brief.value, event: undefined }, mailbox.timeZone)) : outcome;
  });
}

/** The versions of items, or that they are gone: no more is asked of them. */
export const lookAt = (mailbox: GraphMailbox, ids: readonly string[]): Promise<Outcome<ReadEvent>[]> =>
  askEach(
    mailbox,
    ids.map((id) => getOf(mailbox, id, BRIEF)),
    {
      read: readEvent,
    },
  );

/** Only the answers tell which of them are series; series need further requests. */
async function readWhole(mailbox: GraphMailbox, ids: readonly string[]): Promise<Outcome<MailboxItem>[]> {
  const first = await askEach(
    mailbox,
    ids.map((id) => getOf(mailbox, id, PLAIN)),
    {
      read: readEvent,
    },
  );
  const isMaster = (read: Outcome<ReadEvent> | undefined) => read?.ok && read.value.event?.type === 'seriesMaster';
  const masters = ids.filter((_, at) => isMaster(first[at]));
  const whole = (
    await askEach(
      mailbox,
      masters.map((id) => getOf(mailbox, id, AS_SERIES)),
      {
        read: readEvent,
      },
    )
  ).values();
  return first.map((read) => {
    const latest = isMaster(read) ? (whole.next().value ?? failed(brokenAnswer('answers are missing'))) : read;
    return latest.ok ? ok(itemFromGraph(latest.value, mailbox.timeZone)) : latest;
  });
}

const getOf = (mailbox: GraphMailbox, id: string, query: string): BatchRequest => ({
  method: 'GET',
  url: eventPath(mailbox, id) + query,
});

function readEvent(body: unknown): Outcome<ReadEvent> {
  const read = readEventJson(body);
  return read ? ok(read) : failed(brokenAnswer('an event has no id'));
}

/**
 * The code that Exchange answers for a damaged item, and on a bad day for everything: whether it can be looked at at
 * all tells.
 */
const SUSPICIOUS =
  /\b(ErrorItemCorrupt|ErrorCorruptData|ErrorContentConversionFailed|ErrorMimeContent\w+|ErrorItemPropertyRequestFailed|ErrorInternalServerError)$/;

const isSuspect = (outcome: Outcome<unknown> | undefined): boolean =>
  outcome !== undefined && !outcome.ok && 'detail' in outcome.failure && SUSPICIOUS.test(outcome.failure.detail ?? '');
