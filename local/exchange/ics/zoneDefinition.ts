// A VTIMEZONE of a .ics file (RFC 5545 section 3.6.5) as offsets. The class of ical.js takes UTC for all times
// before the first change, and reads only the first RDATE. So only its parser and its rules are used.
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import type { IcsBlock } from './blocks.ts';
import { timesOf } from './time.ts';

export interface DefinedZone {
  readonly tzid: string;
  /** The IANA name that some programs add (X-LIC-LOCATION); empty without it. */
  readonly location: string;
  /** Milliseconds east of Greenwich at an instant. */
  offsetAt(instant: number): number;
}

/** From `instant` on the clocks are `offset` milliseconds east of Greenwich. */
interface Change {
  readonly instant: number;
  readonly offset: number;
  readonly offsetBefore: number;
}

/** The definition; undefined where it cannot be read. */
export function readDefinition({ lines }: IcsBlock): DefinedZone | undefined {
  try {
    const component = ICAL.Component.fromString(lines.join('\r\n'));
    const changes = component.getAllSubcomponents().flatMap(changesOf);
    changes.sort((a, b) => a.instant - b.instant);
    const [first] = changes;
    if (!first) return undefined;
    return {
      tzid: String(component.getFirstPropertyValue('tzid') ?? ''),
      location: String(component.getFirstPropertyValue('x-lic-location') ?? ''),
      offsetAt: (instant) => changes.findLast((change) => change.instant <= instant)?.offset ?? first.offsetBefore,
    };
  } catch {
    return undefined;
  }
}

/** Later changes are of no calendar that people keep. */
const YEAR_MAX = 2120;
/** Twice a year from 1601 on is less. */
const CHANGES_MAX = 2000;

/** The changes of one STANDARD or DAYLIGHT. */
function changesOf(observance: ICAL.Component): Change[] {
  const [from, to] = ['tzoffsetfrom', 'tzoffsetto'].map((name) => offsetOf(observance, name));
  const start = observance.getFirstProperty('dtstart');
  if (from === undefined || to === undefined || !start) return [];
  const rule = observance.getFirstPropertyValue('rrule');
  const locals = [
    ...(rule instanceof ICAL.Recur ? ruleTimes(rule, start) : timesOf(start).map(({ local }) => local)),
    ...observance.getAllProperties('rdate').flatMap((property) => timesOf(property).map(({ local }) => local)),
  ];
  return locals.map((local) => ({ instant: Date.parse(`${local}Z`) - from, offset: to, offsetBefore: from }));
}

function ruleTimes(rule: ICAL.Recur, start: ICAL.Property): string[] {
  const [first] = timesOf(start);
  const locals: string[] = [];
  if (!first) return locals;
  const iterator = rule.iterator(ICAL.Time.fromDateTimeString(first.local));
  for (let next = iterator.next(); next && next.year <= YEAR_MAX && locals.length < CHANGES_MAX; next = iterator.next())
    locals.push(next.toString().slice(0, 19));
  return locals;
}

/** In milliseconds; ical.js writes `+02:00`. */
function offsetOf(observance: ICAL.Component, name: string): number | undefined {
  const value = observance.getFirstPropertyValue(name);
  return value instanceof ICAL.UtcOffset ? value.toSeconds() * 1000 : undefined;
}

/** Local time to an instant: the earlier one of a doubled hour, moved forward in a skipped one. */
export function definedInstant({ offsetAt }: DefinedZone, local: string): number {
  const wall = Date.parse(`${local}Z`);
  const [before = 0, after = 0] = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - offsetAt(near));
  const meant = [before, after].filter((instant) => instant + offsetAt(instant) === wall);
  return meant.length > 0 ? Math.min(...meant) : before;
}

export const definedLocal = ({ offsetAt }: DefinedZone, instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(instant + offsetAt(instant))
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });

const DAY_MS = 86_400_000;
