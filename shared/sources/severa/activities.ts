// The activities of Severa by their routes: single activities, series with their exceptions, participants.
import type { Instant } from '../../calendar/event.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { Urgency } from '../connect/requestBudget.ts';
import { type Answered, nothing, type SeveraClient } from './client.ts';
import { pageQuery, type Query, readPages } from './pages.ts';
import { type Activity, activity, type Participant, activities as page, participants } from './wire.ts';

/** `Series` are the masters alone; `default`: activities without recurrence, occurrences and exceptions. */
export type Kind = 'default' | 'Series' | 'Exception';

export interface Wanted {
  readonly kind: Kind;
  /** The owner, or a participant. */
  readonly user?: string;
  readonly changedSince?: string;
  readonly from?: Instant;
  readonly until?: Instant;
  readonly urgency?: Urgency;
}

export interface Activities {
  page(wanted: Wanted, pageToken: string | undefined): Promise<Outcome<Answered<readonly Activity[]>>>;
  all(wanted: Wanted): Promise<Outcome<readonly Activity[]>>;
  /** `gone`: Severa says so of this very id. */
  one(guid: string): Promise<Outcome<Activity>>;
  /** The users who take part, by their ids. */
  participants(guid: string): Promise<Outcome<readonly Participant[]>>;
  create(fields: object): Promise<Outcome<Activity>>;
  patch(guid: string, fields: object): Promise<Outcome<Activity>>;
  remove(guid: string): Promise<Outcome<undefined>>;
  addParticipant(guid: string, user: string): Promise<Outcome<unknown>>;
  removeParticipant(guid: string, participant: string): Promise<Outcome<undefined>>;
}

const PATH = '/v1/activities';
const pathOf = (guid: string): string => `${PATH}/${encodeURIComponent(guid)}`;

export function createActivities(client: SeveraClient): Activities {
  const ask = (wanted: Wanted, query: Query) =>
    client.ask(
      {
        method: 'GET',
        path: PATH,
        query: [...queryOf(wanted), ...query],
        about: 'all',
        ...(wanted.urgency ? { urgency: wanted.urgency } : {}),
      },
      page,
    );
  const valueIn = async <T>(asked: Promise<Outcome<Answered<T>>>): Promise<Outcome<T>> => {
    const answer = await asked;
    return answer.ok ? ok(answer.value.value) : answer;
  };

  return {
    page: (wanted, pageToken) => ask(wanted, pageQuery(pageToken)),
    all: (wanted) => readPages((query) => ask(wanted, query)),
    one: (guid) => valueIn(client.ask({ method: 'GET', path: pathOf(guid), about: 'entry' }, activity)),
    participants: (guid) =>
      valueIn(
        client.ask({ method: 'GET', path: `${pathOf(guid)}/activityparticipants`, about: 'entry' }, participants),
      ),
    create: (fields) => valueIn(client.ask({ method: 'POST', path: PATH, body: fields, about: 'all' }, activity)),

    async patch(guid, fields) {
      // Severa takes `Replace` alone (support article 77000464188).
      const body = Object.entries(fields).map(([name, value]) => ({ op: 'Replace', path: `/${name}`, value }));
      const answer = await valueIn(client.ask({ method: 'PATCH', path: pathOf(guid), body, about: 'entry' }, page));
      if (!answer.ok) return answer;
      // The answer is an array, of which one element is the activity that was asked for.
      const changed = answer.value.find((each) => each.guid === guid);
      return changed ? ok(changed) : failed({ kind: 'transient', code: 'source-answer-broken' });
    },

    remove: (guid) => valueIn(client.ask({ method: 'DELETE', path: pathOf(guid), about: 'entry' }, nothing)),

    addParticipant: (guid, user) =>
      valueIn(
        client.ask(
          {
            method: 'POST',
            path: '/v1/activityparticipants',
            body: { activityGuid: guid, participantGuid: user, type: 'User' },
            about: 'entry',
          },
          participants.element,
        ),
      ),
    removeParticipant: (guid, participant) =>
      valueIn(
        client.ask(
          {
            method: 'DELETE',
            path: `${pathOf(guid)}/activityparticipants/${encodeURIComponent(participant)}`,
            about: 'entry',
          },
          nothing,
        ),
      ),
  };
}

const queryOf = ({ kind, user, changedSince, from, until }: Wanted): Query => [
  ...(kind === 'default' ? [] : [['recurrenceType', kind] as const]),
  ...(user === undefined
    ? []
    : ([
        ['userGuids', user],
        ['includeAsMember', 'true'],
      ] as const)),
  ...(changedSince === undefined ? [] : [['changedSince', changedSince] as const]),
  ...(from === undefined ? [] : [['startDateTime', new Date(from).toISOString()] as const]),
  ...(until === undefined ? [] : [['endDateTime', new Date(until).toISOString()] as const]),
];
