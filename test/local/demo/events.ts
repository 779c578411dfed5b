// Events and things for the tests of the demonstration.
import type { Standing } from '../../../local/demo/editor.ts';
import type { CalendarEvent } from '../../../shared/calendar/event.ts';
import { timed } from '../../../shared/calendar/when.ts';

const HOUR_MS = 3_600_000;

export const event = (title: string, change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  title,
  description: '',
  location: 'Room 1',
  when: timed(9 * HOUR_MS, 10 * HOUR_MS, 'Europe/Helsinki'),
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
  ...change,
});

export const standing = (event: CalendarEvent, version = '1'): Standing => ({
  id: `id of ${event.title}`,
  version,
  content: { kind: 'event', event },
});

export const series = (title: string, version = '1'): Standing => ({
  id: `id of ${title}`,
  version,
  content: { kind: 'leftOut', reason: 'recurring-series', title },
});
