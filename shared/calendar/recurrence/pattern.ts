// The recurrence patterns of Outlook and Exchange: an interval of days, weeks or months, and one kind of day. Source:
// [MS-OXOCAL] section 2.2.1.44.1, RecurrencePattern structure.
import type { Weekday } from '../event.ts';

export type PatternDay = Weekday | 'day' | 'weekday' | 'weekendDay';

export type RecurrencePattern =
  | { readonly kind: 'daily'; readonly interval: number }
  | {
      readonly kind: 'weekly';
      readonly interval: number;
      /** In order, from Monday on. */
      readonly days: readonly Weekday[];
      /** Monday, unless another first day gives other occurrences. */
      readonly firstDayOfWeek: Weekday;
    }
  | {
      readonly kind: 'absoluteMonthly';
      /** In months. A yearly pattern has 12. */
      readonly interval: number;
      /** A month that lacks this day has its occurrence on its last day. */
      readonly dayOfMonth: number;
    }
  | {
      readonly kind: 'relativeMonthly';
      readonly interval: number;
      readonly index: PatternIndex;
      readonly day: PatternDay;
    };

/** 1 the first, -1 the last. */
export type PatternIndex = 1 | 2 | 3 | 4 | -1;
