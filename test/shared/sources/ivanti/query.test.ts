// The texts of queries: one gate, and no form that Ivanti misreads.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Condition, dateTime, filterOf, keyOf, setOf, text } from '../../../../shared/sources/ivanti/query.ts';

const owner = (value: string): Condition => ({ field: 'Owner', is: 'eq', value: text(value) });
const since: Condition = { field: 'LastModDateTime', is: 'ge', value: dateTime(Date.UTC(2026, 10, 20)) };

describe('filterOf', () => {
  it('joins conditions by and, without brackets', () => {
    expect(filterOf([owner('ada'), since])).toBe("Owner eq 'ada' and LastModDateTime ge 2026-11-20T00:00:00Z");
    expect(filterOf([])).toBeUndefined();
  });

  it('one group of alternatives stands first', () => {
    expect(filterOf([since], [owner('a'), owner('b')])).toBe(
      "(Owner eq 'a' or Owner eq 'b') and LastModDateTime ge 2026-11-20T00:00:00Z",
    );
    expect(filterOf([], [owner('a')])).toBe("Owner eq 'a'");
  });

  it('no text leaves its quotes', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        const inner = text(value).slice(1, -1);
        expect(inner.replaceAll("''", '')).not.toContain("'");
        expect(inner.replaceAll("''", "'")).toBe(value);
      }),
      { seed: 20261201 },
    );
  });
});

describe('addresses', () => {
  it('a set has an s behind its name, in lower case', () => {
    expect(setOf('Frs_CalendarItem')).toBe('frs_calendaritems');
    expect(setOf('Incident#')).toBe('incidents');
    expect(setOf('Journal#Notes')).toBe('journal__notess');
  });

  it('a key cannot leave its segment', () => {
    expect(keyOf("a'/../b?c")).toBe("('a%27%27%2F..%2Fb%3Fc')");
  });
});
