// The changes of the calendar since a watermark: ids and versions only. Change tracking of Graph is bound to a window
// of time; an enumeration therefore ends with a list of what lies outside of it
// (docs/decisions/0011-calendar-view-delta.md).
import type { Instant } from '../../calendar/event.ts';
import type { MailboxChange, MailboxPage } from '../../sync/ports/mailbox.ts';
import { type Failure, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { calendarPath, calendarViewPath } from './calendar.ts';
import type { GraphMailbox } from './connection/graphMailbox.ts';
import { askForDelta } from './deltaPage.ts';
import { askForPage } from './find.ts';
import { literal, queryOf } from './http/odata.ts';
import { lookAt } from './read.ts';
import { calendarKey, type GraphWatermark, readWatermark, watermarkText } from './watermark.ts';

const DAY_MS = 86_400_000;
/** Most changes of people lie in it; each occurrence in it is a row. */
const DAYS_BACK = 366;
const DAYS_AHEAD = 731;
/** Then the window moves on, and what the feed has not told is found. */
const WINDOW_MS = 7 * DAY_MS;
/** Graph forgets old links as it gives out new ones: one that nothing happens on is replaced so often. */
const LINK_MS = 60 * 60 * 1000;
const LIST_PAGE = 500;

/** One page of changes; the same watermark again when nothing changed. See Mailbox.changes. */
export async function readChanges(
  mailbox: GraphMailbox,
  watermark: string | undefined,
): Promise<Outcome<MailboxPage | 'watermarkInvalid'>> {
  const now = mailbox.connection.now();
  if (watermark === undefined) {
    const begun = await beginning(mailbox, now);
    return begun.ok ? readPage(mailbox, begun.value) : begun;
  }
  const sent = readWatermark(mailbox, watermark);
  if (!sent || now >= sent.endsAt) return ok('watermarkInvalid');
  const page = await readPage(mailbox, sent);
  if (!page.ok) return isForgotten(page.failure) ? ok('watermarkInvalid') : page;
  const isIdle = page.value.changes.length === 0 && !page.value.more && !sent.isInRound && sent.outside === undefined;
  return isIdle && now < sent.takenAt + LINK_MS ? ok({ ...page.value, watermark }) : page;
}

/** Codes of Graph and Exchange for a link that they do not know any more: HTTP 410, and 400 as some have seen it. */
const isForgotten = (failure: Failure): boolean =>
  'detail' in failure &&
  /^HTTP 410\b|SyncState(NotFound|Invalid)|ResyncRequired|ErrorInvalidSyncStateData/i.test(failure.detail ?? '');

async function beginning(mailbox: GraphMailbox, now: Instant): Promise<Outcome<GraphWatermark>> {
  const path = await calendarViewPath(mailbox);
  if (!path.ok) return path;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const [from, until] = [today - DAYS_BACK * DAY_MS, today + DAYS_AHEAD * DAY_MS];
  const query = queryOf({ startDateTime: utc(from), endDateTime: utc(until) });
  return ok({
    calendar: calendarKey(mailbox),
    changes: `${path.value}/delta${query}`,
    isInRound: true,
    outside: '',
    takenAt: now,
    ...{ from, until, endsAt: now + WINDOW_MS },
  });
}

const utc = (instant: Instant): string => new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');

const readPage = (mailbox: GraphMailbox, sent: GraphWatermark): Promise<Outcome<MailboxPage>> =>
  sent.outside !== undefined && !sent.isInRound ? readOutside(mailbox, sent) : readRound(mailbox, sent);

/** With the last page of an enumeration's round comes the first of the list. */
async function readRound(mailbox: GraphMailbox, sent: GraphWatermark): Promise<Outcome<MailboxPage>> {
  const page = await askForDelta(mailbox, sent.changes);
  if (!page.ok) return page;
  const changes = await changesOf(mailbox, page.value.touched);
  if (!changes.ok) return changes;
  const { next, more } = page.value;
  const reached: GraphWatermark = { ...sent, changes: next, isInRound: more, takenAt: mailbox.connection.now() };
  if (more || sent.outside === undefined) {
    return ok({ changes: changes.value, watermark: watermarkText(reached), more });
  }
  const outside = await readOutside(mailbox, reached);
  if (!outside.ok) return outside;
  const inside = new Set(changes.value.map(({ id }) => id));
  const others = outside.value.changes.filter(({ id }) => !inside.has(id));
  return ok({ ...outside.value, changes: [...changes.value, ...others] });
}

/** A page of the list of what starts outside of the window; series that reach into it are told twice. */
async function readOutside(mailbox: GraphMailbox, sent: GraphWatermark): Promise<Outcome<MailboxPage>> {
  const path = sent.outside ? ok(sent.outside) : await outsidePath(mailbox, sent);
  const page = path.ok ? await askForPage(mailbox, path.value) : path;
  if (!page.ok) return page;
  const { found, next } = page.value;
  const { outside: _, ...ended } = sent;
  return ok({
    changes: found.map(({ id, version }) => ({ kind: 'changed', id, version })),
    watermark: watermarkText(next === undefined ? ended : { ...ended, outside: next }),
    more: next !== undefined,
  });
}

async function outsidePath(mailbox: GraphMailbox, { from, until }: GraphWatermark): Promise<Outcome<string>> {
  const calendar = await calendarPath(mailbox);
  if (!calendar.ok) return calendar;
  const $filter = `start/dateTime lt ${literal(utc(from))} or start/dateTime ge ${literal(utc(until))}`;
  return ok(`${calendar.value}/events${queryOf({ $filter, $select: 'id,lastModifiedDateTime', $top: LIST_PAGE })}`);
}

/** An item that came without a version is looked at: only that tells whether it is gone. */
async function changesOf(
  mailbox: GraphMailbox,
  touched: ReadonlyMap<string, string | undefined>,
): Promise<Outcome<MailboxChange[]>> {
  const ids = [...touched].flatMap(([id, version]) => (version === undefined ? [id] : []));
  const looked = (await lookAt(mailbox, ids)).values();
  const changes: MailboxChange[] = [];
  for (const [id, told] of touched) {
    const read = told === undefined ? looked.next().value : undefined;
    if (read && !read.ok && read.failure.kind !== 'gone') return read;
    const version = read?.ok ? read.value.version : told;
    changes.push(version === undefined ? { kind: 'removed', id } : { kind: 'changed', id, version });
  }
  return ok(changes);
}
