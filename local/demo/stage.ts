// Prepares the stage: the product with fresh state, the editors of both sides, and the Exchange to play against.
import { join } from 'node:path';
import * as z from 'zod';
import type { CalendarEvent, Instant, TimeZoneId } from '../../shared/calendar/event.ts';
import { windowsFromIana } from '../../shared/calendar/zones/windowsZones.ts';
import { callApi, refused } from '../apiCall.ts';
import { addCalendar } from '../calendarFile.ts';
import type { IcsCalendar } from '../exchange/ics/ics.ts';
import type { Person } from '../exchange/person/person.ts';
import { openLocalSettings } from '../localSettings.ts';
import { company, type Product, users } from '../product.ts';
import { CATEGORY, cleanUp, isOurs } from './cleanUp.ts';
import { readConflictRecord } from './conflictRecord.ts';
import { readOverGraph } from './graphReading.ts';
import { eventsOf } from './judge.ts';
import { createLink } from './link.ts';
import type { DemoOptions, ForeignExchange } from './options.ts';
import type { Editor, Standing } from './people/editor.ts';
import { createMailboxEditor, type MailboxAccess } from './people/mailboxEditor.ts';
import { createSourceEditor, fitsEntry } from './people/sourceEditor.ts';
import { hostileEvents, sampleEvents } from './samples.ts';
import { unheldSeries } from './seriesSamples.ts';
import type { Stage } from './story.ts';

/** Real calendars are old: a hundred years include all of their events. */
const WHOLE_PAST_DAYS = 36_500;
/** The zone of the connection. */
export const LOCAL_TIME_ZONE = 'Europe/Helsinki';

export interface OpenStage {
  readonly stage: Stage;
  /** All events of the local mailbox, read over Microsoft Graph. */
  readonly overGraph: () => Promise<Standing[]>;
  /**
   * Removes the created events from a foreign mailbox. Returns their number; undefined when the mailbox was never
   * reached.
   */
  readonly clear: () => Promise<number | undefined>;
}

export interface Surroundings {
  readonly folder: string;
  /** The zone of the local mailbox's owner. */
  readonly ownerZone: TimeZoneId;
  /** A midnight of UTC. All written events take place after it. */
  readonly from: Instant;
  /** Stops the people: nothing is created after it is aborted. */
  readonly cancelled: AbortSignal;
  readonly tell: (line: string) => void;
}

/** Sends nothing yet. */
export function openStage(product: Product, options: DemoOptions, around: Surroundings): OpenStage {
  const { foreign, entries } = options;
  const { api, apiKey, host, azurite } = product;
  const user = foreign?.mailbox ?? users[0].email;
  const editor = createMailboxEditor(foreign ? foreignAccess(foreign) : localAccess(product), user);
  const mailbox = until(around.cancelled, editor);
  const keywords = foreign ? [CATEGORY] : [];
  const samples = sampleEvents(entries, around.from, keywords);
  const onBothSides = foreign && !options.isOwnCalendar ? samples.slice(0, Math.floor(entries / 3)) : [];
  const settings = openLocalSettings(join(around.folder, 'settings.json'));
  const { ENCRYPTION_KEY: encryptionKey, EXCHANGE_PASSWORD: secret } = settings;
  let reached = false;

  const fillForeign = async (foreign: ForeignExchange): Promise<void> => {
    await setForeign(product, foreign);
    await testConnection(product);
    reached = true;
    // An earlier demonstration that was killed left its own events behind.
    await cleanUp(mailbox);
    const own = options.isOwnCalendar ? await eventsIn(product, options.calendar) : [];
    for (const event of [...onBothSides, ...own.map(asOurs)]) await mailbox.create(event);
  };

  return {
    stage: {
      mailbox,
      source: createSourceEditor({ api, apiKey, source: 'planner', owner: user }),
      link: createLink({ api, apiKey, user, host }),
      async fill() {
        if (foreign) return await fillForeign(foreign);
        fillMailbox(product.exchange.person(user), options.calendar, around.ownerZone);
      },
      mayTouch: foreign ? isOurs : () => true,
      fitsEntry: (event) => fitsEntry(event, user),
      entries,
      samples: samples.slice(onBothSides.length),
      hostile: hostileEvents(around.from, keywords),
      unheld: [unheldSeries(around.from, keywords)],
      // The events of a foreign calendar make entries in the local source. Their number is kept small.
      pastDays: foreign && !options.isOwnCalendar ? 0 : WHOLE_PAST_DAYS,
      connect: () => testConnection(product),
      conflictRecord: () => readConflictRecord({ storage: azurite.connectionString, encryptionKey, company, user }),
      tell: around.tell,
    },
    overGraph: () => readOverGraph(product, { address: user, timeZone: LOCAL_TIME_ZONE, secret }),
    async clear() {
      try {
        return reached ? await cleanUp(editor) : undefined;
      } finally {
        editor.close();
      }
    },
  };
}

