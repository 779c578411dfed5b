import { describe, expect, it } from 'vitest';
import { applied } from '../../../../shared/exchange/format/edits.ts';

describe('applied', () => {
  it('edits are made in their places, whatever their order, and deletions may overlap', () => {
    const edits = [
      { start: 6, end: 6, text: 'x' },
      { start: 0, end: 4, text: '' },
      { start: 2, end: 3, text: '' },
    ];
    expect(applied('0123456', edits)).toBe('45x6');
  });

  it('a new text stands in no deletion', () => {
    const edits = [
      { start: 0, end: 4, text: '' },
      { start: 2, end: 2, text: 'x' },
    ];
    expect(applied('012345', edits)).toBeUndefined();
  });
});
