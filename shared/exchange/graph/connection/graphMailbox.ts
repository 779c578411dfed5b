// Whose calendar is called over Graph: its paths, and what every request asks of the answer.

import type { TimeZoneId } from '../../../calendar/event.ts';
import type { CalendarChoice } from '../../../sync/ports/mailbox.ts';
import { type Outcome, ok } from '../../../sync/ports/outcome.ts';
import type { GraphAsk } from '../http/client.ts';
import type { WritingZones } from '../item/fromWhen.ts';
import type { GraphConnection } from './connection.ts';

export interface GraphMailbox {
  readonly connection: GraphConnection;
  /** SMTP address of the mailbox. */
  readonly address: string;
  /** Undefined: the mailbox's default calendar. */
  readonly calendar?: CalendarChoice;
  /** In which new all-day events begin at midnight, and of what has no zone of its own. */
  readonly timeZone: TimeZoneId;
}

/** Ids that survive a move, times in UTC, bodies in that format. */
const preferences = (bodies: 'text' | 'html'): string =>
  `IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="${bodies}"`;

const PREFERENCES = preferences('text');

/** Of every request, also inside of a batch. */
export const HEADERS = { Prefer: PREFERENCES } as const;

/** Of a request for bodies in their format. */
export const HEADERS_OF_FORMATS = { Prefer: preferences('html') } as const;

/** With pages of so many elements at most. */
export const pagesOf = (size: number) => ({ Prefer: `${PREFERENCES}, odata.maxpagesize=${size}` });

export const userPath = ({ address }: GraphMailbox): string => `/users/${encodeURIComponent(address)}`;

/** Whichever calendar it stands in. */
export const eventPath = (mailbox: GraphMailbox, id: string): string =>
  `${userPath(mailbox)}/events/${encodeURIComponent(id)}`;

export const writingZones = ({ timeZone, connection }: GraphMailbox): WritingZones => ({
  timeZone,
  now: connection.now(),
});

/** One request about the mailbox: the JSON that came. */
export async function askOnce({ connection, address }: GraphMailbox, ask: GraphAsk): Promise<Outcome<unknown>> {
  const answer = await connection.ask(address, ask);
  return answer.ok ? ok(answer.value.value) : answer;
}
