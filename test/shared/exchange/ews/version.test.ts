import { describe, expect, it } from 'vitest';
import { olderVersion } from '../../../../shared/exchange/ews/version.ts';

describe('olderVersion', () => {
  it('ends at Exchange 2013', () => {
    expect(olderVersion('Exchange2016')).toBe('Exchange2013_SP1');
    expect(olderVersion('Exchange2013_SP1')).toBe('Exchange2013');
    expect(olderVersion('Exchange2013')).toBeUndefined();
  });
});
