// The answer of every use case where it does nothing.
import { describe, expect, it } from 'vitest';
import { invalid, refused } from '../../../shared/links/refusal.ts';

describe('a refusal', () => {
  it('names a problem of the catalogue', () => {
    expect(refused('link-not-on')).toEqual({ problem: 'link-not-on' });
  });

  it('of a request that is invalid, it names the fields', () => {
    const errors = [{ field: 'source', message: 'is no source of this company' }];
    expect(invalid(errors)).toEqual({ problem: 'request-invalid', errors });
  });
});
