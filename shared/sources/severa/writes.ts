// The writes of single activities. Severa puts no condition on a write. So an activity is read, compared with the version
// that the write was planned on, and written.
import type { Instant, TimeZoneId, When } from '../../calendar/event.ts';
import { agree, comingYears } from '../../calendar/zones/zoneAgreement.ts';
import { ianaClock } from '../../calendar/zones/zoneClock.ts';
import type { Clock } from '../../seams.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { withPart } from '../../sync/ports/people.ts';
import type { Update, Written } from '../../sync/ports/remote.ts';
import type { Part, SourceItem, UntaggedCreation } from '../../sync/ports/source.ts';
import type { Activities } from './activities.ts';
import { fieldsOf } from './activity.ts';
import type { Directory, People } from './people.ts';
import { NO_ZONE, type Reader, type SeveraSettings } from './reader.ts';

export interface Writing {
  readonly activities: Activities;
  readonly people: People;
  readonly settings: SeveraSettings;
  readonly reader: Reader;
  readonly now: Clock;
}

/** Severa repeats an activity by the clock of its owner. A series by another clock would move by an hour for weeks. */
const OTHER_CLOCK = {
  kind: 'rejected',
  code: 'recurrence-not-supported',
  field: 'when',
  detail: 'zone',
} as const satisfies Failure;

type Answer = Promise<Outcome<Written<SourceItem>>>;

const writtenOf = (item: SourceItem): Written<SourceItem> => ({ id: item.id, version: item.version, item });

export async function create(
  { activities, people, settings, reader, now }: Writing,
  { event, owner }: UntaggedCreation,
): Answer {
  const directory = await people.of([]);
  if (!directory.ok) return directory;
  const user = directory.value.withAddress(owner);
  if (!user) return failed({ kind: 'rejected', code: 'item-rejected', field: 'owner' });
  const isPrivate = event.privacy === 'private' || event.privacy === 'secret';
  const type = (isPrivate ? settings.personalType : undefined) ?? user.defaultType ?? settings.defaultType;
  const { title, description, location, when } = event;
  const zone = user.timeZone ?? NO_ZONE;
  if (!isByClockOf(when, zone, now())) return failed(OTHER_CLOCK);
  const made = await activities.create({
    // Severa has no activity without a name.
    ...fieldsOf({ title: title === '' ? '-' : title, description, location, when }, zone),
    activityType: { guid: type },
    ownerUser: { guid: user.id },
  });
  if (!made.ok) return made.failure.kind === 'gone' ? failed({ kind: 'rejected', code: 'item-rejected' }) : made;
  const whole = { read: made.value, exceptions: [], participants: [] };
  const after = await people.of([user.id]);
  return after.ok ? ok(writtenOf(reader.itemOf(whole, after.value))) : after;
}

export async function update(
  { activities, reader, now }: Pick<Writing, 'activities' | 'reader' | 'now'>,
  { id, version, patch }: Update,
): Answer {
  const before = await reader.readAt(id, version);
  if (!before.ok) return before;
  const content = before.value.content;
  const isSeries = content.kind === 'event' && content.event.when.recurrence !== undefined;
  // No source says how a recurrence is taken away, or given to an activity that exists.
  if (patch.when && (patch.when.recurrence !== undefined) !== isSeries) {
    return failed({ kind: 'rejected', code: 'item-rejected', field: 'when' });
  }
  const zone = content.kind === 'event' && !content.event.when.showWithoutTime ? content.event.when.timeZone : NO_ZONE;
  if (patch.when && !isByClockOf(patch.when, zone, now())) return failed(OTHER_CLOCK);
  const changed = await activities.patch(id, fieldsOf(patch, zone));
  if (!changed.ok) return changed;
  const after = await reader.read(id);
  return after.ok ? ok(writtenOf(after.value)) : after;
}

const isByClockOf = (when: When, zone: TimeZoneId, now: Instant): boolean =>
  when.showWithoutTime ||
  !when.recurrence ||
  agree(when, [ianaClock(when.timeZone), ianaClock(zone)], comingYears(now));

export async function setPart(
  { activities, people, reader }: Pick<Writing, 'activities' | 'people' | 'reader'>,
  { id, version, email, part }: Part,
): Answer {
  const before = await reader.readAt(id, version);
  if (!before.ok) return before;
  const directory = await people.of([]);
  if (!directory.ok) return directory;
  const wanted = withPart(before.value, { email, part });
  const moved = await setOwner({ activities, directory: directory.value }, before.value, wanted.owner);
  if (!moved.ok) return moved;
  const set = await setParticipants({ activities, directory: directory.value }, id, wanted.participants);
  if (!set.ok) return set;
  const after = await reader.read(id);
  return after.ok ? ok(writtenOf(after.value)) : after;
}

interface Setting {
  readonly activities: Activities;
  readonly directory: Directory;
}

async function setOwner(
  { activities, directory }: Setting,
  item: SourceItem,
  owner: string,
): Promise<Outcome<unknown>> {
  if (item.owner === owner) return ok(undefined);
  const user = directory.withAddress(owner);
  if (!user) return failed({ kind: 'rejected', code: 'item-rejected', field: 'owner' });
  return activities.patch(item.id, { ownerUser: { guid: user.id } });
}

/** Only users are added and removed; contacts and resources stay. */
async function setParticipants(
  { activities, directory }: Setting,
  id: string,
  wanted: readonly string[],
): Promise<Outcome<unknown>> {
  const taking = await activities.participants(id);
  if (!taking.ok) return taking;
  const users = taking.value.filter(({ type }) => !type || type === 'User');
  const ids = new Set(wanted.flatMap((email) => directory.withAddress(email)?.id ?? []));
  for (const { guid, participantGuid } of users) {
    if (ids.has(participantGuid)) continue;
    const removed = await activities.removeParticipant(id, guid);
    if (!removed.ok) return removed;
  }
  for (const user of ids) {
    if (users.some(({ participantGuid }) => participantGuid === user)) continue;
    const added = await activities.addParticipant(id, user);
    if (!added.ok) return added;
  }
  return ok(undefined);
}
