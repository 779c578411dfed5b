// Read back from what the local Exchange writes of every zone; then what is no set of rules.
import { describe, expect, it } from 'vitest';
import { writeZoneDefinition } from '../../../../../local/exchange/zones/zoneDefinition.ts';
import { clockOfRules, windowsClock } from '../../../../../shared/calendar/zones/windowsClock.ts';
import { windowsIds, windowsRules } from '../../../../../shared/calendar/zones/windowsRules.ts';
import { differences } from '../../../../../shared/calendar/zones/zoneClock.ts';
import { rulesFromEws } from '../../../../../shared/exchange/ews/item/zoneRules.ts';
import { readXml } from '../../../../../shared/exchange/ews/xml/reader.ts';

const NAMESPACE = 'xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';

function read(definition: string) {
  const element = readXml(definition.replace('<t:TimeZoneDefinition', `<t:TimeZoneDefinition ${NAMESPACE}`));
  if (!element) throw new Error('not an element');
  return rulesFromEws(element);
}

const PERIODS =
  '<t:Periods><t:Period Bias="-PT2H" Name="Standard" Id="s"/><t:Period Bias="-PT3H" Name="Daylight" Id="d"/></t:Periods>';
const TO_GROUP = '<t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>';
const definition = (group: string, transitions = TO_GROUP, periods = PERIODS) =>
  `<t:TimeZoneDefinition Id="X">${periods}<t:TransitionsGroups><t:TransitionsGroup Id="0">${group}</t:TransitionsGroup></t:TransitionsGroups>${transitions}</t:TimeZoneDefinition>`;
const day = (to: string, month: string, more = '<t:DayOfWeek>Sunday</t:DayOfWeek><t:Occurrence>-1</t:Occurrence>') =>
  `<t:RecurringDayTransition><t:To Kind="Period">${to}</t:To><t:TimeOffset>PT3H</t:TimeOffset><t:Month>${month}</t:Month>${more}</t:RecurringDayTransition>`;

describe('rulesFromEws', () => {
  it('every zone of Windows has the clock that its definition describes', () => {
    for (const id of windowsIds) {
      const rules = read(writeZoneDefinition('TimeZoneDefinition', id)) ?? [];
      expect([id, rules.length]).toEqual([id, windowsRules(id)?.length]);
      const own = windowsClock(id);
      const years = { from: Date.UTC(1970, 0, 1), until: Date.UTC(2040, 0, 1) };
      expect([id, own && differences(clockOfRules(rules), own, years)]).toEqual([id, []]);
    }
  });

  it('reads a change to the one offset and back', () => {
    const change = { weekday: 0, week: 5, minute: 180 };
    expect(read(definition(day('d', '3') + day('s', '10')))).toEqual([
      { standard: 120, daylight: { offset: 180, start: { ...change, month: 3 }, end: { ...change, month: 10 } } },
    ]);
  });

  it.each([
    ['no rules at all', '<t:TimeZoneDefinition Id="X"/>'],
    ['a period that is not there', definition(day('d', '3') + day('x', '10'))],
    ['three changes a year', definition(day('d', '3') + day('s', '6') + day('d', '10'))],
    ['a change on a date', definition(day('d', '3').replaceAll('DayTransition', 'DateTransition') + day('s', '10'))],
    ['no month', definition(day('d', '13') + day('s', '10'))],
    ['no such time', definition(day('d', '3').replace('PT3H', 'soon') + day('s', '10'))],
    ['a group that is not there', definition(day('d', '3') + day('s', '10'), TO_GROUP.replace('>0<', '>1<'))],
    [
      'a later rule without a year',
      definition(
        day('d', '3') + day('s', '10'),
        TO_GROUP.replace(
          '</t:Transitions>',
          '<t:AbsoluteDateTransition><t:To Kind="Group">0</t:To><t:DateTime>then</t:DateTime></t:AbsoluteDateTransition></t:Transitions>',
        ),
      ),
    ],
  ])('%s are none', (_, xml) => expect(read(xml)).toBeUndefined());
});
