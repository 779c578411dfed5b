import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS } from '../../../../shared/calendar/event.ts';
import { OVERRIDABLE, scheduled } from '../../../../shared/exchange/ews/occurrence.ts';
import { EVENT } from '../../../contract/mailbox.ts';

describe('OVERRIDABLE', () => {
  it('is every field but the time, which is handled by itself, and privacy, which is the series’', () => {
    expect([...OVERRIDABLE, 'when', 'privacy'].sort()).toEqual([...EVENT_FIELDS].sort());
  });
});

describe('scheduled', () => {
  it('starts as the rule says and lasts as the series does', () => {
    expect(scheduled(EVENT.when, '2026-12-08T09:00:00')).toEqual({
      showWithoutTime: false,
      start: '2026-12-08T09:00:00',
      duration: 'PT1H30M',
    });
    const days = { showWithoutTime: true, start: '2026-12-01', duration: 'P2D' } as const;
    expect(scheduled(days, '2026-12-08')).toEqual({ ...days, start: '2026-12-08' });
  });
});
