import { describe, expect, it } from 'vitest';
import { rulesBody } from '../../../functions/forms/rulesBody.ts';
import { fieldErrors, PARSING } from '../../../functions/http/fieldErrors.ts';
import { DEFAULT_RULES } from '../../../shared/sync/ports/linkRules.ts';

const fieldsAtFault = (body: unknown): string[] => {
  const parsed = rulesBody.safeParse(body, PARSING);
  return parsed.success ? [] : fieldErrors(parsed.error).map(({ field }) => field);
};

describe('rulesBody', () => {
  it('an empty body is what holds by default', () => {
    expect(rulesBody.parse({})).toEqual(DEFAULT_RULES);
  });

  it('takes what is said and fills in the rest', () => {
    const body = { filters: { toSource: { categoriesAnyOf: [' Work '] } }, privateEvents: { kind: 'busyOnly' } };
    expect(rulesBody.parse(body)).toEqual({
      ...DEFAULT_RULES,
      filters: { toExchange: {}, toSource: { categoriesAnyOf: ['Work'] } },
      privateEvents: { kind: 'busyOnly', title: 'Busy' },
    });
  });

  it.each(['leaveOut', 'expand'] as const)('takes %s for series that the mailbox cannot hold', (unheldSeries) => {
    expect(rulesBody.parse({ unheldSeries })).toEqual({ ...DEFAULT_RULES, unheldSeries });
  });

  it.each([
    [{ direction: 'sideways' }, 'direction'],
    [{ directions: { meeting: 'none' } }, 'directions.meeting'],
    [{ filters: { toSource: { titleContains: [] } } }, 'filters.toSource.titleContains'],
    [{ filters: { toSource: { titleContains: [''] } } }, 'filters.toSource.titleContains[0]'],
    [{ filters: { toSource: { colour: ['red'] } } }, 'filters.toSource.colour'],
    [{ filters: { toSource: { ownOnly: false } } }, 'filters.toSource.ownOnly'],
    [{ privateEvents: { kind: 'hidden' } }, 'privateEvents.kind'],
    [{ unheldSeries: 'shorten' }, 'unheldSeries'],
    [{ expand: true }, 'expand'],
  ])('%j: names %s', (body, field) => {
    expect(fieldsAtFault(body)).toEqual([field]);
  });
});
