// "This and following": a series ends before one of its occurrences, and a new series starts there.

import { dateOf, dayOf } from '../recurrence/dates.ts';
import { daysOfSeries, type RecurrenceEnd } from '../recurrence/recurrence.ts';
import { clockOf, timesOn } from '../series/occurrences.ts';
import type { ItemContent } from '../store/item.ts';

/** The two series that result when `master` is split at the occurrence of `date`, which must not be the first. */
export function splitAt(
  master: Readonly<ItemContent>,
  date: string,
): { readonly before: ItemContent; readonly after: ItemContent } {
  const { recurrence } = master;
  if (!recurrence || date <= recurrence.startDate) throw new Error('A series is not split at its first occurrence.');
  const kept = (belongs: (other: string) => boolean) => ({
    exceptions: Object.fromEntries(Object.entries(master.exceptions).filter(([other]) => belongs(other))),
    deletions: master.deletions.filter(belongs),
  });
  const endDate = dateOf(dayOf(date) - 1);
  return {
    before: {
      ...master,
      ...kept((other) => other < date),
      recurrence: { ...recurrence, end: { kind: 'EndDate', endDate } },
    },
    after: {
      ...master,
      ...kept((other) => other >= date),
      ...timesOn(clockOf(master), dayOf(date)),
      recurrence: { ...recurrence, startDate: date, end: endAfter(master, date) },
    },
  };
}

/** The end of the second series. For a counted series, the number that the first one has not used. */
function endAfter({ recurrence }: Readonly<ItemContent>, date: string): RecurrenceEnd {
  if (!recurrence) return { kind: 'NoEnd' };
  if (recurrence.end.kind !== 'Numbered') return recurrence.end;
  let used = 0;
  for (const day of daysOfSeries(recurrence)) {
    if (day >= dayOf(date)) break;
    used += 1;
  }
  return { kind: 'Numbered', count: recurrence.end.count - used };
}
