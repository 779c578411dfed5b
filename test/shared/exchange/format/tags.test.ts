import { describe, expect, it } from 'vitest';
import { BLOCKS, FORMATTING, REMOVABLE, UNREAD, VOID } from '../../../../shared/exchange/format/tags.ts';

describe('tags', () => {
  it('what is not read, or has no end, is neither a line nor removable', () => {
    for (const name of [...UNREAD, ...VOID])
      expect(BLOCKS.has(name) || REMOVABLE.has(name) || FORMATTING.has(name)).toBe(false);
  });
});
