// A mailbox's working hours, as the calendar folder keeps them (MS-OXOCFG section 2.2.5.2.1). They are the only place
// where a client can read the zone of the mailbox's owner.
import type { YearlyChange } from '../../../shared/calendar/zones/windowsRules.ts';
import { escapeXml } from '../xml/write.ts';
import { currentRule } from './zoneDefinition.ts';
import type { WindowsZone } from './zones.ts';

/** Working hours from nine to five in `zone`. */
export function writeWorkHours(zone: WindowsZone): string {
  const { standard, daylight } = currentRule(zone);
  return (
    '<?xml version="1.0"?><Root xmlns="WorkingHours.xsd"><WorkHoursVersion1><TimeZone>' +
    `<Bias>${-standard}</Bias><Standard>${transition(daylight?.end, 0)}</Standard>` +
    `<DaylightSavings>${transition(daylight?.start, standard - (daylight?.offset ?? standard))}</DaylightSavings>` +
    `<Name>${escapeXml(zone.id)}</Name></TimeZone>` +
    '<TimeSlot><Start>09:00:00</Start><End>17:00:00</End></TimeSlot>' +
    '<WorkDays>Monday Tuesday Wednesday Thursday Friday</WorkDays></WorkHoursVersion1></Root>'
  );
}

/** DSTTransition: the date is month and week, where 05 is the last week. All zero in a zone with one offset. */
function transition(change: YearlyChange | undefined, bias: number): string {
  if (!change) return changeDate({ bias: 0, time: '00:00:00', date: '0000/00/00', dayOfWeek: 0 });
  const { month, week, weekday, minute } = change;
  const two = (number: number) => String(number).padStart(2, '0');
  const time = minute === 1440 ? '23:59:59' : `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`;
  return changeDate({ bias, time, date: `0000/${two(month)}/${two(week)}`, dayOfWeek: weekday });
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
