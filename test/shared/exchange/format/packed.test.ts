import { describe, expect, it } from 'vitest';
import { packed, unpacked } from '../../../../shared/exchange/format/packed.ts';

describe('packed', () => {
  it('a body comes back as it was, from a short text that is safe in JSON', () => {
    const html = '<p class="MsoNormal">ä😀"\\</p>'.repeat(1000);
    expect(unpacked(packed(html))).toBe(html);
    expect(packed(html)).toMatch(/^[A-Za-z0-9+/=]{1,600}$/);
  });
});
