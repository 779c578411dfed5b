// An event as Graph's JSON (learn.microsoft.com: event resource type), with properties in Graph's order.
import { bodyAs } from '../../item/body.ts';
import type { Item } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { GraphError } from '../request/errors.ts';
import { graphId, masterId } from '../request/ids.ts';
import type { Preferences } from '../request/prefer.ts';
import { expandedIds, showProperties } from './extended.ts';
import { meetingFacts } from './meeting.ts';
import { enumName, typeOf } from './names.ts';
import { showRecurrence } from './recurrence.ts';
import { cancelledOccurrences, exceptionOccurrences } from './seriesParts.ts';
import { showDate, showTime, timestamp } from './times.ts';
import { TRANSACTION_ID } from './transaction.ts';

/** The request's choices that an answer depends on. */
export interface Shown {
  readonly mailbox: Mailbox;
  readonly prefer: Preferences;
  readonly select: readonly string[] | undefined;
  readonly expand: ReadonlyMap<string, string | undefined>;
}

export type EventJson = Readonly<Record<string, unknown>>;
type Show = (item: Item, shown: Shown) => unknown;

const PREVIEW_LENGTH = 255;

/** Undefined means that such an event lacks the property. */
const PROPERTIES: Readonly<Record<string, Show>> = {
  createdDateTime: (item) => timestamp(item.createdAt),
  lastModifiedDateTime: (item) => timestamp(item.modifiedAt),
  changeKey: (item) => item.changeKey,
  categories: (item) => item.categories,
  transactionId: (item) => item.extended[TRANSACTION_ID]?.values[0] ?? null,
  originalStartTimeZone: (item) => item.startZone,
  originalEndTimeZone: (item) => item.endZone,
  iCalUId: (item) => item.uid,
  reminderMinutesBeforeStart: (item) => item.reminderMinutes,
  isReminderOn: (item) => item.reminderIsSet,
  hasAttachments: () => false,
  subject: (item) => item.subject ?? '',
  bodyPreview: (item) => bodyAs(item.body, 'Text').slice(0, PREVIEW_LENGTH),
  importance: (item) => enumName(item.importance),
  sensitivity: (item) => enumName(item.sensitivity),
  isAllDay: (item) => item.isAllDay,
  isCancelled: (item, { mailbox }) => meetingFacts(item, mailbox).isCancelled,
  isOrganizer: (item, { mailbox }) => meetingFacts(item, mailbox).isOrganizer,
  responseRequested: (item) => item.isResponseRequested,
  seriesMasterId: (item, { mailbox, prefer }) => masterId(mailbox, item, prefer.idType) ?? null,
  showAs: (item) => enumName(item.freeBusy),
  type: typeOf,
  webLink: (item) =>
    `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(item.id)}&exvsurl=1&path=/calendar/item`,
  onlineMeetingUrl: () => null,
  isOnlineMeeting: () => false,
  onlineMeetingProvider: () => 'unknown',
  allowNewTimeProposals: (item) => item.allowNewTimeProposal,
  isDraft: () => false,
  hideAttendees: () => false,
  responseStatus: (item, { mailbox }) => meetingFacts(item, mailbox).responseStatus,
  body: (item, { prefer }) => ({
    contentType: prefer.bodyType,
    content: bodyAs(item.body, prefer.bodyType === 'text' ? 'Text' : 'HTML'),
  }),
  originalStart: ({ occurrence }) => occurrence && timestamp(occurrence.originalStart),
  start: (item, { prefer }) =>
    item.isAllDay ? showDate(item.start, item.startZone, prefer) : showTime(item.start, prefer),
  end: (item, { prefer }) => (item.isAllDay ? showDate(item.end, item.endZone, prefer) : showTime(item.end, prefer)),
  location: (item) => locationOf(item.location ?? ''),
  locations: (item) => (item.location ? [locationOf(item.location)] : []),
  recurrence: (item) => (item.recurrence ? showRecurrence(item.recurrence, item.startZone) : null),
  attendees: (item, { mailbox }) => meetingFacts(item, mailbox).attendees,
  organizer: (item, { mailbox }) => meetingFacts(item, mailbox).organizer,
  onlineMeeting: () => null,
};

/** Shown only when `$select` names them. */
const ASKED: Readonly<Record<string, Show>> = {
  cancelledOccurrences: (item, { mailbox, prefer }) => cancelledOccurrences(mailbox, item, prefer.idType),
};

/** Navigation properties: `$select` accepts them, `$expand` shows them. */
const EXPANDABLE = ['singleValueExtendedProperties', 'exceptionOccurrences', 'calendar', 'instances', 'extensions'];

const locationOf = (displayName: string): object =>
  displayName === ''
    ? { displayName, locationType: 'default', uniqueIdType: 'unknown', address: {}, coordinates: {} }
    : { displayName, locationType: 'default', uniqueId: displayName, uniqueIdType: 'private' };

/** Throws GraphError for a `$select` or `$expand` of a property that events lack. */
export function showEvent(item: Item, shown: Shown): EventJson {
  const { mailbox, prefer, select } = shown;
  const head = { '@odata.etag': etagOf(item), id: graphId(mailbox, item, prefer.idType) };
  const names = select ?? Object.keys(PROPERTIES);
  const properties = names
    .filter((name) => name !== 'id' && !EXPANDABLE.includes(name))
    .map((name) => {
      const show = own(PROPERTIES, name) ?? own(ASKED, name);
      if (!show) throw notFound(name);
      return [name, show(item, shown)] as const;
    });
  const present = properties.filter(([, value]) => value !== undefined);
  return { ...head, ...Object.fromEntries(present), ...expanded(item, shown) };
}

export const etagOf = ({ changeKey }: Item): string => `W/"${changeKey}"`;

const own = (table: Readonly<Record<string, Show>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const notFound = (name: string) =>
  new GraphError(400, {
    code: 'RequestBroker--ParseUri',
    message: `Could not find a property named '${name}' on type 'microsoft.graph.event'.`,
  });

function expanded(item: Item, shown: Shown): EventJson {
  const found: Record<string, unknown> = {};
  for (const [name, filter] of shown.expand) {
    if (name === 'singleValueExtendedProperties') {
      const properties = showProperties(item, expandedIds(filter));
      if (properties) found[name] = properties;
    } else if (name === 'exceptionOccurrences') {
      if (item.recurrence) found[name] = exceptionOccurrences(item).map((each) => showEvent(each, partOf(shown)));
    } else if (!EXPANDABLE.includes(name)) throw notFound(name);
  }
  return found;
}

/** Exceptions inside a master show the properties selected for the master, and the extended properties. */
const partOf = (shown: Shown): Shown => ({
  ...shown,
  select: shown.select?.filter((name) => name !== 'cancelledOccurrences' && name !== 'exceptionOccurrences'),
  expand: new Map([...shown.expand].filter(([name]) => name !== 'exceptionOccurrences')),
});
