// Events of the calendar that a filter holds for.
import { z } from 'zod';
import type { MailboxItem, TaggedPage } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Tag } from '../../sync/ports/remote.ts';
import { brokenAnswer } from '../failures.ts';
import { tagValue } from '../tag.ts';
import { calendarPath } from './calendar.ts';
import { askOnce, type GraphMailbox, HEADERS } from './connection/graphMailbox.ts';
import { linkIn } from './connection/link.ts';
import { literal, queryOf } from './http/odata.ts';
import { hasAny, hasProperty, property } from './item/extendedProperties.ts';
import { readItems } from './read.ts';

const PAGE = 100;

/** Our own create and the copies that a user made of it. Graph finds the tag in any letter case; only this one counts. */
export async function findByTag(mailbox: GraphMailbox, tag: Tag): Promise<Outcome<MailboxItem[]>> {
  const found = await findItems(mailbox, hasProperty(property('Created', tagValue(tag))));
  if (!found.ok) return found;
  return ok(found.value.filter((item) => item.tag?.pair === tag.pair && item.tag.nonce === tag.nonce));
}

/** The item that changed last, if there are several. */
export async function findByUid(mailbox: GraphMailbox, uid: string): Promise<Outcome<MailboxItem | undefined>> {
  const found = await findItems(mailbox, `iCalUId eq ${literal(uid)}`);
  return found.ok ? ok(found.value.find((item) => item.uid.toLowerCase() === uid.toLowerCase())) : found;
}

/** Ids of events that carry a tag of ours. */
export async function findTagged(mailbox: GraphMailbox, cursor: string | undefined): Promise<Outcome<TaggedPage>> {
  const first = cursor === undefined ? await searchPath(mailbox, hasAny('Created')) : ok(cursor);
  const page = first.ok ? await askForPage(mailbox, first.value) : first;
  if (!page.ok) return page;
  const { found, next } = page.value;
  return ok({ ids: found.map(({ id }) => id), ...(next === undefined ? {} : { next }) });
}

/** As they are now, newest change first; what disappeared between search and read is left out. */
async function findItems(mailbox: GraphMailbox, filter: string): Promise<Outcome<MailboxItem[]>> {
  const first = await searchPath(mailbox, filter);
  if (!first.ok) return first;
  const all: Found[] = [];
  for (let path: string | undefined = first.value; path !== undefined; ) {
    const page = await askForPage(mailbox, path);
    if (!page.ok) return page;
    all.push(...page.value.found);
    path = page.value.next;
  }
  const ids = all.sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1)).map(({ id }) => id);
  const items: MailboxItem[] = [];
  for (const outcome of await readItems(mailbox, [...new Set(ids)])) {
    if (outcome.ok) items.push(outcome.value);
    else if (outcome.failure.kind !== 'gone') return outcome;
  }
  return ok(items);
}

async function searchPath(mailbox: GraphMailbox, filter: string): Promise<Outcome<string>> {
  const calendar = await calendarPath(mailbox);
  if (!calendar.ok) return calendar;
  const query = queryOf({ $filter: filter, $select: 'id,lastModifiedDateTime', $top: PAGE });
  return ok(`${calendar.value}/events${query}`);
}

interface Found {
  readonly id: string;
  readonly version: string;
  readonly changedAt: string;
}

export interface FoundPage {
  readonly found: readonly Found[];
  /** Where it goes on; absent at the end. */
  readonly next?: string;
}

const list = z.object({
  value: z.array(
    z.object({ '@odata.etag': z.string(), id: z.string().min(1), lastModifiedDateTime: z.string().nullish() }),
  ),
  '@odata.nextLink': z.string().optional(),
});

/** One page of a list of events, from a path that names what is listed. */
export async function askForPage(mailbox: GraphMailbox, path: string): Promise<Outcome<FoundPage>> {
  const answer = await askOnce(mailbox, (client) => client.api(path).headers(HEADERS).get());
  if (!answer.ok) return answer;
  const parsed = list.safeParse(answer.value);
  if (!parsed.success) return failed(brokenAnswer('not a list of events'));
  const found = parsed.data.value.map((each) => ({
    id: each.id,
    version: each['@odata.etag'],
    changedAt: each.lastModifiedDateTime ?? '',
  }));
  const link = parsed.data['@odata.nextLink'];
  if (link === undefined) return ok({ found });
  const next = linkIn(mailbox, link, 'events');
  return next.ok ? ok({ found, next: next.value }) : next;
}
