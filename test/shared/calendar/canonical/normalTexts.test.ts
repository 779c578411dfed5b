import { describe, expect, it } from 'vitest';
import { normalTexts } from '../../../../shared/calendar/canonical/normalTexts.ts';
import { EVENT } from '../../../contract/mailbox.ts';

const ODD = {
  title: 'half \ud83d',
  description: 'a\u0008b\r\nc',
  location: '\u000bRoom',
  keywords: ['Blue\u0000', '\uffff', ' '],
} as const;
const NORMAL = { title: 'half ', description: 'ab\nc', location: 'Room', keywords: ['Blue'] } as const;

describe('normalTexts', () => {
  it('cleans every text, and leaves the rest', () => {
    expect(normalTexts({ ...EVENT, ...ODD })).toEqual({ ...EVENT, ...NORMAL });
  });

  it('adds no field to a patch', () => {
    expect(normalTexts({ title: ODD.title })).toEqual({ title: NORMAL.title });
    expect(normalTexts({ alert: null })).toEqual({ alert: null });
  });

  it('cleans the texts of single occurrences, whose times stay', () => {
    const seriesWith = (texts: object) => ({
      ...EVENT.when,
      recurrence: {
        rule: { frequency: 'daily', interval: 1, end: { kind: 'never' } } as const,
        overrides: {
          a: { excluded: true },
          b: { ...texts, alert: null, when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } },
        } as const,
      },
    });
    expect(normalTexts({ when: seriesWith(ODD) })).toEqual({ when: seriesWith(NORMAL) });
  });
});
