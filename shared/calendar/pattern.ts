// The patterns in which Outlook and Exchange hold a series: every so many days, weeks or months, on one kind of day.
import type { Weekday } from './event.ts';

export type PatternDay = Weekday | 'day' | 'weekday' | 'weekendDay';

export type RecurrencePattern =
  | { readonly kind: 'daily'; readonly interval: number }
  | {
      readonly kind: 'weekly';
      readonly interval: number;
      /** In the order of the week from Monday on. */
      readonly days: readonly Weekday[];
      /** Monday where another one means the same. */
      readonly firstDayOfWeek: Weekday;
    }
  | {
      readonly kind: 'absoluteMonthly';
      /** Months; a yearly pattern has twelve. */
      readonly interval: number;
      /** In a month that lacks it: its last day. */
      readonly dayOfMonth: number;
    }
  | {
      readonly kind: 'relativeMonthly';
      readonly interval: number;
      readonly index: PatternIndex;
      readonly day: PatternDay;
    };

export type PatternIndex = 1 | 2 | 3 | 4 | -1;
