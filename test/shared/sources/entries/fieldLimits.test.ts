// How much an entry's fields hold: each just kept and just broken.
import { describe, expect, it } from 'vitest';
import { fieldTooLarge, isText } from '../../../../shared/sources/entries/fieldLimits.ts';
import { sampleEvent } from '../../../contract/source.ts';

describe('isText', () => {
  it('a text fits up to its length', () => {
    expect(isText('x'.repeat(5), 5)).toBe(true);
    expect(isText('x'.repeat(6), 5)).toBe(false);
  });

  it.each(['a\u0001b', '\uffff', '\udc00'])('%j is no text that calendars can carry', (text) => {
    expect(isText(text, 10)).toBe(false);
  });
});

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
    ['keywords', { keywords: ['k\u0000'] }],
  ] as const)('it names the field that is too large: %s', (field, patch) => {
    expect(fieldTooLarge({ ...sampleEvent, ...patch })).toBe(field);
  });
});
