// The list of activities with its filters. Filters by project, keyword, contact and hours are not kept.
import { badQuery } from '../http/answer.ts';
import type { Row } from '../http/paging.ts';
import { participantsOf } from '../records/changes.ts';
import { occurrencesOf } from '../records/expansion.ts';
import { type Activity, type Organisation, zoneOf } from '../records/organisation.ts';
import { readTime } from '../records/times.ts';
import { showActivity } from './show.ts';

type Test = (activity: Activity) => boolean;

/** The rows that the filters leave, in no order. Throws 400 for a filter whose value is none. */
export function listActivities(organisation: Organisation, query: URLSearchParams): Row[] {
  const tests = [
    ofFlags(query),
    ofGuids(organisation, query),
    ofUsers(organisation, query),
    ofWindow(organisation, query),
    ofChange(organisation, query),
  ];
  return ofKind(organisation, query)
    .filter((activity) => tests.every((test) => test(activity)))
    .map((activity) => ({ guid: activity.guid, show: () => showActivity(organisation, activity) }));
}

function ofKind(organisation: Organisation, query: URLSearchParams): Activity[] {
  const kind = query.get('recurrenceType');
  const stored = [...organisation.activities.values()];
  if (kind === 'Series') return stored.filter((each) => each.kind === 'Series');
  if (kind !== null && !['None', 'Occurrence', 'Exception'].includes(kind)) throw badQuery('recurrenceType');
  const parts = stored.flatMap((each) => (each.kind === 'Series' ? occurrencesOf(organisation, each) : [each]));
  return parts.filter((each) => kind === null || each.kind === kind);
}

function ofFlags(query: URLSearchParams): Test {
  const is = (name: string, value: boolean) => {
    const wanted = query.get(name);
    return wanted === null || wanted.toLowerCase() === `${value}`;
  };
  return ({ isClosed, hasDuration, isUnassigned }) =>
    is('closed', isClosed) && is('hasDuration', hasDuration) && is('isUnassigned', isUnassigned);
}

function ofGuids({ types }: Organisation, query: URLSearchParams): Test {
  const includes = (name: string, value: string) => {
    const wanted = query.getAll(name);
    return wanted.length === 0 || wanted.includes(value);
  };
  return ({ type, customer }) =>
    includes('activityTypeGuids', type) &&
    includes('activityCategories', types.get(type)?.category ?? '') &&
    includes('customerGuids', customer ?? '');
}

function ofUsers(organisation: Organisation, query: URLSearchParams): Test {
  const users = query.getAll('userGuids');
  if (users.length === 0) return () => true;
  const isWithMembers = query.get('includeAsMember') === 'true';
  return (activity) =>
    users.includes(activity.owner) ||
    (isWithMembers && participantsOf(organisation, activity).some(({ person }) => users.includes(person)));
}

/** Both limits belong to the window. */
function ofWindow(organisation: Organisation, query: URLSearchParams): Test {
  const isStrict = query.get('useStrictStartAndEndDateTime') === 'true';
  return (activity) => {
    const zone = zoneOf(organisation, activity.owner);
    const from = timeIn(query, 'startDateTime', zone) ?? Number.NEGATIVE_INFINITY;
    const until = timeIn(query, 'endDateTime', zone) ?? Number.POSITIVE_INFINITY;
    const end = activity.end ?? activity.start;
    return isStrict ? activity.start >= from && end <= until : end >= from && activity.start <= until;
  };
}

function ofChange(organisation: Organisation, query: URLSearchParams): Test {
  return ({ owner, updated, created }) => {
    const since = timeIn(query, 'changedSince', zoneOf(organisation, owner));
    return since === undefined || (updated ?? created) >= since;
  };
}

export function timeIn(query: URLSearchParams, name: string, zone: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const instant = readTime(text, zone);
  if (instant === undefined) throw badQuery(name);
  return instant;
}
