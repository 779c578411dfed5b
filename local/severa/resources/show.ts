// Records as Severa's JSON shows them.
import { toLocal } from '../../../shared/calendar/timeZone.ts';
import type { Activity, ActivityType, Organisation, Participant, User } from '../records/organisation.ts';
import { zoneOf } from '../records/organisation.ts';
import type { StoredRecurrence } from '../records/recurrence.ts';
import { writeTime } from '../records/times.ts';

const extra = ({ behaviour }: Organisation) => (behaviour.unknowns ? { addedLater: { answer: 42 } } : {});
const guidOrNull = (guid: string | null) => (guid === null ? null : { guid, name: null });

/** `ActivityModel`. */
export function showActivity(organisation: Organisation, activity: Activity) {
  const { behaviour, users, types } = organisation;
  const zone = zoneOf(organisation, activity.owner);
  const time = (instant: number) => writeTime(instant, zone, behaviour.times);
  const isExclusive = activity.isAllDay && behaviour.allDayEnd === 'exclusive';
  const type = types.get(activity.type);
  const isUnknownKind = behaviour.unknowns && activity.isClosed;
  return {
    guid: activity.guid,
    name: activity.name,
    startDateTime: time(activity.start),
    endDateTime: activity.end === null ? null : time(activity.end + (isExclusive ? 1000 : 0)),
    isClosed: activity.isClosed,
    isAllDay: activity.isAllDay,
    hasDuration: activity.hasDuration,
    isUnassigned: activity.isUnassigned,
    hasHours: false,
    notes: activity.notes,
    location: activity.location,
    activityType: { guid: activity.type, name: type?.name ?? null, category: type && categoryOf(organisation, type) },
    ownerUser: { guid: activity.owner, code: null, name: nameOf(users.get(activity.owner)), keywords: [] },
    customer: guidOrNull(activity.customer),
    phase: guidOrNull(activity.phase),
    projectTaskStatus: guidOrNull(activity.projectTaskStatus),
    recurrenceParentActivityGuid: activity.parent,
    recurrence: activity.recurrence && showRecurrence(activity.recurrence, time),
    recurrenceRule: activity.recurrence && `FREQ=${activity.recurrence.frequency.toUpperCase()}`,
    recurrenceType: isUnknownKind ? 'Draft' : activity.kind,
    createdDateTime: time(activity.created),
    createdBy: null,
    lastUpdatedDateTime: activity.updated === null ? null : time(activity.updated),
    lastUpdatedBy: null,
    ...extra(organisation),
  };
}

export type StoredActivity = ReturnType<typeof showActivity>;

function showRecurrence(recurrence: StoredRecurrence, time: (instant: number) => string) {
  const { frequency, pattern, maxOccurrences, recursUntilDate, exceptions } = recurrence;
  return {
    frequency,
    pattern,
    range: { maxOccurrences, recursUntilDate },
    exceptions: exceptions.map(time),
    lastOccurrenceDateTime: null,
  };
}

const nameOf = (user: User | undefined) => (user ? `${user.firstName} ${user.lastName}` : null);

const categoryOf = ({ behaviour }: Organisation, { category }: ActivityType) =>
  behaviour.unknowns && category === 'Task' ? 'Webinar' : category;

export function showParticipant(organisation: Organisation, participant: Participant) {
  const user = organisation.users.get(participant.person);
  const { unknowns } = organisation.behaviour;
  return {
    guid: participant.guid,
    name: nameOf(user),
    type: unknowns && participant.type === 'Other' ? 'Group' : participant.type,
    participantGuid: participant.person,
    activityGuid: participant.activity,
    email: user?.email ?? null,
    phone: null,
    mobilePhone: null,
    status: unknowns && participant.status === 'Unknown' ? 'Delegated' : participant.status,
    isActive: user?.isActive ?? true,
    ...extra(organisation),
  };
}

export const showType = (organisation: Organisation, type: ActivityType) => ({
  guid: type.guid,
  name: type.name,
  category: categoryOf(organisation, type),
  code: null,
  isActive: type.isActive,
  isDefault: type.isDefault,
  isPaidLeave: null,
  createdDateTime: `${toLocal(type.created, 'UTC')}Z`,
  lastUpdatedDateTime: null,
  ...extra(organisation),
});

/** Fields that are no program's business. The values are obviously false, so a test finds them where they are kept. */
export const SENSITIVE = {
  socialSecurityNumber: 'FALSE-SOCIAL-SECURITY-NUMBER',
  birthDate: '1900-01-01',
  bankAccountNumber: 'FALSE-BANK-ACCOUNT',
  salutation: 'FALSE-SALUTATION',
  satisfaction: 'FALSE-SATISFACTION',
  address: 'FALSE-ADDRESS',
  postalCode: 'FALSE-POSTAL-CODE',
  city: 'FALSE-CITY',
  phone: 'FALSE-PHONE',
};

/** `UserOutputModel`. */
export const showUser = (organisation: Organisation, user: User) => ({
  guid: user.guid,
  firstName: user.firstName,
  lastName: user.lastName,
  email: user.email,
  isActive: user.isActive,
  code: null,
  title: null,
  timezone: { guid: null, name: user.ianaName, systemName: null, ianaName: user.ianaName },
  culture: { guid: null, code: 'en-GB', name: 'en-GB', englishName: 'English' },
  language: { guid: null, code: 'en', name: 'en', englishName: 'English' },
  businessUnit: null,
  defaultActivityType: user.defaultActivityType === undefined ? null : { guid: user.defaultActivityType, name: null },
  userType: organisation.behaviour.unknowns ? 'Robot' : 'FullUser',
  notificationSettings: {
    sendNewActivityEmail: user.sendNewActivityEmail,
    sendTodaysAgendaEmail: false,
    sendWeeklySummaryEmail: false,
  },
  permissionProfile: null,
  workContract: { title: 'FALSE-TITLE', startDate: '1900-01-01', endDate: null, hourCost: 987_654_321 },
  ...SENSITIVE,
  createdDateTime: `${toLocal(user.created, 'UTC')}Z`,
  lastUpdatedDateTime: user.updated === null ? null : `${toLocal(user.updated, 'UTC')}Z`,
  ...extra(organisation),
});
