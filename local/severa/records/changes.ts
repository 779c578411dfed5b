// The changes that people and programs make to activities. A change of an occurrence makes it an exception.
import { badField, notFound } from '../http/answer.ts';
import { findActivity } from './expansion.ts';
import { type Fields, requireFields, withFields } from './fields.ts';
import type { Activity, Organisation, Participant } from './organisation.ts';

/** Creates an activity from the fields of POST. Throws 400 for what Severa refuses. */
export function createActivity(organisation: Organisation, fields: Fields): Activity {
  requireFields(fields);
  const blank: Activity = {
    guid: organisation.newGuid(),
    name: '',
    start: 0,
    end: null,
    isClosed: false,
    isAllDay: false,
    hasDuration: (fields.endDateTime ?? null) !== null || fields.isAllDay === true,
    isUnassigned: false,
    notes: null,
    location: null,
    type: '',
    owner: '',
    customer: null,
    phase: null,
    projectTaskStatus: null,
    kind: 'None',
    recurrence: null,
    parent: null,
    original: null,
    created: organisation.clock(),
    updated: null,
  };
  return put(organisation, withFields(organisation, blank, fields));
}

/** Changes an activity. Throws 404 where there is none, 400 for what Severa refuses. */
export function editActivity(organisation: Organisation, guid: string, fields: Fields): Activity {
  const before = target(organisation, guid);
  const after = { ...withFields(organisation, before, fields), updated: organisation.clock() };
  if (before.kind === 'Occurrence') leaveSeries(organisation, before);
  if (before.kind === 'Series' && after.recurrence?.exceptions.length === 0) dropExceptions(organisation, before.guid);
  touchSeries(organisation, after);
  return put(organisation, before.kind === 'Occurrence' ? { ...after, kind: 'Exception' } : after);
}

/** Removes an activity without trace; of an occurrence, its original start stays in the series. Throws 404. */
export function removeActivity(organisation: Organisation, guid: string): void {
  const found = target(organisation, guid);
  if (found.kind === 'Occurrence') {
    leaveSeries(organisation, found);
    touchSeries(organisation, found);
    return;
  }
  dropExceptions(organisation, found.guid);
  forget(organisation, found.guid);
  touchSeries(organisation, found);
}

/** Gives a series all its occurrences back. Throws 404 for what is no series. */
export function resetExceptions(organisation: Organisation, guid: string): void {
  const series = organisation.activities.get(guid);
  if (!series?.recurrence) throw notFound();
  dropExceptions(organisation, guid);
  put(organisation, {
    ...series,
    recurrence: { ...series.recurrence, exceptions: [] },
    updated: organisation.clock(),
  });
}

/** The participants of an activity; an occurrence has those of its series. */
export function participantsOf({ participants }: Organisation, { kind, guid, parent }: Activity): Participant[] {
  const holder = kind === 'Occurrence' ? parent : guid;
  return [...participants.values()].filter(({ activity }) => activity === holder);
}

/** Adds a participant. Throws 400 for an activity or user that does not exist. */
export function addParticipant(organisation: Organisation, fields: Fields): Participant {
  const { activityGuid, participantGuid, type = 'User', status = 'Unknown' } = fields;
  const activity = typeof activityGuid === 'string' ? findActivity(organisation, activityGuid) : undefined;
  if (!activity) throw badField('activityGuid');
  const isUser = typeof participantGuid === 'string' && organisation.users.has(participantGuid);
  if (typeof participantGuid !== 'string' || (type === 'User' && !isUser)) throw badField('participantGuid');
  const holder = activity.kind === 'Occurrence' ? exceptionOf(organisation, activity) : activity;
  const participant: Participant = {
    guid: organisation.newGuid(),
    activity: holder.guid,
    person: participantGuid,
    type: `${type}`,
    status: `${status}`,
  };
  organisation.participants.set(participant.guid, participant);
  participantsChanged(organisation, holder);
  return participant;
}

/** Removes a participant of an activity. With an occurrence, an exception without that participant is made. */
export function removeParticipant(organisation: Organisation, activityGuid: string, guid: string): void {
  const activity = findActivity(organisation, activityGuid);
  const found = activity && participantsOf(organisation, activity).find((each) => each.guid === guid);
  if (!activity || !found) throw notFound();
  const holder = activity.kind === 'Occurrence' ? exceptionOf(organisation, activity) : activity;
  const leaving = participantsOf(organisation, holder).find(({ person }) => person === found.person);
  if (leaving) organisation.participants.delete(leaving.guid);
  participantsChanged(organisation, holder);
}

function participantsChanged(organisation: Organisation, holder: Activity): void {
  if (organisation.behaviour.seesParticipants) put(organisation, { ...holder, updated: organisation.clock() });
}

/** The activity that a write means. A switch says what the guid of an occurrence means. */
function target(organisation: Organisation, guid: string): Activity {
  const found = findActivity(organisation, guid);
  if (!found) throw notFound();
  const { occurrenceWrites } = organisation.behaviour;
  if (found.kind !== 'Occurrence' || occurrenceWrites === 'exception') return found;
  const series = organisation.activities.get(found.parent ?? '');
  if (!series || occurrenceWrites === '404') throw notFound();
  return series;
}

function exceptionOf(organisation: Organisation, occurrence: Activity): Activity {
  leaveSeries(organisation, occurrence);
  touchSeries(organisation, occurrence);
  return put(organisation, { ...occurrence, kind: 'Exception', updated: organisation.clock() });
}

/** Notes the original start of an occurrence in its series, and gives it its own participants. */
function leaveSeries(organisation: Organisation, occurrence: Activity): void {
  const { parent, original, guid } = occurrence;
  const series = organisation.activities.get(parent ?? '');
  if (!series?.recurrence || original === null) return;
  for (const participant of participantsOf(organisation, series)) {
    const copy = { ...participant, guid: organisation.newGuid(), activity: guid };
    organisation.participants.set(copy.guid, copy);
  }
  const exceptions = [...series.recurrence.exceptions, original].sort((a, b) => a - b);
  put(organisation, { ...series, recurrence: { ...series.recurrence, exceptions } });
}

function touchSeries(organisation: Organisation, { parent }: Activity): void {
  const series = organisation.activities.get(parent ?? '');
  if (!series || !organisation.behaviour.seesSeriesOnOccurrenceChange) return;
  put(organisation, { ...series, updated: organisation.clock() });
}

function dropExceptions(organisation: Organisation, series: string): void {
  const exceptions = [...organisation.activities.values()].filter(({ parent }) => parent === series);
  for (const { guid } of exceptions) forget(organisation, guid);
}

function forget({ activities, participants }: Organisation, guid: string): void {
  activities.delete(guid);
  for (const each of [...participants.values()]) if (each.activity === guid) participants.delete(each.guid);
}

function put({ activities }: Organisation, activity: Activity): Activity {
  activities.set(activity.guid, activity);
  return activity;
}
