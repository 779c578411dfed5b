// Makes an event from a request's JSON (learn.microsoft.com: Create event, Update event). The given properties are set
// on the stored event, which is then checked by the same rules as an EWS item.
import { Temporal } from 'temporal-polyfill';
import { settleTimes } from '../../item/draft.ts';
import type { Body, ItemContent } from '../../store/item.ts';
import { TYPES, type XmlElement } from '../../xml/xml.ts';
import { knownZone, UTC, zonedTime } from '../../zones/zones.ts';
import { GraphError, invalidProperty, unreadableBody } from '../request/errors.ts';
import { readProperty } from './extended.ts';
import { FREE_BUSY, IMPORTANCE, SENSITIVITY } from './names.ts';
import { readRecurrence, recurrenceZone } from './recurrence.ts';
import { readTime } from './times.ts';

type Json = Readonly<Record<string, unknown>>;
type Setter = (draft: ItemContent, value: unknown, name: string) => void;

/** The body as a JSON object. Throws GraphError for anything else. */
export function objectOf(body: unknown): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw unreadableBody(
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  return { ...body };
}

const choice =
  <K extends 'freeBusy' | 'sensitivity' | 'importance'>(key: K, names: ReadonlyMap<string, ItemContent[K]>): Setter =>
  (draft, value, name) => {
    const chosen = names.get(String(value).toLowerCase());
    if (chosen === undefined) throw unreadableBody(`Requested value '${String(value)}' was not found for '${name}'.`);
    draft[key] = chosen;
  };

const flag =
  (set: (draft: ItemContent, value: boolean) => void): Setter =>
  (draft, value, name) => {
    if (typeof value !== 'boolean') throw unreadableBody(`The property '${name}' must be a Boolean.`);
    set(draft, value);
  };

const SUBJECT_LENGTH_MAX = 255;

const SETTERS: Readonly<Record<string, Setter>> = {
  subject: (draft, value) => {
    const subject = textOrNull('subject', value);
    if (subject.length > SUBJECT_LENGTH_MAX) throw invalidProperty('The subject is longer than 255 characters.');
    draft.subject = subject;
  },
  body: (draft, value) => {
    draft.body = value === null ? undefined : readBody(objectOf(value));
  },
  start: (draft, value) => {
    const { instant, zone } = readTime('start', value);
    draft.start = instant;
    draft.startZone = zone;
  },
  end: (draft, value) => {
    const { instant, zone } = readTime('end', value);
    draft.end = instant;
    draft.endZone = zone;
  },
  isAllDay: flag((draft, value) => {
    draft.isAllDay = value;
  }),
  location: (draft, value) => {
    draft.location = value === null ? undefined : textOrNull('displayName', objectOf(value).displayName ?? '');
  },
  locations: (draft, value) => {
    if (!Array.isArray(value)) throw unreadableBody("The property 'locations' must be a collection.");
    draft.location = value.map((each) => textOrNull('displayName', objectOf(each).displayName ?? '')).join('; ');
  },
  categories: (draft, value) => {
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
      throw unreadableBody("The property 'categories' must be a collection of strings.");
    draft.categories = value;
  },
  importance: choice('importance', IMPORTANCE),
  sensitivity: choice('sensitivity', SENSITIVITY),
  showAs: choice('freeBusy', FREE_BUSY),
  isReminderOn: flag((draft, value) => {
    draft.reminderIsSet = value;
  }),
  reminderMinutesBeforeStart: (draft, value) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
      throw unreadableBody("The property 'reminderMinutesBeforeStart' must be an Int32.");
    draft.reminderMinutes = value;
  },
  responseRequested: flag((draft, value) => {
    draft.isResponseRequested = value;
  }),
  allowNewTimeProposals: flag((draft, value) => {
    draft.allowNewTimeProposal = value;
  }),
  recurrence: (draft, value) => {
    draft.recurrence = value === null ? undefined : readRecurrence(value);
  },
  attendees: (draft, value) => {
    if (!Array.isArray(value)) throw unreadableBody("The property 'attendees' must be a collection.");
    draft.requiredAttendees = attendeeList('RequiredAttendees', value, 'required');
    draft.optionalAttendees = attendeeList('OptionalAttendees', value, 'optional');
    draft.resources = attendeeList('Resources', value, 'resource');
  },
  singleValueExtendedProperties: (draft, value) => {
    if (!Array.isArray(value))
      throw unreadableBody("The property 'singleValueExtendedProperties' must be a collection.");
    for (const { key, property } of value.map(readProperty)) draft.extended = { ...draft.extended, [key]: property };
  },
};

