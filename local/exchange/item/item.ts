// What a mailbox stores of a calendar item. Plain data: a saved mailbox is these objects as JSON.
import type { Recurrence } from '../series/recurrence.ts';
import type { XmlElement } from '../soap/xml.ts';

export type Sensitivity = 'Normal' | 'Personal' | 'Private' | 'Confidential';
export type FreeBusy = 'Free' | 'Tentative' | 'Busy' | 'OOF' | 'WorkingElsewhere' | 'NoData';
export type Importance = 'Low' | 'Normal' | 'High';

export interface Body {
  readonly type: 'Text' | 'HTML';
  readonly text: string;
}

/** One MAPI property outside of EWS's own, under the key that `extendedKey` makes of its path. */
export interface ExtendedProperty {
  readonly path: Readonly<Record<string, string>>;
  readonly values: readonly string[];
}

/** What people and clients set. */
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
  /** With it the item is a series' master. */
  recurrence?: Recurrence | undefined;
  /** The occurrences that differ, by the date on which the pattern has them, in `startZone`. */
  exceptions: Readonly<Record<string, ExceptionPatch>>;
  /** The dates of the occurrences that were deleted, in order. */
  deletions: readonly string[];
  requiredAttendees?: XmlElement | undefined;
  optionalAttendees?: XmlElement | undefined;
  resources?: XmlElement | undefined;
  isResponseRequested: boolean;
  allowNewTimeProposal: boolean;
  meetingRequestWasSent: boolean;
  /** The address of whoever invited the mailbox's owner; undefined of their own events. */
  organizer?: string | undefined;
  /** How the owner answered. */
  myResponse: ResponseType;
  isCancelled: boolean;
}

export type ResponseType = 'Unknown' | 'Organizer' | 'Tentative' | 'Accept' | 'Decline' | 'NoResponseReceived';

export type ExceptionKey = Exclude<keyof ItemContent, 'itemClass' | 'uid' | 'recurrence' | 'exceptions' | 'deletions'>;

/** What was set on one occurrence; the rest is the master's, as it is now. Null is a property that was deleted. */
export type ExceptionPatch = { readonly [K in ExceptionKey]?: ItemContent[K] | null };

/** What makes an item one occurrence of a series. */
export interface Occurrence {
  readonly masterId: string;
  /** The date on which the pattern has it, in the zone of the series. */
  readonly originalDate: string;
  /** When the pattern lets it begin. */
  readonly originalStart: number;
  readonly isException: boolean;
}

/** A stored item: its content and what the mailbox says about it. Never changed in place. */
export interface Item extends Readonly<ItemContent> {
  readonly id: string;
  /** Counted in the mailbox and kept by a move, unlike the id: what Graph's immutable ids are made of. */
  readonly serial: number;
  readonly changeKey: string;
  readonly folderId: string;
  /** The mailbox's change numbers when the item came into its folder and when it was last changed. */
  readonly createdSeq: number;
  readonly modifiedSeq: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Occurrences are made of their master whenever somebody looks, and never stored. */
  readonly occurrence?: Occurrence;
}

/**
 * Exchange's defaults for what a client leaves out. The reminder is on, 15 minutes before, as reported of Exchange
 * by its clients (php-ews issue 77, msgraph-sdk-php issue 142); the rest is MS-OXWSMTGS and MS-OXOCAL.
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

/** Where a mail about the meeting would go: from the organiser to all who are invited, from them to the organiser. */
export const concernedBy = (item: Readonly<ItemContent>): string[] =>
  item.organizer === undefined ? attendeesOf(item) : [item.organizer];

/** The addresses that a meeting's mail would go to. */
export function attendeesOf(item: Readonly<ItemContent>): string[] {
  const lists = [item.requiredAttendees, item.optionalAttendees, item.resources];
  return lists
    .flatMap((list) => list?.children ?? [])
    .flatMap((attendee) => {
      const mailbox = attendee.children.find((element) => element.name === 'Mailbox');
      return mailbox?.children.find((element) => element.name === 'EmailAddress')?.text ?? [];
    });
}
