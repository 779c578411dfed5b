import { describe, expect, it } from 'vitest';
import { instantText } from '../../../functions/http/instantText.ts';

describe('instantText', () => {
  it('is UTC', () => {
    expect(instantText(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});
