import { describe, expect, it } from 'vitest';
import { isParsable, JSON_DEPTH_MAX, JSON_VALUES_MAX } from '../../../shared/net/jsonSize.ts';

const list = (count: number, value: string) => `[${Array.from({ length: count }, () => value).join(',')}]`;
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('isParsable', () => {
  it.each([
    ['values', list(JSON_VALUES_MAX, '1')],
    ['empty objects', list(JSON_VALUES_MAX / 2 + 1, '{}')],
    ['fields', `{${'"a":1,'.repeat(JSON_VALUES_MAX)}}`],
    ['levels', nested(JSON_DEPTH_MAX + 1)],
    ['levels that never end', '{"a":'.repeat(JSON_DEPTH_MAX + 1)],
  ])('too many %s are refused', (_, text) => {
    expect(isParsable(text)).toBe(false);
  });

  it('as many as may be are let through', () => {
    expect(isParsable(list(JSON_VALUES_MAX - 1, '1'))).toBe(true);
    expect(isParsable(nested(JSON_DEPTH_MAX))).toBe(true);
    expect(isParsable(list(100, nested(JSON_DEPTH_MAX - 1)))).toBe(true);
  });

  it('another number of values may be the limit', () => {
    expect([isParsable('[1,2]', 3), isParsable('[1,2,3]', 3)]).toEqual([true, false]);
  });

  it('a text counts as one value, whatever is in it', () => {
    for (const content of ['[{,'.repeat(JSON_VALUES_MAX), '\\"[,'.repeat(JSON_VALUES_MAX), '\\\\'])
      expect(isParsable(`{"a":"${content}","b":1}`)).toBe(true);
    expect(isParsable(`{"a":"\\\\",${nested(JSON_DEPTH_MAX + 1)}`)).toBe(false);
  });

  it('what is no JSON is left to the parser', () => {
    expect(['', 'Bad gateway', '<html>', ']]]'].map(isParsable)).toEqual([true, true, true, true]);
  });
});
