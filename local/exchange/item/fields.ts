// Every property of a calendar item that this server holds, in the order of Microsoft's schema: how it is shown, set,
// cleared and compared. The file is long because it is one table. Properties of Exchange that this server never holds
// stand at the end, so that a request for them is no error.

import type { Access } from '../accounts/accounts.ts';
import { readRecurrence, writeRecurrence } from '../recurrence/recurrenceElement.ts';
import { deletedOccurrences, firstOccurrence, lastOccurrence, modifiedOccurrences } from '../series/fields.ts';
import { zoneOf } from '../series/occurrences.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { readBoolean, readChoice, readInteger } from '../soap/values.ts';
import { atLeast, type EwsVersion } from '../soap/versions.ts';
import { storedUid } from '../store/globalObjectId.ts';
import { type Item, type ItemContent, isMeeting } from '../store/item.ts';
import { attributes, escapeXml, textElement, writeTypesElement } from '../xml/write.ts';
import { child, type XmlElement } from '../xml/xml.ts';
import { writeMeetingTimeZone, writeZoneDefinition } from '../zones/zoneDefinition.ts';
import { knownZone, type WindowsZone, writeDateTime } from '../zones/zones.ts';
import { type BodyTypeAsked, writeBody } from './body.ts';

/** The values beside the item that an answer depends on. */
export interface Asked {
  readonly zone: WindowsZone | undefined;
  readonly bodyType: BodyTypeAsked;
  readonly version: EwsVersion;
  /** The mailbox's own address. Its owner organises the events in it. */
  readonly owner: () => string;
  readonly rights: () => Access;
}

/** An item being written. Times stay as given until all zones are known. */
export interface Draft extends ItemContent {
  startText?: string;
  endText?: string;
  /** True when the request names the zones itself. */
  zonesGiven?: boolean;
}

/** The smallest base shape that shows a field. `asked`: only when it is asked for by name. */
type Shape = 'IdOnly' | 'Default' | 'AllProperties' | 'asked';
export type Comparable = string | number | boolean | undefined;

export interface Field {
  readonly uri: string;
  readonly shape: Shape;
  readonly since: EwsVersion;
  /** True for a field that only GetItem returns. FindItem and SyncFolderItems return what folders list. */
  readonly wholeItemOnly?: boolean;
  /** The whole element; empty where the item lacks the property. */
  readonly show: (item: Item, asked: Asked) => string;
  readonly set?: (draft: Draft, element: XmlElement, version: EwsVersion) => void;
  readonly clear?: (draft: Draft) => void;
  readonly compare?: (item: Item) => Comparable;
}

const SENSITIVITIES = ['Normal', 'Personal', 'Private', 'Confidential'] as const;
const FREE_BUSY = ['Free', 'Tentative', 'Busy', 'OOF', 'NoData'] as const;
const IMPORTANCE = ['Low', 'Normal', 'High'] as const;
const SUBJECT_LENGTH_MAX = 255;
const REMINDER_MINUTES_MAX = 2_629_800;

type Parts = Pick<Field, 'set' | 'clear' | 'compare'> & { readonly since?: EwsVersion };

/** The constant parts of a field: which element it is, and the shape from which on it is shown. */
type Place = Pick<Field, 'uri' | 'shape'>;

const field = (parts: Place & Pick<Field, 'show'> & Parts): Field => ({ since: 'Exchange2007', ...parts });

/** A field with the text of `read` in its element. */
function textField({
  read,
  ...parts
}: Place & Parts & { readonly read: (item: Item, asked: Asked) => Comparable }): Field {
  const name = `t:${elementOf(parts.uri)}`;
  const show: Field['show'] = (item, asked) => {
    const value = read(item, asked);
    return value === undefined ? '' : textElement(name, String(value));
  };
  return field({ ...parts, show });
}

const timeField = ({ read, ...parts }: Place & Parts & { readonly read: (item: Item) => number }): Field =>
  textField({ compare: read, ...parts, read: (item, asked) => writeDateTime(read(item), asked.zone) });

