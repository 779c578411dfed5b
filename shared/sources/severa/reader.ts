// An activity with all that belongs to it, as an item of the port.
import type { Instant, TimeZoneId } from '../../calendar/event.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { SourceItem } from '../../sync/ports/source.ts';
import { BROKEN_ANSWER } from '../connect/failures.ts';
import type { Activities } from './activities.ts';
import { contentOf, versionOf } from './activity.ts';
import type { Directory, People } from './people.ts';
import { instantOf } from './times.ts';
import type { Activity } from './wire.ts';

export interface SeveraSettings {
  /** The type of new activities whose owner has none of the own. */
  readonly defaultType: string;
  /** The type of private ones; undefined where the organisation has none. */
  readonly personalType: string | undefined;
  readonly projectTasks: boolean;
}

/** Of users whose zone Severa does not name. */
export const NO_ZONE: TimeZoneId = 'UTC';

/** An activity with all that belongs to it. */
export interface Whole {
  readonly read: Activity;
  readonly exceptions: readonly Activity[];
  /** E-mail addresses. */
  readonly participants: readonly string[];
}

export interface Reader {
  itemOf(whole: Whole, directory: Directory): SourceItem;
  /** Fresh, with exceptions and participants. */
  read(id: string): Promise<Outcome<SourceItem>>;
  /** The same right before a write: `conflict` where the activity is of another version, or changed while it was read. */
  readAt(id: string, version: string): Promise<Outcome<SourceItem>>;
}

export function createReader({
  activities,
  people,
  settings,
}: {
  readonly activities: Activities;
  readonly people: People;
  readonly settings: SeveraSettings;
}): Reader {
  const zoneOf = (directory: Directory, owner: string | undefined): TimeZoneId =>
    (owner === undefined ? undefined : directory.person(owner)?.timeZone) ?? NO_ZONE;

  function itemOf({ read, exceptions, participants }: Whole, directory: Directory): SourceItem {
    const owner = read.ownerUser?.guid;
    const email = (owner === undefined ? undefined : directory.person(owner)?.email) ?? '';
    const others = participants.filter((each) => each !== email).sort();
    const zone = zoneOf(directory, owner);
    const { createdDateTime, lastUpdatedDateTime } = read;
    return {
      id: read.guid,
      version: versionOf(read, exceptions, [email, ...others]),
      owner: email,
      participants: others,
      type: read.activityType.guid,
      modified: Boolean(lastUpdatedDateTime) && lastUpdatedDateTime !== createdDateTime,
      unstamped: true,
      ...createdAtOf(createdDateTime, zone),
      content: contentOf(read, exceptions, { zone, projectTasks: settings.projectTasks }),
    };
  }

  async function itemAround(read: Activity): Promise<Outcome<SourceItem>> {
    const taking = await activities.participants(read.guid);
    // Only the activity itself says that it is gone.
    if (!taking.ok) return taking.failure.kind === 'gone' ? failed(BROKEN_ANSWER) : taking;
    const owner = read.ownerUser?.guid;
    const exceptions = await exceptionsOf(activities, read);
    if (!exceptions.ok) return exceptions;
    const users = taking.value.filter(({ type }) => !type || type === 'User').map((each) => each.participantGuid);
    const directory = await people.of([...users, ...(owner === undefined ? [] : [owner])]);
    if (!directory.ok) return directory;
    const participants = users.flatMap((user) => directory.value.person(user)?.email ?? []);
    return ok(itemOf({ read, exceptions: exceptions.value, participants }, directory.value));
  }

  return {
    itemOf,
    async read(id) {
      const read = await activities.one(id);
      return read.ok ? itemAround(read.value) : read;
    },
    async readAt(id, version) {
      const read = await activities.one(id);
      if (!read.ok) return read;
      const item = await itemAround(read.value);
      if (!item.ok) return item;
      if (item.value.version !== version) return failed({ kind: 'conflict' });
      // Participants and exceptions took requests of their own, and a person may have edited meanwhile.
      const last = await activities.one(id);
      if (!last.ok) return last;
      return JSON.stringify(last.value) === JSON.stringify(read.value) ? item : failed({ kind: 'conflict' });
    },
  };
}

function createdAtOf(text: string | null | undefined, zone: TimeZoneId): { readonly createdAt?: Instant } {
  if (!text) return {};
  try {
    return { createdAt: instantOf(text, zone) };
  } catch {
    // A time that cannot be read says nothing of the creation.
    return {};
  }
}

/** No route lists the exceptions of one series: those of its owner are read. */
async function exceptionsOf(activities: Activities, read: Activity): Promise<Outcome<readonly Activity[]>> {
  const owner = read.ownerUser?.guid;
  if (!read.recurrence || owner === undefined || (read.recurrence.exceptions ?? []).length === 0) return ok([]);
  const all = await activities.all({ kind: 'Exception', user: owner });
  return all.ok ? ok(all.value.filter((each) => each.recurrenceParentActivityGuid === read.guid)) : all;
}
