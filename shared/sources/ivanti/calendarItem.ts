// A calendar item of Ivanti and the event that it means. Ivanti holds title, description, location and time; the other
// fields of an event keep what Exchange says. Pure.
import { dateIn } from '../../calendar/days.ts';
import { digestOf } from '../../calendar/digest.ts';
import {
  type CalendarEvent,
  EVENT_FIELDS,
  type EventField,
  type EventPatch,
  type TimeZoneId,
  type When,
} from '../../calendar/event.ts';
import { toInstant, toLocal } from '../../calendar/timeZone.ts';
import { allDay, endInstant, startInstant, timed } from '../../calendar/when.ts';
import type { Content, Tag } from '../../sync/ports/remote.ts';
import type { SourceItem } from '../../sync/ports/source.ts';
import { dayAfter } from '../connect/wholeDays.ts';
import type { Row } from './answers.ts';
import type { FieldMap } from './fieldMap.ts';
import { dateTime } from './query.ts';
import { changedAt, idOf } from './rows.ts';
import { flagIn, instantIn, richOf, textIn, wordsOf } from './values.ts';

/** The entry type of an item that belongs to no other object. Items from calendars have it. */
export const OWN_TYPE = 'CalendarItem';

const CATEGORY = 'ParentLink_Category';
/** The account of the engine that runs workflows (measured). */
const ENGINE = 'InternalServices';
/** A workflow that runs on a creation writes the record again within this time. */
const WORKFLOW_MS = 10_000;
const ALL_FIELDS: ReadonlySet<EventField> = new Set(EVENT_FIELDS);

export interface ItemReading {
  readonly map: FieldMap;
  readonly timeZone: TimeZoneId;
  /** The e-mail address of the employee with this login. */
  readonly addressOf: (login: string) => string | undefined;
}

export const typeOf = (row: Row): string => textIn(row, CATEGORY) || OWN_TYPE;
export const isReadOnly = (row: Row): boolean => flagIn(row, 'ReadOnly');
export const ownerOf = (row: Row, map: FieldMap): string => textIn(row, map.owner).toLowerCase();

/** An item as the port has it. An owner without an address is nobody of the company. */
export function itemOf(row: Row, { map, timeZone, addressOf }: ItemReading): SourceItem {
  const owner = addressOf(ownerOf(row, map)) ?? '';
  const content = contentOf(row, { map, timeZone });
  const tag = tagIn(textIn(row, map.tag));
  const createdAt = instantIn(row, 'CreatedDateTime');
  return {
    id: idOf(row),
    version: digestOfParts(row, map, content),
    owner,
    participants: [],
    type: typeOf(row),
    modified: isModified(row),
    unstamped: true,
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(tag ? { tag } : {}),
    // Ivanti takes a write of a read-only record: nobody else keeps it from being changed.
    ...(isReadOnly(row) ? { fixed: ALL_FIELDS } : {}),
    content,
  };
}

/** Another version as soon as anything that is read differs. A workflow that writes the same again makes none. */
export const versionOf = (row: Row, { map, timeZone }: Pick<ItemReading, 'map' | 'timeZone'>): string =>
  digestOfParts(row, map, contentOf(row, { map, timeZone }));

const digestOfParts = (row: Row, map: FieldMap, content: Content): string =>
  digestOf(JSON.stringify([content, ownerOf(row, map), typeOf(row), isReadOnly(row), textIn(row, map.tag)]));

function isModified(row: Row): boolean {
  const late = changedAt(row) - (instantIn(row, 'CreatedDateTime') ?? 0);
  const isWorkflow = textIn(row, 'LastModBy') === ENGINE && late <= WORKFLOW_MS;
  return late > 0 && !isWorkflow;
}

function contentOf(row: Row, { map, timeZone }: Pick<ItemReading, 'map' | 'timeZone'>): Content {
  const title = textIn(row, map.title);
  const when = whenOf(row, { map, timeZone });
  if (!when) return { kind: 'leftOut', reason: 'item-unreadable', title };
  return {
    kind: 'event',
    event: {
      title,
      description: wordsOf(textIn(row, map.body)),
      location: textIn(row, map.location),
      when,
      privacy: 'public',
      freeBusyStatus: 'busy',
      keywords: [],
      alert: null,
    },
  };
}

/** Undefined where the item has no start. */
function whenOf(row: Row, { map, timeZone }: Pick<ItemReading, 'map' | 'timeZone'>): When | undefined {
  const start = instantIn(row, map.start);
  if (start === undefined) return undefined;
  const end = Math.max(start, instantIn(row, map.end) ?? start);
  if (!flagIn(row, map.allDay)) return timed({ start, end }, timeZone);
  return allDay(dateIn(toLocal(start, timeZone)), dayAfter({ start, end }, timeZone));
}

/** The properties that a patch changes. Ivanti has no item without a title. */
export function propertiesOf(
  { title, description, location, when }: EventPatch,
  map: FieldMap,
  zone: TimeZoneId,
): object {
  return {
    ...(title === undefined ? {} : { [map.title]: title === '' ? '-' : title }),
    ...(description === undefined || !map.body ? {} : { [map.body]: richOf(description) }),
    ...(location === undefined || !map.location ? {} : { [map.location]: location }),
    ...(when ? timesOf(when, map, zone) : {}),
  };
}

function timesOf(when: When, map: FieldMap, zone: TimeZoneId): object {
  const [start, end] = when.showWithoutTime
    ? [toInstant(`${when.start}T00:00:00`, zone), endInstant(when, zone)]
    : [startInstant(when, zone), endInstant(when, zone)];
  return {
    [map.start]: dateTime(start),
    [map.end]: dateTime(end),
    ...(map.allDay ? { [map.allDay]: when.showWithoutTime } : {}),
  };
}

const MARK = 'ecs';

/** Ids, nonces and marks have neither of these characters: they are base64url and a dot. */
export const tagText = ({ pair, nonce, of }: Tag): string =>
  [MARK, pair, nonce, ...(of === undefined ? [] : [of])].join('|');

/** Undefined for any other text, such as the id of another system. */
export function tagIn(text: string): Tag | undefined {
  const [mark, pair, nonce, of, ...rest] = text.split('|');
  if (mark !== MARK || !pair || !nonce || rest.length > 0) return undefined;
  return { pair, nonce, ...(of ? { of } : {}) };
}

/** An event that Ivanti can hold in this form: it has no recurrence. */
export const isSingle = ({ when }: CalendarEvent): boolean => when.recurrence === undefined;
