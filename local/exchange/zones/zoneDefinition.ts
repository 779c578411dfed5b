// A Windows zone as EWS describes it (MS-OXWSGTZ TimeZoneDefinitionType): periods, and the yearly rule between them.
// The rule is the one of RULE_YEAR, written as if it had always held: enough to recognise a zone and to compute with.
import { Temporal } from 'temporal-polyfill';
import { attributes } from '../xml/write.ts';
import { knownZone, type WindowsZone } from './zones.ts';

const RULE_YEAR = 2026;
const written = new Map<string, string>();

/** The element `name` for the zone with this id: full where the zone is known, else the id alone. */
export function writeZoneDefinition(name: string, id: string): string {
  const key = `${name} ${id}`;
  const known = written.get(key);
  if (known !== undefined) return known;
  const zone = knownZone(id);
  const definition = `<t:${name}${attributes({ Id: id, Name: zone ? displayName(zone) : id })}>${zone ? inner(zone) : ''}</t:${name}>`;
  written.set(key, definition);
  return definition;
}

/** The element by which Exchange 2007 names a zone (TimeZoneType): its id, and its rule where it has one. */
export function writeMeetingTimeZone(id: string): string {
  const zone = knownZone(id);
  if (!zone) return `<t:MeetingTimeZone${attributes({ TimeZoneName: id })}/>`;
  const base = standardOffset(zone);
  const changes = changesOf(zone);
  const named = (name: string, isStandard: boolean) =>
    changes
      .filter((change) => (offsetMinutes(change) === base) === isStandard)
      .map((change) => timeChange(name, change, base))
      .join('');
  const rules = changes.length === 2 ? named('Standard', true) + named('Daylight', false) : '';
  return `<t:MeetingTimeZone${attributes({ TimeZoneName: zone.id })}><t:BaseOffset>${biasOf(base)}</t:BaseOffset>${rules}</t:MeetingTimeZone>`;
}

function timeChange(name: string, change: Temporal.ZonedDateTime, base: number): string {
  const { wall, day, occurrence } = ruleOf(change);
  const month = wall.toPlainDate().toLocaleString('en', { month: 'long' });
  const index = ['First', 'Second', 'Third', 'Fourth'][occurrence - 1] ?? 'Last';
  return (
    `<t:${name}><t:Offset>${biasOf(offsetMinutes(change) - base)}</t:Offset><t:RelativeYearlyRecurrence>` +
    `<t:DaysOfWeek>${day}</t:DaysOfWeek><t:DayOfWeekIndex>${index}</t:DayOfWeekIndex><t:Month>${month}</t:Month>` +
    `</t:RelativeYearlyRecurrence><t:Time>${wall.toPlainTime().toString({ smallestUnit: 'second' })}</t:Time></t:${name}>`
  );
}

/** `(UTC+02:00) FLE Standard Time`: Windows' own display names are not in CLDR. */
export function displayName(zone: WindowsZone): string {
  const offset = standardOffset(zone);
  const sign = offset < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
  return offset === 0
    ? `(UTC) ${zone.id}`
    : `(UTC${sign}${hours}:${String(Math.abs(offset) % 60).padStart(2, '0')}) ${zone.id}`;
}

const yearStart = (zone: WindowsZone) =>
  Temporal.ZonedDateTime.from({ timeZone: zone.iana, year: RULE_YEAR, month: 1, day: 1 });

/** Minutes east of UTC. */
export const offsetMinutes = (time: Temporal.ZonedDateTime) => time.offsetNanoseconds / 60e9;

/** Minutes east of UTC when no daylight saving time holds: the smaller offset of the year. */
export function standardOffset(zone: WindowsZone): number {
  const start = yearStart(zone);
  return Math.min(offsetMinutes(start), offsetMinutes(start.add({ months: 6 })));
}

function inner(zone: WindowsZone): string {
  const changes = changesOf(zone);
  const standard = `trule:Microsoft/Registry/${zone.id}/1-Standard`;
  const daylight = `trule:Microsoft/Registry/${zone.id}/1-Daylight`;
  const offsets = [...new Set([standardOffset(zone), ...changes.map(offsetMinutes)])].sort((a, b) => a - b);
  const periods = offsets.map((offset, at) => {
    return `<t:Period${attributes({ Bias: biasOf(offset), Name: at === 0 ? 'Standard' : 'Daylight', Id: at === 0 ? standard : daylight })}/>`;
  });
  const target = (time: Temporal.ZonedDateTime) => (offsetMinutes(time) === offsets[0] ? standard : daylight);
  const transitions =
    changes.length === 2
      ? changes.map((change) => recurringTransition(change, target(change)))
      : [`<t:Transition><t:To Kind="Period">${standard}</t:To></t:Transition>`];
  return (
    `<t:Periods>${periods.slice(0, 2).join('')}</t:Periods>` +
    `<t:TransitionsGroups><t:TransitionsGroup Id="0">${transitions.join('')}</t:TransitionsGroup></t:TransitionsGroups>` +
    '<t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>'
  );
}

/** The first moments of the year with another offset than the moment before. */
export function changesOf(zone: WindowsZone): Temporal.ZonedDateTime[] {
  const changes: Temporal.ZonedDateTime[] = [];
  let change = yearStart(zone).getTimeZoneTransition('next');
  while (change && change.year === RULE_YEAR) {
    changes.push(change);
    change = change.getTimeZoneTransition('next');
  }
  return changes;
}

/** The wall time at which the clock changes, and which weekday of its month that is: -1 is the last one. */
export function ruleOf(change: Temporal.ZonedDateTime) {
  const before = change.subtract({ nanoseconds: 1 });
  const wall = change.toInstant().toZonedDateTimeISO(before.offset);
  const occurrence = wall.day + 7 > wall.daysInMonth ? -1 : Math.ceil(wall.day / 7);
  return { wall, occurrence, day: wall.toPlainDate().toLocaleString('en', { weekday: 'long' }) };
}

function recurringTransition(change: Temporal.ZonedDateTime, to: string): string {
  const { wall, occurrence, day } = ruleOf(change);
  return (
    `<t:RecurringDayTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>PT${wall.hour}H${wall.minute > 0 ? `${wall.minute}M` : ''}</t:TimeOffset>` +
    `<t:Month>${wall.month}</t:Month><t:DayOfWeek>${day}</t:DayOfWeek><t:Occurrence>${occurrence}</t:Occurrence></t:RecurringDayTransition>`
  );
}

/** EWS' bias is what is added to local time to make UTC. */
function biasOf(offset: number): string {
  const minutes = Math.abs(offset);
  const time = `${Math.floor(minutes / 60)}H${minutes % 60 > 0 ? `${minutes % 60}M` : ''}`;
  return `${offset > 0 ? '-' : ''}PT${time}`;
}
