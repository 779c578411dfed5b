// Events and texts that the demonstration writes. Pure.

import { normalOverrides } from '../../shared/calendar/canonical/normalOverrides.ts';
import type { CalendarEvent, FreeBusyStatus, Instant, Privacy, When } from '../../shared/calendar/event.ts';
import { allDay, timed } from '../../shared/calendar/when.ts';
import { sampleSeries } from './seriesSamples.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Text that breaks naive code by its XML characters, its line folds or its length. */
export const LONG_TEXT = 'Line 1: R&D <x> "quoted"\r\nLine 2: ]]> 😀 ä\r\n'.padEnd(5000, '0123456789 &lt; ');

/**
 * `count` events that differ in title and in most fields. They follow each other from `from`, a midnight of UTC. Each
 * bears `keywords`.
 */
export function sampleEvents(count: number, from: Instant, keywords: readonly string[]): CalendarEvent[] {
  return Array.from({ length: count }, (_, index) =>
    // An override that repeats the series' value is no difference.
    normalOverrides({
      title: `Planning ${index + 1}`,
      description: index % 3 === 0 ? '' : `Agenda ${index + 1}\nwith a second line`,
      location: pick(LOCATIONS, index),
      when: sampleWhen(index, from),
      privacy: pick(PRIVACIES, index),
      freeBusyStatus: pick(STATUSES, index),
      keywords: [...keywords, ...pick(KEYWORDS, index)],
      alert: index % 4 === 0 ? null : { minutesBefore: 15 * (index % 4) },
    }),
  );
}

/** Events with texts that are made to break something, each at its own time. Every second one is a series. */
export function hostileEvents(from: Instant, keywords: readonly string[]): CalendarEvent[] {
  return HOSTILE_TITLES.flatMap((title) => [title, title, title, title]).map((title, index) => ({
    title,
    description: index % 2 === 0 ? LONG_TEXT : `${title}\r\n${title}`,
    location: title,
    when: hostileWhen(index, from, title),
    privacy: 'public',
    freeBusyStatus: 'busy',
    keywords: [...keywords, 'R&D <x>'],
    alert: null,
  }));
}

const HOSTILE_TITLES = [
  'R&D <x>',
  '</t:Subject><t:Sensitivity>Private',
  '"Double" and \'single\' quotes; back\\slash',
  '👩‍💻 emoji, ääkköset, 日本語, \u202Eright to left',
  '&amp;lt; <![CDATA[x]]> %00 {{x}}',
];
const LOCATIONS = ['', 'Room 1', 'Room 2, second floor', 'https://meet.example.com/planning?a=1&b=2'] as const;
const PRIVACIES: readonly Privacy[] = ['public', 'public', 'private', 'public', 'secret', 'personal'];
const STATUSES: readonly FreeBusyStatus[] = ['busy', 'free', 'tentative', 'oof', 'busy'];
const KEYWORDS: readonly (readonly string[])[] = [[], ['Customer'], ['Customer', 'Travel']];
const ZONES = ['Europe/Helsinki', 'America/New_York', 'Asia/Kolkata', 'UTC'] as const;

function hostileWhen(index: number, from: Instant, title: string): When {
  const when = timed({ start: from + index * HOUR_MS, end: from + (index + 1) * HOUR_MS }, 'Europe/Helsinki');
  if (index % 4 < 2) return when;
  const overrides = { [when.start]: { title: `${title}!`, description: `Once: ${LONG_TEXT}`, location: `${title}?` } };
  return {
    ...when,
    recurrence: { rule: { frequency: 'daily', interval: 2, end: { kind: 'count', count: 3 } }, overrides },
  };
}

function sampleWhen(index: number, from: Instant): When {
  if (index % 3 === 2) return sampleSeries(Math.floor(index / 3), from);
  if (index % 5 === 4) {
    const day = (offset: number) => new Date(from + offset * DAY_MS).toISOString().slice(0, 10);
    return allDay(day(index), day(index + 1 + (index % 2)));
  }
  const start = from + index * DAY_MS + 7 * HOUR_MS;
  return timed({ start, end: start + HOUR_MS * (1 + (index % 3)) }, pick(ZONES, index));
}

const pick = <T>(all: readonly T[], index: number): T => {
  const picked = all[index % all.length];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
};
