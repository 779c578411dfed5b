import { describe, expect, it } from 'vitest';
import { rulesRow } from '../../../../shared/state/company/rulesRow.ts';
import { DEFAULT_RULES, type LinkRules } from '../../../../shared/sync/ports/linkRules.ts';

const full: LinkRules = {
  direction: 'toExchange',
  directions: { absence: 'both' },
  forbidden: 'leave',
  filters: {
    toExchange: { entryTypes: ['meeting'], categoriesAnyOf: ['a'], categoriesNoneOf: ['b'], ownOnly: true },
    toSource: {
      privacy: ['public'],
      freeBusyStatus: ['busy'],
      allDay: false,
      titleContains: ['c'],
      titleContainsNone: ['d'],
    },
  },
  leavesFilter: 'remove',
  privateEvents: { kind: 'busyOnly', title: 'Busy' },
  unheldSeries: 'expand',
};

describe('rulesRow', () => {
  it.each([full, DEFAULT_RULES])('reads rules as they were written', (rules) => {
    expect(rulesRow.parse(JSON.parse(JSON.stringify(rules)))).toEqual(rules);
  });

  it('refuses rules that this release does not know', () => {
    expect(rulesRow.safeParse({ ...full, more: 1 }).success).toBe(false);
    expect(rulesRow.safeParse({ ...full, filters: { ...full.filters, toSource: { colour: ['red'] } } }).success).toBe(
      false,
    );
  });
});
