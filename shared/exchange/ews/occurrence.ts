// One occurrence of a series, as both directions of the mapping see it: what can differ, and what it is by the rule.
import type { OccurrencePatch, OccurrenceWhen, RecurrenceId, When } from '../../calendar/event.ts';

/** The fields that an occurrence may have for itself, besides its time. */
export const OVERRIDABLE = [
  'title',
  'description',
  'location',
  'freeBusyStatus',
  'keywords',
  'alert',
] as const satisfies readonly (keyof OccurrencePatch)[];

/** When an occurrence takes place that nobody moved. */
export const scheduled = (series: When, id: RecurrenceId): OccurrenceWhen =>
  series.showWithoutTime
    ? { showWithoutTime: true, start: id, duration: series.duration }
    : { showWithoutTime: false, start: id, duration: series.duration };
