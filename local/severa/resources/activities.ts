// The routes of activities and of their participants.
import { type Answer, type Asked, notFound, objectIn, Refusal } from '../http/answer.ts';
import type { Pages } from '../http/paging.ts';
import {
  addParticipant,
  createActivity,
  editActivity,
  participantsOf,
  removeActivity,
  removeParticipant,
  resetExceptions,
} from '../records/changes.ts';
import { findActivity } from '../records/expansion.ts';
import { type Activity, guidOf, type Organisation } from '../records/organisation.ts';
import { listActivities } from './activityList.ts';
import { patchedFields } from './patch.ts';
import { showActivity, showParticipant } from './show.ts';

/** `/activities` and what is below it. */
export function activityRoute(organisation: Organisation, pages: Pages, asked: Asked): Answer {
  const { method, path, query, body } = asked;
  const [, guid, below, participant] = path;
  if (guid === undefined && method === 'GET')
    return pages.page(query, listActivities(organisation, pages.filters(query)));
  if (guid === undefined && method === 'POST') {
    const created = createActivity(organisation, objectIn(body, 'body'));
    return { status: 201, json: showActivity(organisation, created) };
  }
  if (guid === undefined) throw notFound();
  if (below === 'exceptions' && method === 'DELETE') return done(() => resetExceptions(organisation, guid));
  if (below === 'activityparticipants' && method === 'GET')
    return participantList(organisation, found(organisation, guid));
  if (below === 'activityparticipants' && participant !== undefined && method === 'DELETE') {
    return done(() => removeParticipant(organisation, guid, participant));
  }
  if (below !== undefined) throw notFound();
  if (method === 'GET') return { status: 200, json: showActivity(organisation, found(organisation, guid)) };
  if (method === 'PATCH') return patch(organisation, guid, body);
  if (method === 'DELETE') return done(() => removeActivity(organisation, guid));
  throw notFound();
}

/** `/activityparticipants` and what is below it. */
export function participantRoute(organisation: Organisation, { method, path, body }: Asked): Answer {
  const [, guid] = path;
  if (guid === undefined && method === 'POST') {
    const added = addParticipant(organisation, objectIn(body, 'body'));
    return { status: 201, json: showParticipant(organisation, added) };
  }
  const participant = organisation.participants.get(guid ?? '');
  if (!participant) throw notFound();
  const json = showParticipant(organisation, participant);
  if (method === 'GET') return { status: 200, json };
  if (method !== 'PATCH') throw notFound();
  const isOther = Object.keys(patchedFields(body, organisation.behaviour)).some((name) => name !== 'IsConfirmed');
  if (isOther) throw new Refusal(400, 'InvalidOperation', { type: 'RequestBody', name: 'path' });
  return { status: 200, json: [json] };
}

function found(organisation: Organisation, guid: string): Activity {
  const activity = findActivity(organisation, guid);
  if (!activity) throw notFound();
  return activity;
}

function done(deed: () => void): Answer {
  deed();
  return { status: 204 };
}

/** A list of guids has an answer of another shape than one guid. */
function patch(organisation: Organisation, guids: string, body: unknown): Answer {
  const fields = patchedFields(body, organisation.behaviour);
  const edit = (guid: string) => showActivity(organisation, editActivity(organisation, guid, fields));
  if (!guids.includes(',')) return { status: 200, json: [edit(guids)] };
  const succeeded: unknown[] = [];
  const errors: unknown[] = [];
  for (const guid of guids.split(',')) {
    try {
      succeeded.push(edit(guid));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      errors.push({ guid, type: error.type });
    }
  }
  return { status: 200, json: { succeeded, errors } };
}

function participantList(organisation: Organisation, activity: Activity): Answer {
  const listed = participantsOf(organisation, activity).map((each) => ({ ...each, activity: activity.guid }));
  const owner = {
    guid: guidOf(`owner of ${activity.guid}`),
    activity: activity.guid,
    person: activity.owner,
    type: 'User',
    status: 'Accepted',
  };
  const rows = organisation.behaviour.ownerAsParticipant ? [owner, ...listed] : listed;
  return { status: 200, json: rows.map((row) => showParticipant(organisation, row)) };
}
