// The stored form of a calendar item. Plain data: a saved mailbox is these objects as JSON.
import type { Recurrence } from '../recurrence/recurrence.ts';
import type { XmlElement } from '../xml/xml.ts';

export type Sensitivity = 'Normal' | 'Personal' | 'Private' | 'Confidential';
export type FreeBusy = 'Free' | 'Tentative' | 'Busy' | 'OOF' | 'WorkingElsewhere' | 'NoData';
export type Importance = 'Low' | 'Normal' | 'High';

export interface Body {
  readonly type: 'Text' | 'HTML';
  readonly text: string;
}

/** One MAPI property outside EWS' own, under the key that `extendedKey` makes of its path. */
export interface ExtendedProperty {
  readonly path: Readonly<Record<string, string>>;
  readonly values: readonly string[];
}

/** The properties that people and clients set. */
export interface ItemContent {
  itemClass: string;
  subject?: string | undefined;
  sensitivity: Sensitivity;
  body?: Body | undefined;
  categories: readonly string[];
  importance: Importance;
  reminderIsSet: boolean;
  /** Minutes before the start. */
  reminderMinutes: number;
  extended: Readonly<Record<string, ExtendedProperty>>;
  culture?: string | undefined;
  uid: string;
  /** Milliseconds since 1970-01-01T00:00:00Z, as is `end`. */
  start: number;
  end: number;
  isAllDay: boolean;
  freeBusy: FreeBusy;
  location?: string | undefined;
  /** Windows zone ids. */
  startZone: string;
  endZone: string;
  /** Present on the master of a series. */
  recurrence?: Recurrence | undefined;
  /** The changed occurrences, by their date in the pattern, in `startZone`. */
  exceptions: Readonly<Record<string, ExceptionPatch>>;
  /** The dates of the deleted occurrences, in order. */
  deletions: readonly string[];
  requiredAttendees?: XmlElement | undefined;
  optionalAttendees?: XmlElement | undefined;
  resources?: XmlElement | undefined;
  isResponseRequested: boolean;
  allowNewTimeProposal: boolean;
  meetingRequestWasSent: boolean;
  /** The address of the person who invited the mailbox's owner; undefined for the owner's own events. */
  organizer?: string | undefined;
  /** The owner's answer. */
  myResponse: ResponseType;
  isCancelled: boolean;
}

export type ResponseType = 'Unknown' | 'Organizer' | 'Tentative' | 'Accept' | 'Decline' | 'NoResponseReceived';

export type ExceptionKey = Exclude<keyof ItemContent, 'itemClass' | 'uid' | 'recurrence' | 'exceptions' | 'deletions'>;

/** The values set on one occurrence. All others are the master's current ones. Null is a deleted property. */
export type ExceptionPatch = { readonly [K in ExceptionKey]?: ItemContent[K] | null };

/** Present on an item that is one occurrence of a series. */
export interface Occurrence {
  readonly masterId: string;
  /** Its date in the pattern, in the zone of the series. */
  readonly originalDate: string;
  /** Its start by the pattern. */
  readonly originalStart: number;
  readonly isException: boolean;
}

/** A stored item: its content and the mailbox's data about it. Never changed in place. */
export interface Item extends Readonly<ItemContent> {
  readonly id: string;
  /** Numbered in the mailbox. A move keeps it, unlike the id. Graph's immutable ids are made of it. */
  readonly serial: number;
  readonly changeKey: string;
  readonly folderId: string;
  /** The mailbox's change numbers of the item's arrival in its folder, and of its last change. */
  readonly createdSeq: number;
  readonly modifiedSeq: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Occurrences are computed from their master on every look, and never stored. */
  readonly occurrence?: Occurrence;
}

/**
 * Exchange's defaults for properties that a client leaves out. The reminder is on, 15 minutes before the start, as
 * Exchange's clients report (php-ews issue 77, msgraph-sdk-php issue 142). The others are MS-OXWSMTGS and MS-OXOCAL.
 */
export const newContent = (uid: string): ItemContent => ({
  itemClass: 'IPM.Appointment',
  sensitivity: 'Normal',
  categories: [],
  importance: 'Normal',
  reminderIsSet: true,
  reminderMinutes: 15,
  extended: {},
  uid,
  start: 0,
  end: 0,
  isAllDay: false,
  freeBusy: 'Busy',
  startZone: 'UTC',
  endZone: 'UTC',
  exceptions: {},
  deletions: [],
  isResponseRequested: true,
  allowNewTimeProposal: true,
  meetingRequestWasSent: false,
  myResponse: 'Organizer',
  isCancelled: false,
});

export const contentOf = (item: Item): ItemContent => {
  const { id, serial, changeKey, folderId, createdSeq, modifiedSeq, createdAt, modifiedAt, occurrence, ...content } =
    item;
  return content;
};

export const isMeeting = (item: Readonly<ItemContent>): boolean =>
  item.organizer !== undefined || attendeesOf(item).length > 0;

/** The recipients of a mail about the meeting: all attendees for the organiser, the organiser for an attendee. */
export const concernedBy = (item: Readonly<ItemContent>): string[] =>
  item.organizer === undefined ? attendeesOf(item) : [item.organizer];

/** The addresses of the meeting's attendees. */
export function attendeesOf(item: Readonly<ItemContent>): string[] {
  const lists = [item.requiredAttendees, item.optionalAttendees, item.resources];
  return lists
    .flatMap((list) => list?.children ?? [])
    .flatMap((attendee) => {
      const mailbox = attendee.children.find((element) => element.name === 'Mailbox');
      return mailbox?.children.find((element) => element.name === 'EmailAddress')?.text ?? [];
    });
}
