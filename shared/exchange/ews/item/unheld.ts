// The reasons why a mailbox cannot hold an event.
import type { CalendarEvent, Instant, When } from '../../../calendar/event.ts';
import { isHeldByOutlook } from '../../../calendar/recurrence/outlookSeries.ts';
import { patternOf } from '../../../calendar/recurrence/recurrencePattern.ts';
import { isZoneHeld, type WindowsZones } from '../../../calendar/zones/zoneChoice.ts';
import type { EwsVersion } from '../../../sync/ports/exchangeNames.ts';
import type { LeftOutReason } from '../../../sync/ports/remote.ts';
import { isOlder } from '../version/version.ts';

export interface Holder {
  readonly version: EwsVersion;
  readonly zones: WindowsZones;
  readonly now: Instant;
}

/** Undefined where it can. */
export const unheldBy = ({ when }: CalendarEvent, { version, zones, now }: Holder): LeftOutReason | undefined =>
  isHeldByOutlook(when) &&
  isZoneHeld(when, zones, now) &&
  (!isOlder(version, KNOWS_FIRST_DAY_OF_WEEK) || isSameFromSunday(when))
    ? undefined
    : 'recurrence-not-supported';

/** Before, a request cannot say on which day a week begins, and it is Sunday. */
const KNOWS_FIRST_DAY_OF_WEEK: EwsVersion = 'Exchange2010_SP1';

function isSameFromSunday(when: When): boolean {
  const { recurrence } = when;
  if (!recurrence) return true;
  const rule = { ...recurrence.rule, firstDayOfWeek: 'su' } as const;
  const fromSunday = patternOf({ ...when, recurrence: { ...recurrence, rule } });
  return JSON.stringify(fromSunday) === JSON.stringify(patternOf(when));
}