/** In Outlook, the all-day events of a calendar begin at midnight in its owner's zone. */
function fillMailbox(person: Person, calendar: IcsCalendar, ownerZone: TimeZoneId): void {
  const zone = windowsFromIana(ownerZone);
  if (zone === undefined) throw new Error(`Windows has no time zone for ${ownerZone}.`);
  person.setTimeZone(zone);
  const items = calendar.items.map((item) => (item.isAllDay ? { ...item, zone } : item));
  addCalendar(person, { ...calendar, items });
}

/** The events of a file as the local Exchange reads them. */
async function eventsIn(product: Product, calendar: IcsCalendar): Promise<CalendarEvent[]> {
  const { email } = users[0];
  fillMailbox(product.exchange.person(email), calendar, LOCAL_TIME_ZONE);
  const reader = createMailboxEditor(localAccess(product), email);
  try {
    return eventsOf(await reader.list());
  } finally {
    reader.close();
  }
}

const asOurs = (event: CalendarEvent): CalendarEvent => ({ ...event, keywords: [...event.keywords, CATEGORY] });

function localAccess({ exchange }: Product): MailboxAccess {
  const [account] = exchange.accounts;
  if (!account) throw new Error('The local Exchange has no account.');
  return {
    url: exchange.url,
    account: account.name,
    password: account.password,
    caCertificate: exchange.caCertificate,
    timeZone: LOCAL_TIME_ZONE,
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
  };
}

const foreignAccess = ({ mailbox: _, allowedNetworks, ...access }: ForeignExchange): MailboxAccess => ({
  ...access,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  allowedNetworks: ['127.0.0.0/8', '::1/128', ...allowedNetworks],
});

/** The same person, who stops when the demonstration is cancelled. */
function until(cancelled: AbortSignal, editor: Editor): Editor {
  const unlessCancelled = <A extends unknown[], T>(act: (...given: A) => Promise<T>) => {
    return async (...given: A): Promise<T> => {
      cancelled.throwIfAborted();
      return await act(...given);
    };
  };
  return {
    list: unlessCancelled(editor.list),
    create: unlessCancelled(editor.create),
    edit: unlessCancelled(editor.edit),
    remove: unlessCancelled(editor.remove),
  };
}

/** Saves the connection to the foreign Exchange, and the user of its mailbox. */
async function setForeign({ api, apiKey }: Product, foreign: ForeignExchange): Promise<void> {
  const put = async (path: string, body: object): Promise<void> => {
    const { etag } = await callApi(`${api}/${path}`, apiKey, { method: 'GET' });
    const answer = await callApi(`${api}/${path}`, apiKey, { method: 'PUT', body, etag });
    if (answer.status >= 300) throw refused(`PUT ${path}`, answer);
  };
  const { allowedNetworks: _, account, password, ...connection } = foreignAccess(foreign);
  const signIn = { method: 'password', account, password };
  await put('exchange', { ...connection, signIn, testMailbox: foreign.mailbox });
  await put(`users/${encodeURIComponent(foreign.mailbox)}`, { name: foreign.mailbox });
}

/** Rejects with the step that failed and the action to take. */
async function testConnection({ api, apiKey }: Product): Promise<void> {
  const answer = await callApi(`${api}/exchange/test`, apiKey, { method: 'POST', body: {} });
  if (answer.status !== 200) throw refused('POST exchange/test', answer);
  const { ok, steps } = testSchema.parse(answer.body);
  const failed = steps.find(({ state }) => state === 'failed');
  if (ok) return;
  const { step, answered, problem } = failed ?? {};
  throw new Error(
    `The connection test failed at the step "${step}" (${answered}): ${problem?.sentence} ${problem?.action}`,
  );
}

const testSchema = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      step: z.string(),
      state: z.string(),
      answered: z.string().optional(),
      problem: z.object({ sentence: z.string(), action: z.string() }).optional(),
    }),
  ),
});