/** Computed properties: Graph ignores them in a request. */
const READ_ONLY =
  'id iCalUId changeKey createdDateTime lastModifiedDateTime type webLink seriesMasterId originalStart isOrganizer ' +
  'isCancelled isDraft organizer responseStatus bodyPreview hasAttachments hideAttendees isOnlineMeeting ' +
  'onlineMeeting onlineMeetingProvider onlineMeetingUrl originalStartTimeZone originalEndTimeZone';
const IGNORED: ReadonlySet<string> = new Set([...READ_ONLY.split(' '), 'transactionId']);

/** `content` with the properties of `json`, ready to be stored. Throws GraphError or ResponseError. */
export function withProperties(content: ItemContent, json: Json): ItemContent {
  const draft: ItemContent = { ...content };
  for (const [name, value] of Object.entries(json)) {
    const set = Object.hasOwn(SETTERS, name) ? SETTERS[name] : undefined;
    if (set) set(draft, value, name);
    else if (!IGNORED.has(name) && !name.includes('@odata.')) {
      const text = `The property '${name}' does not exist on type 'microsoft.graph.event'. Make sure to only use property names that are defined by the type.`;
      throw unreadableBody(text);
    }
  }
  if (draft.isAllDay) expectWholeDays(draft);
  if (draft.recurrence && json.recurrence) settleRecurrence(draft, json.recurrence);
  return settleTimes(draft);
}

/** learn.microsoft.com, recurrenceRange: startDate "must be the same value as the start property of the recurring event". */
function settleRecurrence(draft: ItemContent, given: unknown): void {
  const zone = recurrenceZone(given);
  if (zone !== undefined && !draft.isAllDay) draft.startZone = draft.endZone = zone;
  const date = zonedTime(draft.start, knownZone(draft.startZone) ?? UTC)
    .toPlainDate()
    .toString();
  if (draft.recurrence?.startDate !== date)
    throw invalidProperty("The startDate of the recurrence must be the date of the event's start.");
}

/** EWS moves the times of an all-day event to midnights. Graph refuses other times. */
function expectWholeDays({ start, end, startZone, endZone }: ItemContent): void {
  const times = [zonedTime(start, knownZone(startZone) ?? UTC), zonedTime(end, knownZone(endZone) ?? UTC)];
  const names = ['Start', 'End'];
  for (const [at, time] of times.entries()) {
    if (Temporal.PlainTime.compare(time.toPlainTime(), '00:00') === 0) continue;
    throw new GraphError(400, {
      code: 'ErrorPropertyValidationFailure',
      message: `The Event.${names[at]} property for an all-day event needs to be set to midnight.`,
    });
  }
  if (startZone !== endZone)
    throw invalidProperty('The time zones of start and end of an all-day event must be the same.');
  if (end <= start) throw invalidProperty('The duration of an event marked as All day must be at least 24 hours.');
}

function textOrNull(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  throw unreadableBody(`The property '${name}' must be a String.`);
}

function readBody({ contentType = 'text', content }: Json): Body {
  const type = String(contentType).toLowerCase();
  if (type !== 'text' && type !== 'html')
    throw unreadableBody(`Requested value '${String(contentType)}' was not found for 'contentType'.`);
  return { type: type === 'html' ? 'HTML' : 'Text', text: textOrNull('content', content ?? null) };
}

const node = (name: string, children: readonly XmlElement[], text = ''): XmlElement => ({
  uri: TYPES,
  name,
  attributes: {},
  children: [...children],
  text,
});

/** The attendees of one kind as EWS stores them; undefined for an empty list. */
function attendeeList(name: string, given: readonly unknown[], kind: string): XmlElement | undefined {
  const ofKind = given.map(objectOf).filter(({ type = 'required' }) => type === kind);
  if (ofKind.length === 0) return undefined;
  const attendees = ofKind.map(({ emailAddress }) => {
    const { address, name: displayName } = objectOf(emailAddress);
    if (typeof address !== 'string') throw invalidProperty('An attendee needs an address.');
    const shown = node('Name', [], typeof displayName === 'string' ? displayName : address);
    return node('Attendee', [node('Mailbox', [shown, node('EmailAddress', [], address)])]);
  });
  return node(name, attendees);
}
