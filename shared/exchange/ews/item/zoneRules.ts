// The rules of a time zone as EWS describes them ([MS-OXWSGTZ] TimeZoneDefinitionType) -> rules by year.
import type { YearlyChange, YearRule } from '../../../calendar/zones/windowsRules.ts';
import { child, childText, type XmlElement } from '../xml/reader.ts';

/** Undefined for what is no set of yearly rules with two changes each. */
export function rulesFromEws(definition: XmlElement): readonly YearRule[] | undefined {
  const groups = new Map(childrenOf(definition, 'TransitionsGroups').map((group) => [group.attributes.Id, group]));
  const offsets = new Map(childrenOf(definition, 'Periods').map(offsetOfPeriod));
  const rules: YearRule[] = [];
  for (const [at, transition] of childrenOf(definition, 'Transitions').entries()) {
    const group = groups.get(childText(transition, 'To')?.trim());
    const rule = group && ruleOf(group, offsets);
    const from = Number(childText(transition, 'DateTime')?.trim().slice(0, YEAR_LENGTH));
    if (!rule || (at > 0 && !(from > 0))) return undefined;
    rules.push(at === 0 ? rule : { ...rule, from });
  }
  return rules.length > 0 ? rules : undefined;
}

const YEAR_LENGTH = 4;

const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] => child(element, name)?.children ?? [];

const offsetOfPeriod = ({ attributes }: XmlElement): [string | undefined, number | undefined] => {
  const bias = minutesOf(attributes.Bias);
  return [attributes.Id, bias === undefined ? undefined : -bias];
};

type Offsets = ReadonlyMap<string | undefined, number | undefined>;

function ruleOf(group: XmlElement, offsets: Offsets): YearRule | undefined {
  const offsetOf = (transition: XmlElement) => offsets.get(childText(transition, 'To')?.trim());
  const [start, end, more] = group.children;
  if (!start || more) return undefined;
  const [first, second] = [offsetOf(start), end && offsetOf(end)];
  if (first === undefined) return undefined;
  if (!end)
    return start.name === 'Transition' || start.name === 'RecurringDayTransition' ? { standard: first } : undefined;
  const [begins, ends] = [changeOf(start), changeOf(end)];
  return second === undefined || !begins || !ends
    ? undefined
    : { standard: second, daylight: { offset: first, start: begins, end: ends } };
}

function changeOf(transition: XmlElement): YearlyChange | undefined {
  if (transition.name !== 'RecurringDayTransition') return undefined;
  const minute = minutesOf(childText(transition, 'TimeOffset'));
  const month = Number(childText(transition, 'Month'));
  const weekday = WEEKDAYS.indexOf(childText(transition, 'DayOfWeek')?.trim() ?? '');
  const occurrence = Number(childText(transition, 'Occurrence'));
  const isDay =
    month >= 1 && month <= 12 && weekday >= 0 && (occurrence === -1 || (occurrence >= 1 && occurrence <= 5));
  if (!isDay || minute === undefined) return undefined;
  return { month, weekday, week: occurrence === -1 ? LAST_WEEK : occurrence, minute };
}

const LAST_WEEK = 5;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Minutes of an xs:duration, rounded: Windows writes the end of a day as 23:59:59.999. */
function minutesOf(text: string | undefined): number | undefined {
  const [whole, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text?.trim() ?? '') ?? [];
  if (whole === undefined) return undefined;
  const total = Math.round(Number(days) * 1440 + Number(hours) * 60 + Number(minutes) + Number(seconds) / 60);
  return sign === '-' ? -total : total;
}
