// A Windows zone as EWS describes it (MS-OXWSGTZ TimeZoneDefinitionType): the offsets that it has, and by which yearly rule
// they follow each other, from which year on.
import type { YearlyChange, YearRule } from '../../../shared/calendar/zones/windowsRules.ts';
import { attributes } from '../xml/write.ts';
import { ruleOfYear } from './windowsClock.ts';
import { knownZone, type WindowsZone } from './zones.ts';

/** Of which year the one rule is, where a zone is described by one. */
const RULE_YEAR = 2026;
const written = new Map<WindowsZone, string>();

/** The element `name` for the zone with this id: full where the zone is known, else the id alone. */
export function writeZoneDefinition(name: string, id: string): string {
  const zone = knownZone(id);
  const content = zone ? (written.get(zone) ?? inner(zone)) : '';
  if (zone) written.set(zone, content);
  return `<t:${name}${attributes({ Id: id, Name: zone ? displayName(zone) : id })}>${content}</t:${name}>`;
}

/** The element by which Exchange 2007 names a zone (TimeZoneType): its id, and its rule where it has one. */
export function writeMeetingTimeZone(id: string): string {
  const zone = knownZone(id);
  if (!zone) return `<t:MeetingTimeZone${attributes({ TimeZoneName: id })}/>`;
  const { standard, daylight } = currentRule(zone);
  const rules = daylight
    ? timeChange('Standard', daylight.end, 0) + timeChange('Daylight', daylight.start, daylight.offset - standard)
    : '';
  return `<t:MeetingTimeZone${attributes({ TimeZoneName: zone.id })}><t:BaseOffset>${biasOf(standard)}</t:BaseOffset>${rules}</t:MeetingTimeZone>`;
}

function timeChange(name: string, { month, week, weekday, minute }: YearlyChange, offset: number): string {
  const index = ['First', 'Second', 'Third', 'Fourth'][week - 1] ?? 'Last';
  const time = minute === DAY_MINUTES ? '23:59:59' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`;
  return (
    `<t:${name}><t:Offset>${biasOf(offset)}</t:Offset><t:RelativeYearlyRecurrence>` +
    `<t:DaysOfWeek>${WEEKDAYS[weekday]}</t:DaysOfWeek><t:DayOfWeekIndex>${index}</t:DayOfWeekIndex>` +
    `<t:Month>${MONTHS[month - 1]}</t:Month></t:RelativeYearlyRecurrence><t:Time>${time}</t:Time></t:${name}>`
  );
}

const DAY_MINUTES = 1440;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const two = (number: number) => String(number).padStart(2, '0');

/** The rule by which the zone's clocks change now. */
export const currentRule = ({ rules }: WindowsZone): YearRule => ruleOfYear(rules, RULE_YEAR);

/** `(UTC+02:00) FLE Standard Time`: Windows' own display names are not in CLDR. */
export function displayName(zone: WindowsZone): string {
  const offset = currentRule(zone).standard;
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.abs(offset);
  return offset === 0
    ? `(UTC) ${zone.id}`
    : `(UTC${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}) ${zone.id}`;
}

/** As Exchange writes it: a group of transitions for each rule, the first since ever, the others from a New Year on. */
function inner({ id, rules }: WindowsZone): string {
  const periodId = ({ from = 1 }: YearRule, name: string) => `trule:Microsoft/Registry/${id}/${from}-${name}`;
  const period = (rule: YearRule, name: string, offset: number) =>
    `<t:Period${attributes({ Bias: biasOf(offset), Name: name, Id: periodId(rule, name) })}/>`;
  const periods = rules.map(
    (rule) =>
      period(rule, 'Standard', rule.standard) + (rule.daylight ? period(rule, 'Daylight', rule.daylight.offset) : ''),
  );
  const groups = rules.map((rule, at) => {
    const transitions = rule.daylight
      ? recurringTransition(rule.daylight.start, periodId(rule, 'Daylight')) +
        recurringTransition(rule.daylight.end, periodId(rule, 'Standard'))
      : `<t:Transition><t:To Kind="Period">${periodId(rule, 'Standard')}</t:To></t:Transition>`;
    return `<t:TransitionsGroup Id="${at}">${transitions}</t:TransitionsGroup>`;
  });
  const transitions = rules.map(({ from }, at) =>
    from === undefined
      ? `<t:Transition><t:To Kind="Group">${at}</t:To></t:Transition>`
      : `<t:AbsoluteDateTransition><t:To Kind="Group">${at}</t:To><t:DateTime>${from}-01-01T00:00:00</t:DateTime></t:AbsoluteDateTransition>`,
  );
  return (
    `<t:Periods>${periods.join('')}</t:Periods><t:TransitionsGroups>${groups.join('')}</t:TransitionsGroups>` +
    `<t:Transitions>${transitions.join('')}</t:Transitions>`
  );
}

function recurringTransition({ month, week, weekday, minute }: YearlyChange, to: string): string {
  const time = minute === DAY_MINUTES ? 'PT23H59M59.999S' : durationText(minute);
  return (
    `<t:RecurringDayTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>${time}</t:TimeOffset>` +
    `<t:Month>${month}</t:Month><t:DayOfWeek>${WEEKDAYS[weekday]}</t:DayOfWeek>` +
    `<t:Occurrence>${week === LAST_WEEK ? -1 : week}</t:Occurrence></t:RecurringDayTransition>`
  );
}

const LAST_WEEK = 5;

const durationText = (minutes: number): string =>
  `PT${Math.floor(minutes / 60)}H${minutes % 60 > 0 ? `${minutes % 60}M` : ''}`;

/** EWS' bias is what is added to local time to make UTC. */
const biasOf = (offset: number): string => `${offset > 0 ? '-' : ''}${durationText(Math.abs(offset))}`;