const constant = (uri: string, shape: Shape, value: string): Field => textField({ uri, shape, read: () => value });

export const elementOf = (uri: string): string => uri.slice(uri.indexOf(':') + 1);

const keptElement = (key: 'requiredAttendees' | 'optionalAttendees' | 'resources', name: string): Field =>
  field({
    uri: `calendar:${name}`,
    shape: 'AllProperties',
    show: (item) => writeAttendees(item[key]),
    set: (draft, element) => {
      draft[key] = element;
    },
    clear: (draft) => {
      draft[key] = undefined;
    },
  });

/** MS-OXWSMTGS AttendeeType: each attendee has a response, `Unknown` at first. */
function writeAttendees(list: XmlElement | undefined): string {
  if (!list) return '';
  const attendees = list.children.map((attendee) => {
    const [mailbox, ...rest] = attendee.children;
    const response = child(attendee, 'ResponseType') ?? {
      ...attendee,
      name: 'ResponseType',
      children: [],
      text: 'Unknown',
    };
    const others = rest.filter((element) => element.name !== 'ResponseType');
    return { ...attendee, children: mailbox ? [mailbox, response, ...others] : attendee.children };
  });
  return writeTypesElement({ ...list, children: attendees });
}

const zoneField = (uri: 'calendar:StartTimeZone' | 'calendar:EndTimeZone', key: 'startZone' | 'endZone'): Field =>
  field({
    uri,
    shape: 'AllProperties',
    show: (item) => writeZoneDefinition(elementOf(uri), item[key]),
    since: 'Exchange2010',
    set: (draft, element) => {
      const zone = knownZone(element.attributes.Id ?? '');
      if (!zone) throw new ResponseError('ErrorTimeZone', 'The specified time zone is not valid.', uri);
      draft[key] = zone.id;
      draft.zonesGiven = true;
    },
  });

const kind = ({ recurrence, occurrence }: Item) =>
  recurrence ? 'RecurringMaster' : occurrence ? (occurrence.isException ? 'Exception' : 'Occurrence') : 'Single';

/** A field of masters that only GetItem returns. */
const seriesField = (name: string, show: (master: Item, asked: Asked) => string, parts: Parts = {}): Field => ({
  ...field({
    uri: `calendar:${name}`,
    shape: 'AllProperties',
    show: (item, asked) => (item.recurrence ? show(item, asked) : ''),
    ...parts,
  }),
  wholeItemOnly: true,
});

const recurrenceField = seriesField(
  'Recurrence',
  (item, { version }) => (item.recurrence ? writeRecurrence(item.recurrence, zoneOf(item), version) : ''),
  {
    set: (draft, element, version) => {
      draft.recurrence = readRecurrence(element, version);
    },
    clear: (draft) => {
      draft.recurrence = undefined;
    },
  },
);

/** RecurrenceId and OriginalStart, of occurrences only. */
const originalStartField = (name: string): Field =>
  textField({
    uri: `calendar:${name}`,
    shape: 'AllProperties',
    read: ({ occurrence }, { zone }) => (occurrence ? writeDateTime(occurrence.originalStart, zone) : undefined),
  });

/** MS-OXOCAL section 2.2.1.10: bits for a meeting, a received meeting and a cancelled meeting. */
const appointmentState = (item: Item) =>
  (isMeeting(item) ? 1 : 0) + (item.organizer === undefined ? 0 : 2) + (item.isCancelled ? 4 : 0);

const minutes = (item: Item) => Math.round((item.end - item.start) / 60_000);

