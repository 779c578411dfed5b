// All-day events stand in Exchange as two midnights in the zone that they were created in.
import type { Instant, LocalDate, TimeZoneId } from '../calendar/event.ts';
import { toLocal } from '../calendar/timeZone.ts';

export const HALF_DAY_MS = 12 * 60 * 60 * 1000;

/**
 * Half a day after midnight it is the same date in that zone also where the zone is not known exactly, or where
 * daylight saving moved the midnight.
 */
export const dateOfMidnight = (midnight: Instant, zone: TimeZoneId): LocalDate => dateOf(midnight + HALF_DAY_MS, zone);

export const dateOf = (instant: Instant, zone: TimeZoneId): LocalDate => toLocal(instant, zone).slice(0, DATE_LENGTH);

const DATE_LENGTH = '2026-11-20'.length;
