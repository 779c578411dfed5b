import { describe, expect, it } from 'vitest';
import { entryIn, occurrenceId, occurrenceIn } from '../../../../../shared/sync/pair/row/occurrenceId.ts';

describe('occurrenceId', () => {
  it.each(['S1', 'a.b~c@d=e+f:g,h-i', 'with!mark'])('is read as it was made: entry %j', (entry) => {
    for (const key of ['2026-12-31', '2026-12-31T09:00:00']) {
      const id = occurrenceId({ entry, key });
      expect(occurrenceIn(id)).toEqual({ entry, key });
      expect(entryIn(id)).toBe(entry);
    }
  });

  it('is none of a whole entry', () => {
    expect(occurrenceIn('a.b~c@d=e+f:g,h-i')).toBeUndefined();
    expect(entryIn('S1')).toBe('S1');
  });
});
