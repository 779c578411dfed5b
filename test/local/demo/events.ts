// Events and things for the tests of the demonstration.
import type { Standing } from '../../../local/demo/people/editor.ts';
import type { CalendarEvent, Recurrence } from '../../../shared/calendar/event.ts';
import { timed } from '../../../shared/calendar/when.ts';

const HOUR_MS = 3_600_000;

export const event = (title: string, change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  title,
  description: '',
  location: 'Room 1',
  when: timed({ start: 9 * HOUR_MS, end: 10 * HOUR_MS }, 'Europe/Helsinki'),
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
  ...change,
});

/** Every week, nine o'clock in Helsinki, from 1 December 2026 on. */
export const weekly = (title: string, overrides: Recurrence['overrides'] = {}): CalendarEvent =>
  event(title, {
    when: {
      showWithoutTime: false,
      start: '2026-12-01T09:00:00',
      timeZone: 'Europe/Helsinki',
      duration: 'PT1H',
      recurrence: {
        rule: { frequency: 'weekly', interval: 1, byDay: [{ day: 'tu' }], end: { kind: 'never' } },
        overrides,
      },
    },
  });

export const standing = (event: CalendarEvent, version = '1'): Standing => ({
  id: `id of ${event.title}`,
  version,
  content: { kind: 'event', event },
});

export const unreadable = (title: string, version = '1'): Standing => ({
  id: `id of ${title}`,
  version,
  content: { kind: 'leftOut', reason: 'item-unreadable', title },
});
