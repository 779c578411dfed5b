// The former keys that are still needed.

import { describe, expect, it } from 'vitest';
import type { KeyCount } from '../../../../shared/app/secrets/keyCounts.ts';
import { listKeys } from '../../../../shared/links/company/listKeys.ts';

const count = (rest: Partial<KeyCount>): KeyCount => ({
  key: 'k',
  use: 'former',
  secrets: 0,
  losingValues: 0,
  entries: 0,
  links: 0,
  linksOff: 0,
  ...rest,
});
const list = (counts: readonly KeyCount[]) => listKeys({ countKeys: async () => counts });

describe('listKeys', () => {
  it.each(['secrets', 'losingValues', 'entries', 'links', 'linksOff'] as const)(
    'a former key is needed while %s hang on it',
    async (what) => {
      expect(await list([count({ [what]: 1 })])).toMatchObject([{ isNeeded: true }]);
    },
  );

  it('a former key on which nothing hangs is not', async () => {
    expect(await list([count({})])).toEqual([{ ...count({}), isNeeded: false }]);
  });

  it('of the key in use, and of one that is missing, nothing is said', async () => {
    const counts = [count({ use: 'inUse' }), count({ use: 'missing', links: 1 })];
    expect(await list(counts)).toEqual(counts);
  });
});
