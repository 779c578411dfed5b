// Sentences for fields of an entry, each under the name that whoever sends it finds it by.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldAt, fieldErrors, PARSING } from '../../../../shared/sources/entries/fieldErrors.ts';

const schema = z.strictObject(
  {
    title: z.string('must be a text').max(2, 'is too long').regex(/^a/, 'must begin with a'),
    days: z.array(z.strictObject({ day: z.string('must be a text') }, 'must be an object')).optional(),
  },
  'must be an object',
);
function errors(value: unknown, under?: readonly PropertyKey[]) {
  const parsed = schema.safeParse(value, PARSING);
  return parsed.success ? [] : fieldErrors(parsed.error.issues, under);
}

describe('fieldErrors', () => {
  it('says of each field the first thing that is wrong with it', () => {
    expect(errors({ title: 'bcd', days: [{}, 7, { day: 1 }], colour: 1 })).toEqual([
      { field: 'title', message: 'is too long' },
      { field: 'days[0].day', message: 'is missing' },
      { field: 'days[1]', message: 'must be an object' },
      { field: 'days[2].day', message: 'must be a text' },
      { field: 'colour', message: 'is not a field of an entry' },
    ]);
    expect(errors({})).toEqual([{ field: 'title', message: 'is missing' }]);
  });

  it('names where the value stands in the entry', () => {
    expect(errors({ title: 'a', x: 1 }, ['recurrenceOverrides', '2026-12-01']).map(({ field }) => field)).toEqual([
      'recurrenceOverrides["2026-12-01"].x',
    ]);
    expect(errors(7, ['list', 0])).toEqual([{ field: 'list[0]', message: 'must be an object' }]);
  });

  it('calls the whole the entry', () => {
    expect(errors(undefined)).toEqual([{ field: 'entry', message: 'must be an object' }]);
  });
});

describe('fieldAt', () => {
  it('writes indexes and names as a program would', () => {
    expect(fieldAt('recurrenceRule', 'byDay', 0, 'day')).toBe('recurrenceRule.byDay[0].day');
    expect(fieldAt('recurrenceOverrides', '2026-12-01T09:00:00', 'end')).toBe(
      'recurrenceOverrides["2026-12-01T09:00:00"].end',
    );
  });
});
