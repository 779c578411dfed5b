// A mailbox of the local Exchange, called as in production: its EWS adapter, and the person who owns it as the
// contract wants them.

import type { Person, PersonEvent } from '../../local/exchange/person.ts';
import type { EventPatch, FreeBusyStatus, Privacy, When } from '../../shared/calendar/event.ts';
import { endInstant, startInstant } from '../../shared/calendar/when.ts';
import { windowsFromIana } from '../../shared/calendar/windowsZones.ts';
import type { MailboxPerson } from './mailbox.ts';

/** The zone of the person's client, in which their all-day events begin. */
const PERSON_ZONE = 'Europe/Helsinki';

/** The owner of a mailbox of the local Exchange. */
export const personOf = (person: Person): MailboxPerson => ({
  create: async (event) => person.create({ ...whenOf(event.when), ...fieldsOf(event) }).id,
  edit: async (id, patch) => {
    person.edit(id, { ...(patch.when ? whenOf(patch.when) : {}), ...fieldsOf(patch) });
  },
  remove: async (id) => person.remove(id),
  copy: async (id) => person.copy(id).id,
  move: async (id) => person.move(person.move(id, 'inbox').id, 'calendar').id,
  invalidateWatermarks: async () => person.invalidateWatermarks(),
});

function whenOf(when: When): Pick<PersonEvent, 'start' | 'end' | 'zone' | 'isAllDay'> {
  const zone = when.showWithoutTime ? PERSON_ZONE : when.timeZone;
  const windowsZone = windowsFromIana(zone);
  if (windowsZone === undefined) throw new Error(`Windows has no zone ${zone}`);
  return {
    start: new Date(startInstant(when, zone)).toISOString(),
    end: new Date(endInstant(when, zone)).toISOString(),
    zone: windowsZone,
    isAllDay: when.showWithoutTime,
  };
}

function fieldsOf({ title, description, location, privacy, freeBusyStatus, keywords, alert }: EventPatch) {
  const fields: Partial<PersonEvent> = {
    ...(title === undefined ? {} : { subject: title }),
    ...(description === undefined ? {} : { body: description }),
    ...(location === undefined ? {} : { location }),
    ...(privacy === undefined ? {} : { sensitivity: SENSITIVITY[privacy] }),
    ...(freeBusyStatus === undefined ? {} : { freeBusy: FREE_BUSY[freeBusyStatus] }),
    ...(keywords === undefined ? {} : { categories: keywords }),
    ...(alert === undefined ? {} : { reminderMinutes: alert?.minutesBefore ?? null }),
  };
  return fields;
}

const SENSITIVITY = {
  public: 'Normal',
  personal: 'Personal',
  private: 'Private',
  secret: 'Confidential',
} as const satisfies Record<Privacy, PersonEvent['sensitivity']>;

const FREE_BUSY = {
  free: 'Free',
  busy: 'Busy',
  tentative: 'Tentative',
  oof: 'OOF',
  workingElsewhere: 'WorkingElsewhere',
} as const satisfies Record<FreeBusyStatus, PersonEvent['freeBusy']>;