const duration = (item: Item) => {
  const [days, hours, rest] = [
    Math.floor(minutes(item) / 1440),
    Math.floor(minutes(item) / 60) % 24,
    minutes(item) % 60,
  ];
  const time = `${hours > 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
  return minutes(item) === 0 ? 'PT0S' : `P${days > 0 ? `${days}D` : ''}${time && `T${time}`}`;
};

/** The fields before ExtendedProperty in the schema's sequence. */
const BEFORE_EXTENDED: readonly Field[] = [
  field({
    uri: 'item:ItemId',
    shape: 'IdOnly',
    show: ({ id, changeKey }) => `<t:ItemId${attributes({ Id: id, ChangeKey: changeKey })}/>`,
  }),
  field({
    uri: 'item:ParentFolderId',
    shape: 'AllProperties',
    show: ({ folderId }) => `<t:ParentFolderId${attributes({ Id: folderId })}/>`,
  }),
  textField({
    uri: 'item:ItemClass',
    shape: 'AllProperties',
    read: (item) => item.itemClass,
    set: (draft, element) => {
      draft.itemClass = element.text;
    },
    compare: (item) => item.itemClass,
  }),
  textField({
    uri: 'item:Subject',
    shape: 'Default',
    read: (item) => item.subject,
    set: (draft, element) => {
      // MS-OXWSCORE, t:ItemType: "This value [Subject] is limited to 255 characters."
      if (element.text.length > SUBJECT_LENGTH_MAX) throw tooLong('item:Subject');
      draft.subject = element.text;
    },
    clear: (draft) => {
      draft.subject = undefined;
    },
    compare: (item) => item.subject,
  }),
  textField({
    uri: 'item:Sensitivity',
    shape: 'Default',
    read: (item) => item.sensitivity,
    set: (draft, element) => {
      draft.sensitivity = readChoice(element.name, element.text, SENSITIVITIES);
    },
    compare: (item) => item.sensitivity,
  }),
  {
    ...field({
      uri: 'item:Body',
      shape: 'Default',
      show: (item, asked) => writeBody('Body', item.body, asked.bodyType),
      set: (draft, element) => {
        const type = readChoice('BodyType', element.attributes.BodyType, ['Text', 'HTML']);
        draft.body = { type, text: element.text };
      },
      clear: (draft) => {
        draft.body = undefined;
      },
    }),
    wholeItemOnly: true,
  },
  timeField({ uri: 'item:DateTimeReceived', shape: 'AllProperties', read: (item) => item.createdAt }),
  textField({
    uri: 'item:Size',
    shape: 'AllProperties',
    read: (item) => 500 + 2 * (item.body?.text.length ?? 0) + 2 * (item.subject?.length ?? 0),
  }),
  field({
    uri: 'item:Categories',
    shape: 'AllProperties',
    show: ({ categories }) =>
      categories.length > 0
        ? `<t:Categories>${categories.map((name) => textElement('t:String', name)).join('')}</t:Categories>`
        : '',
    set: (draft, element) => {
      draft.categories = element.children.map((name) => name.text);
    },
    clear: (draft) => {
      draft.categories = [];
    },
  }),
  textField({
    uri: 'item:Importance',
    shape: 'AllProperties',
    read: (item) => item.importance,
    set: (draft, element) => {
      draft.importance = readChoice(element.name, element.text, IMPORTANCE);
    },
    compare: (item) => item.importance,
  }),
  constant('item:IsSubmitted', 'AllProperties', 'false'),
  constant('item:IsDraft', 'AllProperties', 'false'),
  constant('item:IsFromMe', 'AllProperties', 'false'),
  constant('item:IsResend', 'AllProperties', 'false'),
  constant('item:IsUnmodified', 'AllProperties', 'false'),
  timeField({ uri: 'item:DateTimeSent', shape: 'AllProperties', read: (item) => item.createdAt }),
  timeField({ uri: 'item:DateTimeCreated', shape: 'AllProperties', read: (item) => item.createdAt }),
  timeField({
    uri: 'item:ReminderDueBy',
    shape: 'AllProperties',
    read: (item) => item.start, // Clients that write the whole item back (exchangelib) write this too. For an event it is its start.
    set: () => undefined,
  }),
  textField({
    uri: 'item:ReminderIsSet',
    shape: 'AllProperties',
    read: (item) => item.reminderIsSet,
    set: (draft, element) => {
      draft.reminderIsSet = readBoolean(element);
    },
    compare: (item) => item.reminderIsSet,
  }),
  textField({
    uri: 'item:ReminderMinutesBeforeStart',
    shape: 'AllProperties',
    read: (item) => item.reminderMinutes,
    set: (draft, element) => {
      draft.reminderMinutes = readInteger(element.name, element.text, { min: 0, max: REMINDER_MINUTES_MAX });
    },
    compare: (item) => item.reminderMinutes,
  }),
  constant('item:DisplayCc', 'AllProperties', ''),
  constant('item:DisplayTo', 'AllProperties', ''),
  constant('item:HasAttachments', 'Default', 'false'),
];

const AFTER_EXTENDED: readonly Field[] = [
  textField({
    uri: 'item:Culture',
    shape: 'AllProperties',
    read: (item) => item.culture,
    set: (draft, element) => {
      draft.culture = element.text;
    },
    clear: (draft) => {
      draft.culture = undefined;
    },
  }),
  field({ uri: 'item:EffectiveRights', shape: 'AllProperties', show: (_, { rights }) => effectiveRights(rights()) }),
  textField({ uri: 'item:LastModifiedName', shape: 'AllProperties', read: (_, asked) => asked.owner() }),
  timeField({ uri: 'item:LastModifiedTime', shape: 'AllProperties', read: (item) => item.modifiedAt }),
  textField({ uri: 'item:IsAssociated', shape: 'AllProperties', read: () => false, since: 'Exchange2010' }),
  {
    ...field({
      uri: 'item:TextBody',
      shape: 'asked',
      show: (item) => writeBody('TextBody', item.body, 'Text'),
      since: 'Exchange2013',
    }),
    wholeItemOnly: true,
  },
  textField({
    uri: 'calendar:UID',
    shape: 'AllProperties',
    read: (item) => item.uid,
    set: (draft, element) => {
      if (element.text === '')
        throw new ResponseError('ErrorInvalidPropertySet', 'Set action is invalid for property.', 'calendar:UID');
      draft.uid = storedUid(element.text);
    },
  }),
  originalStartField('RecurrenceId'),
  timeField({ uri: 'calendar:DateTimeStamp', shape: 'AllProperties', read: (item) => item.modifiedAt }),
  timeField({
    uri: 'calendar:Start',
    shape: 'Default',
    read: (item) => item.start,
    set: (draft, element) => {
      draft.startText = element.text;
    },
  }),
  timeField({
    uri: 'calendar:End',
    shape: 'Default',
    read: (item) => item.end,
    set: (draft, element) => {
      draft.endText = element.text;
    },
  }),
  originalStartField('OriginalStart'),
  textField({
    uri: 'calendar:IsAllDayEvent',
    shape: 'Default',
    read: (item) => item.isAllDay,
    set: (draft, element) => {
      draft.isAllDay = readBoolean(element);
    },
    compare: (item) => item.isAllDay,
  }),
  textField({
    uri: 'calendar:LegacyFreeBusyStatus',
    shape: 'Default',
    read: (item, asked) => shownFreeBusy(item, asked.version),
    set: (draft, element, version) => {
      const later = element.text.trim() === 'WorkingElsewhere' && atLeast(version, 'Exchange2013');
      draft.freeBusy = later ? 'WorkingElsewhere' : readChoice(element.name, element.text, FREE_BUSY);
    },
    compare: (item) => item.freeBusy,
  }),
  textField({
    uri: 'calendar:Location',
    shape: 'Default',
    read: (item) => item.location,
    set: (draft, element) => {
      draft.location = element.text;
    },
    clear: (draft) => {
      draft.location = undefined;
    },
    compare: (item) => item.location,
  }),
  textField({ uri: 'calendar:IsMeeting', shape: 'AllProperties', read: isMeeting }),
  textField({ uri: 'calendar:IsCancelled', shape: 'AllProperties', read: (item) => item.isCancelled }),
  textField({ uri: 'calendar:IsRecurring', shape: 'AllProperties', read: (item) => kind(item) !== 'Single' }),
  textField({
    uri: 'calendar:MeetingRequestWasSent',
    shape: 'AllProperties',
    read: (item) => item.meetingRequestWasSent,
  }),
  textField({
    uri: 'calendar:IsResponseRequested',
    shape: 'AllProperties',
    read: (item) => item.isResponseRequested,
    set: (draft, element) => {
      draft.isResponseRequested = readBoolean(element);
    },
  }),
  textField({ uri: 'calendar:CalendarItemType', shape: 'Default', read: kind }),
  textField({ uri: 'calendar:MyResponseType', shape: 'AllProperties', read: (item) => item.myResponse }),
  field({
    uri: 'calendar:Organizer',
    shape: 'Default',
    show: ({ organizer }, { owner }) => mailboxElement('t:Organizer', organizer ?? owner()),
  }),
  keptElement('requiredAttendees', 'RequiredAttendees'),
  keptElement('optionalAttendees', 'OptionalAttendees'),
  keptElement('resources', 'Resources'),
  constant('calendar:ConflictingMeetingCount', 'asked', '0'),
  constant('calendar:AdjacentMeetingCount', 'asked', '0'),
  textField({ uri: 'calendar:Duration', shape: 'AllProperties', read: duration }),
  textField({ uri: 'calendar:TimeZone', shape: 'AllProperties', read: (item) => item.startZone }),
  constant('calendar:AppointmentSequenceNumber', 'AllProperties', '0'),
  textField({ uri: 'calendar:AppointmentState', shape: 'AllProperties', read: appointmentState }),
  recurrenceField,
  seriesField('FirstOccurrence', (item, { zone }) => firstOccurrence(item, zone)),
  seriesField('LastOccurrence', (item, { zone }) => lastOccurrence(item, zone)),
  seriesField('ModifiedOccurrences', (item, { zone }) => modifiedOccurrences(item, zone)),
  seriesField('DeletedOccurrences', (item, { zone }) => deletedOccurrences(item, zone)),
  field({
    uri: 'calendar:MeetingTimeZone',
    shape: 'AllProperties',
    show: showMeetingTimeZone,
    set: setMeetingTimeZone,
  }),
  zoneField('calendar:StartTimeZone', 'startZone'),
  zoneField('calendar:EndTimeZone', 'endZone'),
  textField({ uri: 'calendar:ConferenceType', shape: 'AllProperties', read: () => 0, set: () => undefined }),
  textField({
    uri: 'calendar:AllowNewTimeProposal',
    shape: 'AllProperties',
    read: (item) => item.allowNewTimeProposal,
    set: (draft, element) => {
      draft.allowNewTimeProposal = readBoolean(element);
    },
  }),
  constant('calendar:IsOnlineMeeting', 'AllProperties', 'false'),
  textField({
    uri: 'calendar:StartWallClock',
    shape: 'AllProperties',
    read: (item) => writeDateTime(item.start, knownZone(item.startZone)),
    since: 'Exchange2013',
  }),
  textField({
    uri: 'calendar:EndWallClock',
    shape: 'AllProperties',
    read: (item) => writeDateTime(item.end, knownZone(item.endZone)),
    since: 'Exchange2013',
  }),
  textField({
    uri: 'calendar:StartTimeZoneId',
    shape: 'AllProperties',
    read: (item) => item.startZone,
    since: 'Exchange2013',
  }),
  textField({
    uri: 'calendar:EndTimeZoneId',
    shape: 'AllProperties',
    read: (item) => item.endZone,
    since: 'Exchange2013',
  }),
  textField({
    uri: 'calendar:IntendedFreeBusyStatus',
    shape: 'AllProperties',
    read: (item, asked) => shownFreeBusy(item, asked.version),
    since: 'Exchange2013',
  }),
  textField({
    uri: 'calendar:IsOrganizer',
    shape: 'AllProperties',
    read: (item) => item.organizer === undefined,
    since: 'Exchange2013',
  }),
];

/** The schema's sequence; ExtendedProperty stands at `EXTENDED_AT`. */
export const FIELDS: readonly Field[] = [...BEFORE_EXTENDED, ...AFTER_EXTENDED];
export const EXTENDED_AT = BEFORE_EXTENDED.length;
export const fieldsByUri: ReadonlyMap<string, Field> = new Map(FIELDS.map((entry) => [entry.uri, entry]));
export const fieldsByElement: ReadonlyMap<string, Field> = new Map(
  FIELDS.map((entry) => [elementOf(entry.uri), entry]),
);

/** The caller's rights, in EWS' terms. */
export function effectiveRights(access: Access): string {
  const write = access === 'write';
  return (
    `<t:EffectiveRights><t:CreateAssociated>${write}</t:CreateAssociated><t:CreateContents>${write}</t:CreateContents>` +
    `<t:CreateHierarchy>${write}</t:CreateHierarchy><t:Delete>${write}</t:Delete><t:Modify>${write}</t:Modify>` +
    '<t:Read>true</t:Read></t:EffectiveRights>'
  );
}

const mailboxElement = (name: string, address: string) =>
  `<${name}><t:Mailbox><t:Name>${escapeXml(address)}</t:Name><t:EmailAddress>${escapeXml(address)}</t:EmailAddress>` +
  `<t:RoutingType>SMTP</t:RoutingType></t:Mailbox></${name}>`;

const tooLong = (uri: string) =>
  new ResponseError('ErrorPropertyValidationFailure', 'Property-level validation failed: the value is too long.', uri);

/** WorkingElsewhere came with Exchange 2013. Older clients get a value of their own schema. */
const shownFreeBusy = (item: Item, version: EwsVersion) =>
  item.freeBusy === 'WorkingElsewhere' && !atLeast(version, 'Exchange2013') ? 'Free' : item.freeBusy;

/** MS-OXWSMTGS section 2.2.4.6 and its note 13: only Exchange 2007 has it, for masters only. */
function showMeetingTimeZone(item: Item, { version }: Asked): string {
  return item.recurrence && !atLeast(version, 'Exchange2010') ? writeMeetingTimeZone(item.startZone) : '';
}

/** Exchange 2007 names the zone here by its Windows id. Later versions ignore it. */
function setMeetingTimeZone(draft: Draft, element: XmlElement, version: EwsVersion): void {
  if (atLeast(version, 'Exchange2010')) return;
  const zone = knownZone(element.attributes.TimeZoneName ?? '');
  if (!zone && !child(element, 'BaseOffset')) throw schemaViolation("The element 'MeetingTimeZone' names no zone.");
  if (!zone)
    throw new ResponseError(
      'ErrorCalendarInvalidTimeZone',
      'The specified time zone is not valid.',
      'calendar:MeetingTimeZone',
    );
  draft.startZone = zone.id;
  draft.endZone = zone.id;
  draft.zonesGiven = true;
}

/** FieldURIs of the schema for properties that this server never holds. They are left out of the answer. */
export const NEVER_HELD: ReadonlySet<string> = new Set(
  [
    'item: MimeContent Attachments InReplyTo InternetMessageHeaders ResponseObjects ReminderNextTime DisplayBcc ConversationId',
    'item: UniqueBody Flag StoreEntryId InstanceKey NormalizedBody EntityExtractionResult PolicyTag ArchiveTag RetentionDate',
    'item: Preview PredictedActionReasons IsClutter RightsManagementLicenseData BlockStatus HasBlockedImages IconIndex',
    'item: WebClientReadFormQueryString WebClientEditFormQueryString MimeContentUTF8 Mentions MentionedMe',
    'calendar: EnhancedLocation When ConflictingMeetings AdjacentMeetings InboxReminders AppointmentReplyTime',
    'calendar: MeetingWorkspaceUrl NetShowUrl JoinOnlineMeetingUrl OnlineMeetingSettings',
  ].flatMap((line) => {
    const [family = '', ...names] = line.split(' ');
    return names.map((name) => `${family}${name}`);
  }),
);
