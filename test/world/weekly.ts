// Series as the people of the sweeps make and change them: weekly, six times, some occurrences unlike the others.
import type {
  CalendarEvent,
  EventPatch,
  OccurrenceOverride,
  OccurrencePatch,
  RecurrenceId,
  RecurrenceRule,
  TimedWhen,
} from '../../shared/calendar/event.ts';

export const WEEKLY: RecurrenceRule = { frequency: 'weekly', interval: 1, end: { kind: 'count', count: 6 } };
/** No mailbox holds it: Outlook would take the last day of a short month. */
export const DAY_31: RecurrenceRule = {
  frequency: 'monthly',
  interval: 1,
  byMonthDay: [31],
  end: { kind: 'count', count: 6 },
};

export const DAY_31_THRICE: RecurrenceRule = { ...DAY_31, end: { kind: 'count', count: 3 } };

/** The id of the occurrence so many weeks after the first one. */
export const occurrence = (event: CalendarEvent, weeks: number): RecurrenceId => {
  const day = Date.parse(`${event.when.start.slice(0, 10)}T00:00:00Z`) + weeks * 7 * 86_400_000;
  return `${new Date(day).toISOString().slice(0, 10)}${event.when.start.slice(10)}`;
};

export const recurring = (
  event: CalendarEvent,
  rule: RecurrenceRule,
  overrides: Readonly<Record<RecurrenceId, OccurrenceOverride>> = {},
): CalendarEvent => ({ ...event, when: { ...event.when, recurrence: { rule, overrides } } });

export const overridesOf = ({ when }: CalendarEvent): Readonly<Record<RecurrenceId, OccurrenceOverride>> =>
  when.recurrence?.overrides ?? {};

/** The occurrence with this patch laid over what is different about it already. */
export function patchOccurrence(event: CalendarEvent, id: RecurrenceId, patch: OccurrencePatch): EventPatch {
  const before = overridesOf(event)[id];
  return override(event, id, before && !('excluded' in before) ? { ...before, ...patch } : patch);
}

/** The occurrence an hour earlier on its own day, and half as long. */
export function moveOccurrence(event: CalendarEvent, id: RecurrenceId): EventPatch {
  const start = `${id.slice(0, 10)}T08:${id.slice(14)}`;
  return patchOccurrence(event, id, { when: { showWithoutTime: false, start, duration: 'PT30M' } });
}

export const excludeOccurrence = (event: CalendarEvent, id: RecurrenceId): EventPatch =>
  override(event, id, { excluded: true });

/** Another rule or another start: Outlook forgets what was different about occurrences. */
export function restart(
  event: CalendarEvent,
  change: Partial<Pick<TimedWhen, 'start'>>,
  rule?: RecurrenceRule,
): EventPatch {
  const { recurrence, ...when } = event.when;
  if (!recurrence) throw new Error('people change the rule of what is no series');
  return { when: { ...when, ...change, recurrence: { rule: rule ?? recurrence.rule, overrides: {} } } };
}

function override(event: CalendarEvent, id: RecurrenceId, change: OccurrenceOverride): EventPatch {
  const { recurrence } = event.when;
  if (!recurrence) throw new Error('people change an occurrence of what is no series');
  const overrides = { ...recurrence.overrides, [id]: change };
  return { when: { ...event.when, recurrence: { ...recurrence, overrides } } };
}

/** Every text in a value, however deep. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
