// Events that the demonstration writes. A read returns them exactly as written, so a difference is a loss.
import { describe, expect, it } from 'vitest';
import { titleAndTimeOf } from '../../../local/demo/compare.ts';
import { hostileEvents, sampleEvents } from '../../../local/demo/samples.ts';
import { normalOverrides } from '../../../shared/calendar/canonical/normalOverrides.ts';
import type { CalendarEvent } from '../../../shared/calendar/event.ts';
import { isHeldByOutlook } from '../../../shared/calendar/recurrence/outlookSeries.ts';

const from = Date.UTC(2026, 10, 21);

describe.each<[string, (from: number, keywords: string[]) => CalendarEvent[]]>([
  ['sampleEvents', (from, keywords) => sampleEvents(60, from, keywords)],
  ['hostileEvents', hostileEvents],
])('%s', (_, events) => {
  it('gives singles and series that Outlook holds, each once and with the keywords given', () => {
    const given = events(from, ['mine']);
    expect(new Set(given.map(titleAndTimeOf)).size).toBe(given.length);
    expect(given.every(({ when }) => isHeldByOutlook(when))).toBe(true);
    expect(given.every(({ keywords }) => keywords.includes('mine'))).toBe(true);
    const series = given.filter(({ when }) => when.recurrence);
    expect(series.length).toBeGreaterThan(given.length / 4);
    expect(series.length).toBeLessThan(given.length);
  });

  it('gives overrides that all say something', () => {
    for (const event of events(from, [])) expect(normalOverrides(event)).toEqual(event);
  });
});
