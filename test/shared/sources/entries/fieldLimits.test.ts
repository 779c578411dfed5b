// The limits of an entry's fields: each just kept and just broken.
import { describe, expect, it } from 'vitest';
import type { OccurrenceOverride, Recurrence } from '../../../../shared/calendar/event.ts';
import { ALERT_MINUTES_MAX } from '../../../../shared/exchange/limits.ts';
import { ALERT_MINUTES, fieldTooLarge } from '../../../../shared/sources/entries/fieldLimits.ts';
import { sampleEvent } from '../../../contract/source.ts';

describe('fieldTooLarge', () => {
  it('the largest event fits, also without title', () => {
    const keywords = Array.from({ length: 50 }, () => 'k'.repeat(255));
    const largest = { title: 't'.repeat(255), location: 'l'.repeat(255), description: 'd'.repeat(100_000), keywords };
    expect(fieldTooLarge({ ...sampleEvent, ...largest })).toBeUndefined();
    expect(fieldTooLarge({ ...sampleEvent, title: '' })).toBeUndefined();
  });

  it.each([
    ['title', { title: 't'.repeat(256) }],
    ['location', { location: 'l'.repeat(256) }],
    ['description', { description: 'd'.repeat(100_001) }],
    ['keywords', { keywords: Array.from({ length: 51 }, () => 'k') }],
    ['keywords', { keywords: ['k'.repeat(256)] }],
    ['alert', { alert: { minutesBefore: ALERT_MINUTES + 1 } }],
  ] as const)('it names the field that is too large: %s', (field, patch) => {
    expect(fieldTooLarge({ ...sampleEvent, ...patch })).toBe(field);
  });

  it('a reminder may be as early as Exchange takes it', () => {
    expect(ALERT_MINUTES).toBe(ALERT_MINUTES_MAX);
    expect(fieldTooLarge({ ...sampleEvent, alert: { minutesBefore: ALERT_MINUTES } })).toBeUndefined();
  });

  it('of a series, too many overrides and texts of theirs are a matter of when', () => {
    const series = (overrides: Recurrence['overrides']) => {
      const rule = { frequency: 'daily', interval: 1, end: { kind: 'never' } } as const;
      return fieldTooLarge({ ...sampleEvent, when: { ...sampleEvent.when, recurrence: { rule, overrides } } });
    };
    const many = (count: number, override: OccurrenceOverride) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [String(at), override]));
    expect(series(many(2000, { excluded: true }))).toBeUndefined();
    expect(series(many(2001, { excluded: true }))).toBe('when');
    expect(series({ a: { title: 't'.repeat(256) } })).toBe('when');
    expect(series({ a: { alert: { minutesBefore: ALERT_MINUTES + 1 } } })).toBe('when');
    expect(series(many(4, { description: 'd'.repeat(100_000) }))).toBeUndefined();
    expect(series(many(5, { description: 'd'.repeat(100_000) }))).toBe('when');
  });

  it('what is longer as it stands in a row counts as long as that', () => {
    expect(fieldTooLarge({ ...sampleEvent, description: '\u2028'.repeat(80_000) })).toBeUndefined();
    expect(fieldTooLarge({ ...sampleEvent, description: '\u2028'.repeat(90_000) })).toBe('description');
  });
});
