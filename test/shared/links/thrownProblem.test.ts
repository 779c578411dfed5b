// Exceptions, without what they say.
import { describe, expect, it } from 'vitest';
import { SealBroken } from '../../../shared/access/secrets.ts';
import { nameOfThrown, problemOfThrown } from '../../../shared/links/thrownProblem.ts';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';

describe('an exception', () => {
  it('tells whether the storage was away, or a key is missing', () => {
    expect(problemOfThrown(new StoreUnavailable('down'))).toBe('state-unavailable');
    expect(problemOfThrown(new SealBroken('no key'))).toBe('key-missing');
    expect(problemOfThrown(new TypeError('a bug'))).toBe('internal-error');
  });

  it('is logged by its name only', () => {
    expect(nameOfThrown(new StoreUnavailable('ada@example.com'))).toBe('StoreUnavailable');
    expect(nameOfThrown('a text')).toBe('string');
  });
});
