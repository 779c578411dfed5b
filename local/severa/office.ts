// The people who work in Severa: the same records and checks as over HTTP, without HTTP.
import {
  addParticipant,
  createActivity,
  editActivity,
  participantsOf,
  removeActivity,
  removeParticipant,
} from './records/changes.ts';
import { findActivity, occurrencesOf } from './records/expansion.ts';
import type { Fields } from './records/fields.ts';
import type { Category, Organisation } from './records/organisation.ts';
import { type StoredActivity, showActivity } from './resources/show.ts';

/** The fields of POST. */
export interface NewActivity extends Fields {
  readonly name: string;
  readonly startDateTime: string;
  readonly activityType: { readonly guid: string };
  readonly ownerUser: { readonly guid: string };
}

export interface NewUser {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly isActive?: boolean;
  readonly ianaName?: string;
  readonly defaultActivityType?: string;
  readonly sendNewActivityEmail?: boolean;
}

export interface NewType {
  readonly name: string;
  readonly category: Category;
  readonly isDefault?: boolean;
  readonly isActive?: boolean;
}

/** Every function throws a Refusal where HTTP would refuse. */
export interface Office {
  addUser(user: NewUser): string;
  setUser(guid: string, change: object): void;
  addType(type: NewType): string;
  create(activity: NewActivity): string;
  /** An occurrence becomes an exception. */
  edit(guid: string, change: object): void;
  remove(guid: string): void;
  addParticipant(activity: string, user: string): string;
  removeParticipant(activity: string, user: string): void;
  /** Series and singles. */
  list(): readonly StoredActivity[];
  /** The occurrences of a series that are no exceptions. */
  occurrences(series: string): readonly StoredActivity[];
}

export function createOffice(organisation: Organisation): Office {
  const { users, types, clock, newGuid } = organisation;
  return {
    addUser(user) {
      const guid = newGuid();
      const defaults = { firstName: 'First', lastName: 'Last', isActive: true, ianaName: 'Europe/Helsinki' };
      const more = { defaultActivityType: undefined, sendNewActivityEmail: false, created: clock(), updated: null };
      users.set(guid, { ...defaults, ...more, ...user, guid });
      return guid;
    },
    setUser(guid, change) {
      const before = users.get(guid);
      if (!before) throw new Error(`There is no user ${guid}.`);
      users.set(guid, { ...before, ...change, guid, updated: clock() });
    },
    addType(type) {
      const guid = newGuid();
      types.set(guid, { isDefault: false, isActive: true, created: clock(), ...type, guid });
      return guid;
    },
    create: (activity) => createActivity(organisation, activity).guid,
    edit: (guid, change) => void editActivity(organisation, guid, { ...change }),
    remove: (guid) => removeActivity(organisation, guid),
    addParticipant: (activityGuid, participantGuid) =>
      addParticipant(organisation, { activityGuid, participantGuid }).guid,
    removeParticipant(guid, user) {
      const activity = findActivity(organisation, guid);
      const found = activity && participantsOf(organisation, activity).find(({ person }) => person === user);
      removeParticipant(organisation, guid, found?.guid ?? '');
    },
    list: () =>
      [...organisation.activities.values()]
        .filter(({ parent }) => parent === null)
        .map((activity) => showActivity(organisation, activity)),
    occurrences(guid) {
      const series = organisation.activities.get(guid);
      return series ? occurrencesOf(organisation, series).map((each) => showActivity(organisation, each)) : [];
    },
  };
}
