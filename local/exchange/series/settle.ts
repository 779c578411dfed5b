// The effect of saving a master on its series. The start moves to the first occurrence. Exceptions and deletions are
// dropped when the pattern or the times change (MS-OXOCAL section 3.1.4.7.3.5: a client "removes every exception").

import { dateOf } from '../recurrence/dates.ts';
import { daysOfSeries, type Recurrence } from '../recurrence/recurrence.ts';
import { ResponseError } from '../soap/errors.ts';
import type { ItemContent } from '../store/item.ts';
import { type Clock, clockOf, firstKept, timesOn } from './occurrences.ts';

/** The number of occurrences checked for overlap: every pattern has repeated by then. */
const CHECKED_FOR_OVERLAP = 100;

/**
 * `content` as it is stored. `before` is the stored content, if any. Throws ResponseError where the series cannot be
 * stored.
 */
export function settleSeries(content: ItemContent, before?: Readonly<ItemContent>): ItemContent {
  const { recurrence } = content;
  if (!recurrence) return { ...content, exceptions: {}, deletions: [] };
  const clock = clockOf(content);
  const kept = before?.recurrence === recurrence ? before : undefined;
  const wanted = kept ? { ...recurrence, startDate: dateOf(clock.day) } : recurrence;
  const first = firstKept({ ...content, recurrence: wanted, deletions: [] });
  if (first === undefined) {
    throw new ResponseError(
      'ErrorRecurrenceHasNoOccurrence',
      'The recurrence has no occurrence.',
      'calendar:Recurrence',
    );
  }
  expectApart(wanted, clock);
  const settled = { ...content, ...timesOn(clock, first), recurrence: { ...wanted, startDate: dateOf(first) } };
  return kept && sameTimes(settled, kept) ? settled : { ...settled, exceptions: {}, deletions: [] };
}

const sameTimes = (after: Readonly<ItemContent>, before: Readonly<ItemContent>) =>
  (['start', 'end', 'startZone', 'endZone', 'isAllDay'] as const).every((key) => after[key] === before[key]);

/** learn.microsoft.com, ErrorOccurrenceTimeSpanTooBig: an occurrence overlaps with another one. */
function expectApart(recurrence: Recurrence, clock: Clock): void {
  let before: number | undefined;
  let looked = 0;
  for (const day of daysOfSeries(recurrence)) {
    const days = before === undefined ? Number.POSITIVE_INFINITY : day - before;
    if (clock.days > days || (clock.days === days && clock.end > clock.start)) {
      throw new ResponseError(
        'ErrorOccurrenceTimeSpanTooBig',
        'The time span of an occurrence overlaps with another occurrence.',
        'calendar:End',
      );
    }
    before = day;
    looked += 1;
    if (looked === CHECKED_FOR_OVERLAP) return;
  }
}
