// The occurrences of a series: computed, with guids of their own.
import { dateIn, dateOf, dayOf } from '../../../shared/calendar/days.ts';
import type { Instant, LocalDate, When } from '../../../shared/calendar/event.ts';
import { recurrenceIds } from '../../../shared/calendar/recurrence/occurrences.ts';
import { toInstant, toLocal } from '../../../shared/calendar/timeZone.ts';
import { type Activity, guidOf, type Organisation, zoneOf } from './organisation.ts';
import { recurrenceRule } from './recurrence.ts';
import { endOfDay } from './times.ts';

/** The occurrences of a series that were neither changed nor removed, in order. */
export function occurrencesOf(organisation: Organisation, series: Activity): Activity[] {
  const exceptions = new Set(series.recurrence?.exceptions);
  return startsOf(organisation, series)
    .filter((start) => !exceptions.has(start))
    .map((start) => occurrence(organisation, series, start));
}

/** The starts of all occurrences: without end only until the horizon. */
function startsOf(organisation: Organisation, series: Activity): Instant[] {
  const { recurrence } = series;
  if (!recurrence) return [];
  const zone = zoneOf(organisation, series.owner);
  const { clock, behaviour } = organisation;
  const start = toLocal(series.start, zone);
  const rule = recurrenceRule(recurrence, dateIn(start));
  const when: When = {
    showWithoutTime: false,
    start,
    timeZone: zone,
    duration: 'PT0S',
    recurrence: { rule, overrides: {} },
  };
  const horizon = rule.end.kind === 'never' ? monthsLater(clock(), behaviour.horizonMonths) : Number.POSITIVE_INFINITY;
  const starts: Instant[] = [];
  for (const id of recurrenceIds(when)) {
    const at = toInstant(id, zone);
    if (at > horizon || starts.length === (recurrence.maxOccurrences ?? -1)) break;
    starts.push(at);
  }
  return starts;
}

function monthsLater(instant: Instant, months: number): Instant {
  const date = new Date(instant);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

function occurrence(organisation: Organisation, series: Activity, start: Instant): Activity {
  const salt = organisation.behaviour.unstableOccurrenceGuids ? ` ${organisation.round}` : '';
  return {
    ...series,
    guid: guidOf(`${series.guid} ${start}${salt}`),
    start,
    end: endOf(series, start, zoneOf(organisation, series.owner)),
    kind: 'Occurrence',
    recurrence: null,
    parent: series.guid,
    original: start,
  };
}

function endOf(series: Activity, start: Instant, zone: string): Instant | null {
  if (series.end === null) return null;
  if (!series.isAllDay) return start + series.end - series.start;
  const dayIn = (instant: Instant): number => dayOf(dateIn(toLocal(instant, zone)));
  const last: LocalDate = dateOf(dayIn(start) + dayIn(series.end) - dayIn(series.start));
  return endOfDay(`${last}T00:00:00`, zone);
}

/** The single, series, exception or occurrence with this guid. */
export function findActivity(organisation: Organisation, guid: string): Activity | undefined {
  const stored = organisation.activities.get(guid);
  if (stored) return stored;
  for (const series of organisation.activities.values()) {
    const found = occurrencesOf(organisation, series).find((each) => each.guid === guid);
    if (found) return found;
  }
  return undefined;
}
