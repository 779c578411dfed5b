// Sentences for fields that a schema refuses.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldErrors, PARSING } from '../../../functions/http/fieldErrors.ts';

const schema = z.strictObject({
  text: z.string(),
  address: z.email('must be an e-mail address'),
  size: z.number(),
  on: z.boolean(),
  list: z.array(z.strictObject({ id: z.string() })),
  one: z.literal('entries'),
  several: z.enum(['a', 'b', 'c']),
  short: z.string().max(2, 'is too long').regex(/^a/, 'must begin with a'),
});

/** The sentence of each field. */
function sentences(body: unknown): Record<string, string> {
  const parsed = schema.safeParse(body, PARSING);
  return parsed.success ? {} : Object.fromEntries(fieldErrors(parsed.error).map((each) => [each.field, each.message]));
}

describe('fieldErrors', () => {
  it('a field that is missing is said to be so, also where its schema has a sentence of its own', () => {
    const fields = ['text', 'address', 'size', 'on', 'list', 'one', 'several', 'short'];
    expect(sentences({})).toEqual(Object.fromEntries(fields.map((field) => [field, 'is missing'])));
  });

  it('a field of another kind is told which one it must be', () => {
    const wrong = { text: 1, address: 1, size: '1', on: 'yes', list: [{}, 5], one: 'x', several: null, short: [] };
    expect(sentences(wrong)).toEqual({
      text: 'must be a text',
      address: 'must be an e-mail address',
      size: 'must be a number',
      on: 'must be true or false',
      'list[0].id': 'is missing',
      'list[1]': 'must be an object',
      one: 'must be entries',
      several: 'must be a, b or c',
      short: 'must be a text',
    });
  });

  it('one sentence a field, and an unknown field is named itself', () => {
    const good = { text: '', address: 'a@b.example', size: 1, on: true, list: [], one: 'entries', several: 'a' };
    expect(sentences({ ...good, short: 'bcd', colour: 1 })).toEqual({
      short: 'is too long',
      colour: 'is not a field of this request',
    });
  });

  it('a body that is no object is named as the body', () => {
    expect(sentences(null)).toEqual({ body: 'must be an object' });
    expect(sentences([])).toEqual({ body: 'must be an object' });
  });
});
