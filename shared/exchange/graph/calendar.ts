// The calendar of the mailbox that is synchronised. One that has a name is looked for once; its id outlives a new name.
import { z } from 'zod';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { askOnce, type GraphMailbox, HEADERS, userPath } from './connection/graphMailbox.ts';
import { linkIn } from './connection/link.ts';

/** The path of the calendar. Fails as `calendar-not-found` where none has the name. */
export async function calendarPath(mailbox: GraphMailbox): Promise<Outcome<string>> {
  const { calendar } = mailbox;
  if (calendar === undefined) return ok(`${userPath(mailbox)}/calendar`);
  const id = 'id' in calendar ? ok(inUrlLetters(calendar.id)) : await calendarNamed(mailbox, calendar.name);
  return id.ok ? ok(`${userPath(mailbox)}/calendars/${encodeURIComponent(id.value)}`) : id;
}

/** Where changes are tracked: Microsoft documents it of the default calendar without its name. */
export async function calendarViewPath(mailbox: GraphMailbox): Promise<Outcome<string>> {
  if (mailbox.calendar === undefined) return ok(`${userPath(mailbox)}/calendarView`);
  const path = await calendarPath(mailbox);
  return path.ok ? ok(`${path.value}/calendarView`) : path;
}

const calendarId = z.object({ id: z.string().min(1) });

/** The calendar's id as EWS has it, so that it is the same calendar over both. */
export async function readCalendarId(mailbox: GraphMailbox): Promise<Outcome<string>> {
  const path = await calendarPath(mailbox);
  if (!path.ok) return path;
  const answer = await askOnce(mailbox, (client) => client.api(path.value).select('id').get());
  if (!answer.ok) return answer;
  const parsed = calendarId.safeParse(answer.value);
  return parsed.success ? ok(inEwsLetters(parsed.data.id)) : failed(brokenAnswer('a calendar has no id'));
}

/** The id of a folder is the same in EWS, in letters that mean something in URLs. */
const inEwsLetters = (id: string): string => id.replaceAll('_', '+').replaceAll('-', '/');
const inUrlLetters = (id: string): string => id.replaceAll('+', '_').replaceAll('/', '-');

async function calendarNamed(mailbox: GraphMailbox, name: string): Promise<Outcome<string>> {
  const { connection, address } = mailbox;
  const key = JSON.stringify([address.toLowerCase(), name]);
  const known = connection.calendars.get(key);
  if (known !== undefined) return ok(known);
  const found = await findCalendar(mailbox, name);
  if (found.ok) connection.calendars.set(key, found.value);
  return found;
}

const calendars = z.object({
  value: z.array(z.object({ id: z.string(), name: z.string().nullish() })),
  '@odata.nextLink': z.string().optional(),
});

/** There are few calendars, and a name may hold anything: no filter. */
async function findCalendar(mailbox: GraphMailbox, name: string): Promise<Outcome<string>> {
  let path = `${userPath(mailbox)}/calendars?$select=id,name&$top=${PAGE}`;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const asked = path;
    const answer = await askOnce(mailbox, (client) => client.api(asked).headers(HEADERS).get());
    if (!answer.ok) return answer;
    const parsed = calendars.safeParse(answer.value);
    if (!parsed.success) return failed(brokenAnswer('not a list of calendars'));
    const found = parsed.data.value.find((each) => sameName(each.name, name));
    if (found) return ok(found.id);
    const next = parsed.data['@odata.nextLink'];
    if (next === undefined) break;
    const link = linkIn(mailbox, next, 'calendars');
    if (!link.ok) return link;
    path = link.value;
  }
  return failed({ kind: 'denied', code: 'calendar-not-found' });
}

const PAGE = 100;
const PAGES_MAX = 20;

const sameName = (found: string | null | undefined, name: string): boolean =>
  found?.trim().toLowerCase() === name.trim().toLowerCase();
