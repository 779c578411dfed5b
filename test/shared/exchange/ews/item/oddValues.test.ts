// Values of an item that are none that we know.
import { describe, expect, it } from 'vitest';
import { itemFromEws } from '../../../../../shared/exchange/ews/item/toEvent.ts';
import { readXml, type XmlElement } from '../../../../../shared/exchange/ews/xml/reader.ts';

const HOME = 'Europe/Helsinki';
const TIMES = '<Start>2026-12-01T07:00:00Z</Start><End>2026-12-01T08:30:00Z</End>';
const FLE = '<StartTimeZone Id="FLE Standard Time" Name="-"/>';
const master = `<Subject>Weekly</Subject>${TIMES}<CalendarItemType>RecurringMaster</CalendarItemType>`;
const daily = '<Recurrence><DailyRecurrence><Interval>1</Interval></DailyRecurrence><NoEndRecurrence/></Recurrence>';

function element(content: string): XmlElement {
  const root = readXml(`<CalendarItem><ItemId Id="A+/=" ChangeKey="K1"/>${content}</CalendarItem>`);
  if (!root) throw new Error('not an item');
  return root;
}

describe('itemFromEws, of an odd value', () => {
  const reminder = (minutes: string) =>
    `<ReminderIsSet>true</ReminderIsSet><ReminderMinutesBeforeStart>${minutes}</ReminderMinutesBeforeStart>`;

  it.each([
    ['an unknown sensitivity', '<Sensitivity>Odd</Sensitivity>', 'privacy', 'private'],
    ['a sensitivity named as a method', '<Sensitivity>constructor</Sensitivity>', 'privacy', 'private'],
    ['an unknown status', '<LegacyFreeBusyStatus>Odd</LegacyFreeBusyStatus>', 'freeBusyStatus', 'busy'],
    ['a reminder without minutes', '<ReminderIsSet>true</ReminderIsSet>', 'alert', null],
    ['a reminder after the start', reminder('-540'), 'alert', null],
    ['a reminder beyond all reason', reminder('2147483647'), 'alert', null],
  ])('%s costs its field only', (_, odd, field, instead) => {
    const item = itemFromEws(element(`<Subject>Visit</Subject>${TIMES}${odd}`), HOME);
    expect(item?.unread).toEqual(new Set([field]));
    expect(item?.content).toMatchObject({ kind: 'event', event: { title: 'Visit', [field]: instead } });
  });

  it('an odd value of one occurrence is as in its series', () => {
    const modified =
      '<ModifiedOccurrences><Occurrence><ItemId Id="X"/><OriginalStart>2026-12-02T07:00:00Z</OriginalStart></Occurrence></ModifiedOccurrences>';
    const times = '<Start>2026-12-02T07:00:00Z</Start><End>2026-12-02T08:30:00Z</End>';
    const exceptions = new Map([['X', element(`<Subject>Once</Subject>${times}${reminder('-540')}`)]]);
    const item = itemFromEws(element(master + FLE + daily + modified + reminder('10')), HOME, { exceptions });
    expect(item).not.toHaveProperty('unread');
    expect(item?.content).toMatchObject({
      event: {
        alert: { minutesBefore: 10 },
        when: { recurrence: { overrides: { '2026-12-02T09:00:00': { title: 'Once' } } } },
      },
    });
  });
});
