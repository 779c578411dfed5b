// An application whose entries have a title, a description, a location and a time only. The duration says which thing an
// item is, in both calendars: no other field of theirs lasts through all that people do.
import type { CalendarEvent, EventPatch, TimedWhen, When } from '../../shared/calendar/event.ts';
import { durationOf, durationSeconds } from '../../shared/calendar/when.ts';
import { type MailboxPerson, type SourcePeople, thingOf } from './world.ts';

const MINUTE_S = 60;
/** Longer than any duration that a situation asks for. */
const SHORTEST_MINUTES = 100;

/** The fields that the application lacks, as its entries leave them in a mailbox. */
const LACKED = { privacy: 'public', freeBusyStatus: 'busy', alert: null } as const;

type Items<T> = readonly (T & { readonly event: CalendarEvent })[];

/** People of both calendars to whom the duration stands for the keyword. */
export function plainPeople(person: MailboxPerson, people: SourcePeople) {
  const patchOf = async (items: Items<{ id: string }>, id: string, patch: EventPatch): Promise<EventPatch> => {
    const event = items.find((each) => each.id === id)?.event;
    return patch.when && event ? { ...patch, when: lasting(patch.when, timeOf(event).duration) } : patch;
  };
  const own: MailboxPerson = {
    create: (event) => person.create(withoutKeyword(event)),
    edit: async (id, patch) => person.edit(id, await patchOf(await person.list(), id, patch)),
    list: async () => withKeywords(await person.list()),
    remove: (id) => person.remove(id),
    copy: (id) => person.copy(id),
    move: (id) => person.move(id),
    restoreDeleted: () => person.restoreDeleted(),
    invalidateWatermarks: () => person.invalidateWatermarks(),
  };
  const theirs: SourcePeople = {
    ...people,
    create: (event, ...who) => people.create(withoutKeyword(event), ...who),
    edit: async (id, patch) => people.edit(id, await patchOf(await people.list(), id, patch)),
    list: async () => withKeywords(await people.list()),
  };
  return { person: own, people: theirs };
}

const withoutKeyword = (event: CalendarEvent): CalendarEvent => {
  const minutes = SHORTEST_MINUTES + Number(thingOf(event).replace('thing ', ''));
  return { ...event, ...LACKED, keywords: [], when: lasting(event.when, durationOf(minutes * MINUTE_S)) };
};

const withKeywords = <T extends { event: CalendarEvent }>(items: readonly T[]): T[] =>
  items.map((item) => {
    const minutes = durationSeconds(timeOf(item.event).duration) / MINUTE_S - SHORTEST_MINUTES;
    return { ...item, event: { ...item.event, keywords: [`thing ${minutes}`] } };
  });

const lasting = (when: When, duration: string): When => ({ ...timed(when), duration });
const timeOf = ({ when }: CalendarEvent): TimedWhen => timed(when);

function timed(when: When): TimedWhen {
  if (when.showWithoutTime) throw new Error('these situations have no whole days');
  return when;
}
