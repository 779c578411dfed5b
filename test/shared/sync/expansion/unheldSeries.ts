// A series that no mailbox holds, for the tests of what expands it.

import { createPrinter } from '../../../../shared/calendar/canonical/fingerprint.ts';
import type { CalendarEvent, OccurrenceOverride, RecurrenceRule } from '../../../../shared/calendar/event.ts';
import { isHeldByOutlook } from '../../../../shared/calendar/recurrence/outlookSeries.ts';
import type { Expanding } from '../../../../shared/sync/expansion/occurrenceItem.ts';
import type { SourceItem } from '../../../../shared/sync/ports/source.ts';

export const expanding: Expanding = {
  print: createPrinter(new Uint8Array(32)),
  unheld: (event) => (isHeldByOutlook(event.when) ? undefined : 'recurrence-not-supported'),
};

export const DAY_31: RecurrenceRule = {
  frequency: 'monthly',
  interval: 1,
  byMonthDay: [31],
  end: { kind: 'count', count: 3 },
};

/** 31 December, 31 January and 31 March at 9 in Helsinki. */
export const closing = (overrides: Record<string, OccurrenceOverride> = {}, rule = DAY_31): CalendarEvent => ({
  title: 'Closing',
  description: '',
  location: '',
  when: {
    showWithoutTime: false,
    start: '2026-12-31T09:00:00',
    timeZone: 'Europe/Helsinki',
    duration: 'PT1H',
    recurrence: { rule, overrides },
  },
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: [],
  alert: null,
});

export const entryOf = (event: CalendarEvent, more: Partial<SourceItem> = {}): SourceItem => ({
  id: 'S1',
  version: '1',
  owner: 'ada@example.com',
  participants: [],
  modified: false,
  content: { kind: 'event', event },
  ...more,
});
