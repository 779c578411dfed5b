// Rows that have and that do not have the form that this release writes.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseRow, RowUnreadable, rowSchema } from '../../../../shared/state/table/schema.ts';

interface Sample {
  readonly a: string;
  readonly b?: number;
}
const sample = rowSchema<Sample>({ a: z.string(), b: z.number().exactOptional() });
const parse = (value: unknown) => parseRow(sample, 'pair', { key: 'p|1', value });

describe('parseRow', () => {
  it('reads a row with and without its optional field', () => {
    expect(parse({ a: 'x', b: 1 })).toEqual({ a: 'x', b: 1 });
    expect(parse({ a: 'x' })).toEqual({ a: 'x' });
  });

  it('refuses an unknown field, since rewriting the row would drop it', () => {
    expect(() => parse({ a: 'x', c: 1 })).toThrow(RowUnreadable);
  });

  it.each([undefined, null, 'text', {}, { a: 1 }, { a: 'x', b: undefined }])('refuses %j', (value) => {
    expect(() => parse(value)).toThrow(RowUnreadable);
  });

  it('names kind, key and field in the error, and no content', () => {
    expect(() => parse({ a: 'x', b: 'the title of an event' })).toThrow('a pair row does not parse: p|1: b');
    expect(() => parse({ a: 'x', b: 'the title of an event' })).not.toThrow('the title');
  });
});
