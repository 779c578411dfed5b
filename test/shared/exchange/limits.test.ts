import { describe, expect, it } from 'vitest';
import { refusalOf, unfitFields } from '../../../shared/exchange/limits.ts';
import { EVENT } from '../../contract/mailbox.ts';
import { series } from '../../contract/mailboxSeries.ts';

describe('refusalOf', () => {
  it.each([
    ['title', { title: 'x'.repeat(256) }],
    ['keywords', { keywords: ['short', 'x'.repeat(256)] }],
    ['alert', { alert: { minutesBefore: -1 } }],
    ['alert', { alert: { minutesBefore: 1.5 } }],
    ['alert', { alert: { minutesBefore: 2_629_801 } }],
  ])('%s: what Exchange cannot hold is refused for its field', (field, patch) => {
    expect(refusalOf(patch)).toMatchObject({ kind: 'rejected', code: 'item-rejected', field });
  });

  it('what one occurrence cannot hold is refused for the time of its series, which it is a part of', () => {
    const refused = (title: string) =>
      refusalOf({ when: series({ '2026-12-08T09:00:00': { title }, '2026-12-15T09:00:00': { excluded: true } }).when });
    expect(refused('x'.repeat(256))).toMatchObject({ kind: 'rejected', code: 'item-rejected', field: 'when' });
    expect(refused('x'.repeat(255))).toBeUndefined();
  });

  it('what just fits is not refused, nor what is not written', () => {
    const fits = { title: 'x'.repeat(255), keywords: ['x'.repeat(255)], alert: { minutesBefore: 2_629_800 } };
    expect(refusalOf({ ...fits, description: 'x'.repeat(100_000) })).toBeUndefined();
    expect(refusalOf({ alert: null })).toBeUndefined();
    expect(refusalOf({})).toBeUndefined();
  });
});

describe('unfitFields', () => {
  it('names every field that Exchange cannot hold, and no other', () => {
    const odd = { title: 'x'.repeat(256), keywords: ['x'.repeat(256)], alert: { minutesBefore: -1 } };
    expect(unfitFields({ ...EVENT, ...odd })).toEqual(['title', 'keywords', 'alert']);
    expect(unfitFields(EVENT)).toEqual([]);
  });
});
