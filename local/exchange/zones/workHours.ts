// A mailbox's working hours, as the calendar folder keeps them (MS-OXOCFG section 2.2.5.2.1). They are the only place
// where a client can read the zone of the mailbox's owner.
import type { Temporal } from 'temporal-polyfill';
import { escapeXml } from '../xml/write.ts';
import { changesOf, offsetMinutes, ruleOf, standardOffset } from './zoneDefinition.ts';
import type { WindowsZone } from './zones.ts';

/** Working hours from nine to five in `zone`. */
export function writeWorkHours(zone: WindowsZone): string {
  const base = standardOffset(zone);
  const changes = changesOf(zone);
  const [daylight, standard] = changes.length === 2 ? changes.sort((a, b) => offsetMinutes(b) - offsetMinutes(a)) : [];
  return (
    '<?xml version="1.0"?><Root xmlns="WorkingHours.xsd"><WorkHoursVersion1><TimeZone>' +
    `<Bias>${-base}</Bias><Standard>${transition(standard, base)}</Standard>` +
    `<DaylightSavings>${transition(daylight, base)}</DaylightSavings><Name>${escapeXml(zone.id)}</Name></TimeZone>` +
    '<TimeSlot><Start>09:00:00</Start><End>17:00:00</End></TimeSlot>' +
    '<WorkDays>Monday Tuesday Wednesday Thursday Friday</WorkDays></WorkHoursVersion1></Root>'
  );
}

/** DSTTransition: the date is month and week, where 05 is the last week. All zero in a zone with one offset. */
function transition(change: Temporal.ZonedDateTime | undefined, base: number): string {
  if (!change) return changeDate({ bias: 0, time: '00:00:00', date: '0000/00/00', dayOfWeek: 0 });
  const { wall, occurrence } = ruleOf(change);
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `0000/${two(wall.month)}/${two(occurrence === -1 ? 5 : occurrence)}`;
  const time = wall.toPlainTime().toString({ smallestUnit: 'second' });
  return changeDate({ bias: base - offsetMinutes(change), time, date, dayOfWeek: wall.dayOfWeek % 7 });
}

interface ChangeDate {
  /** Minutes. */
  readonly bias: number;
  readonly time: string;
  readonly date: string;
  readonly dayOfWeek: number;
}

const changeDate = ({ bias, time, date, dayOfWeek }: ChangeDate) =>
  `<Bias>${bias}</Bias><ChangeDate><Time>${time}</Time><Date>${date}</Date><DayOfWeek>${dayOfWeek}</DayOfWeek></ChangeDate>`;
