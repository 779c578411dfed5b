// Entry types that rules name and the source does not have.
import { describe, expect, it } from 'vitest';
import { unknownTypes } from '../../../../shared/links/link/unknownTypes.ts';
import { DEFAULT_RULES, type LinkRules } from '../../../../shared/sync/ports/linkRules.ts';

const types = [{ id: 'meeting', name: 'Meeting' }];

describe('unknownTypes', () => {
  it('names each place of a type that the source does not have', () => {
    const rules: LinkRules = {
      ...DEFAULT_RULES,
      directions: { meeting: 'both', gone: 'toSource' },
      filters: { toExchange: { entryTypes: ['meeting', 'other'] }, toSource: {} },
    };
    const errors = unknownTypes(rules, types, 'rules.');
    expect(errors.map(({ field }) => field)).toEqual([
      'rules.directions.gone',
      'rules.filters.toExchange.entryTypes[1]',
    ]);
    expect(errors[0]?.message).toBe('must be one of the entry types of this source: meeting');
  });

  it('rules that name no type are fine', () => {
    expect(unknownTypes(DEFAULT_RULES, [])).toEqual([]);
  });
});
