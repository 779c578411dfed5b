import { describe, expect, it } from 'vitest';
import { auditRow } from '../../../../shared/state/link/linkRows.ts';
import { DECISIONS } from '../../../../shared/sync/ports/audit.ts';

describe('DECISIONS', () => {
  it.each(DECISIONS)('a record of %s is stored and read', (what) => {
    expect(auditRow.parse({ at: 1, by: 'company', what })).toEqual({ at: 1, by: 'company', what });
  });

  it('names each decision once', () => {
    expect(new Set(DECISIONS).size).toBe(DECISIONS.length);
  });
});
