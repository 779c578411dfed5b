// A mailbox of the local Exchange, called as in production: its EWS adapter, and the person who owns it as the
// contract wants them.

import type { OccurrenceChange, PersonRecurrence } from '../../local/exchange/person/event.ts';
import type { Person, PersonEvent } from '../../local/exchange/person/person.ts';
import { DAYS, MONTHS, type Pattern, type RelativeDay } from '../../local/exchange/recurrence/pattern.ts';
import type { RecurrenceEnd as LocalEnd } from '../../local/exchange/recurrence/recurrence.ts';
import type {
  EventPatch,
  FreeBusyStatus,
  OccurrencePatch,
  OccurrenceWhen,
  Privacy,
  RecurrenceEnd,
  TimeZoneId,
  When,
} from '../../shared/calendar/event.ts';
import { type PatternDay, patternOf } from '../../shared/calendar/recurrence/recurrencePattern.ts';
import { endInstant, startInstant } from '../../shared/calendar/when.ts';
import { windowsFromIana } from '../../shared/calendar/zones/windowsZones.ts';
import type { MailboxPerson } from '../contract/mailbox.ts';

/** The zone of the person's client, in which their all-day events begin. */
const PERSON_ZONE = 'Europe/Helsinki';

/** The owner of a mailbox of the local Exchange. `home`: the zone of the person's client. */
export const personOf = (person: Person, home: TimeZoneId = PERSON_ZONE): MailboxPerson => ({
  create: async (event) =>
    person.create({ ...whenOf(event.when, home), ...fieldsOf(event), ...changesOf(event.when, home) }).id,
  edit: async (id, patch) => {
    person.edit(id, { ...(patch.when ? whenOf(patch.when, home) : {}), ...fieldsOf(patch) });
    const { exceptions = {}, deletions = [] } = patch.when ? changesOf(patch.when, home) : {};
    for (const date of deletions) person.removeOccurrence(id, date);
    // None may reach the day of its neighbour on the way: what moves on goes first, the last one ahead.
    const movesOn = ([date, { start = date }]: [string, OccurrenceChange]) => start.slice(0, date.length) > date;
    const changes = Object.entries(exceptions).sort(([a], [b]) => (a < b ? -1 : 1));
    const inOrder = [...changes.filter(movesOn).reverse(), ...changes.filter((each) => !movesOn(each))];
    for (const [date, change] of inOrder) person.editOccurrence(id, date, change);
  },
  remove: async (id) => person.remove(id),
  copy: async (id) => person.copy(id).id,
  move: async (id) => person.move(person.move(id, 'inbox').id, 'calendar').id,
  invalidateWatermarks: async () => person.invalidateWatermarks(),
});

type PersonWhen = Pick<PersonEvent, 'start' | 'end' | 'zone' | 'isAllDay' | 'recurrence'>;

function whenOf(when: When, home: TimeZoneId): PersonWhen {
  const zone = when.showWithoutTime ? home : when.timeZone;
  const windowsZone = windowsFromIana(zone);
  if (windowsZone === undefined) throw new Error(`Windows has no zone ${zone}`);
  return {
    start: new Date(startInstant(when, zone)).toISOString(),
    end: new Date(endInstant(when, zone)).toISOString(),
    zone: windowsZone,
    isAllDay: when.showWithoutTime,
    recurrence: when.recurrence ? recurrenceOf(when, when.recurrence.rule.end) : null,
  };
}

function recurrenceOf(when: When, end: RecurrenceEnd): PersonRecurrence {
  const pattern = patternOf(when);
  if (!pattern) throw new Error('Outlook offers no such series');
  const { interval } = pattern;
  const month = MONTHS[Number(when.start.slice(5, 7)) - 1] ?? 'January';
  const local = ((): Pattern => {
    switch (pattern.kind) {
      case 'daily':
        return { kind: 'Daily', interval };
      case 'weekly':
        return {
          kind: 'Weekly',
          interval,
          days: DAYS.filter((day) => pattern.days.some((each) => RELATIVE_DAYS[each] === day)),
          firstDayOfWeek: DAYS.find((day) => day === RELATIVE_DAYS[pattern.firstDayOfWeek]) ?? 'Monday',
        };
      case 'absoluteMonthly': {
        const { dayOfMonth } = pattern;
        return interval === 12
          ? { kind: 'AbsoluteYearly', dayOfMonth, month }
          : { kind: 'AbsoluteMonthly', interval, dayOfMonth };
      }
      case 'relativeMonthly': {
        const relative = { day: RELATIVE_DAYS[pattern.day], index: INDEXES[pattern.index] };
        return interval === 12
          ? { kind: 'RelativeYearly', ...relative, month }
          : { kind: 'RelativeMonthly', interval, ...relative };
      }
    }
  })();
  return { pattern: local, end: endOf(end) };
}

function endOf(end: RecurrenceEnd): LocalEnd {
  switch (end.kind) {
    case 'never':
      return { kind: 'NoEnd' };
    case 'count':
      return { kind: 'Numbered', count: end.count };
    case 'until':
      return { kind: 'EndDate', endDate: end.until };
  }
}

const RELATIVE_DAYS: Readonly<Record<PatternDay, RelativeDay>> = {
  mo: 'Monday',
  tu: 'Tuesday',
  we: 'Wednesday',
  th: 'Thursday',
  fr: 'Friday',
  sa: 'Saturday',
  su: 'Sunday',
  day: 'Day',
  weekday: 'Weekday',
  weekendDay: 'WeekendDay',
};

const INDEXES = { 1: 'First', 2: 'Second', 3: 'Third', 4: 'Fourth', [-1]: 'Last' } as const;

/** The changes that the person makes to single occurrences, by their dates. */
function changesOf(when: When, home: TimeZoneId): Pick<PersonEvent, 'exceptions' | 'deletions'> {
  const exceptions: Record<string, OccurrenceChange> = {};
  const deletions: string[] = [];
  for (const [id, override] of Object.entries(when.recurrence?.overrides ?? {})) {
    if ('excluded' in override) deletions.push(id.slice(0, 10));
    else exceptions[id.slice(0, 10)] = changeOf(override, when.showWithoutTime ? home : when.timeZone);
  }
  return { exceptions, deletions };
}

const changeOf = ({ when, ...fields }: OccurrencePatch, zone: TimeZoneId): OccurrenceChange => ({
  ...fieldsOf(fields),
  ...(when ? timesOf(when, zone) : {}),
});

function timesOf(occurrence: OccurrenceWhen, zone: TimeZoneId): OccurrenceChange {
  const when: When = occurrence.showWithoutTime ? occurrence : { ...occurrence, timeZone: zone };
  return {
    start: new Date(startInstant(when, zone)).toISOString(),
    end: new Date(endInstant(when, zone)).toISOString(),
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
