import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../shared/calendar/digest.ts';

describe('digestOf', () => {
  it('is the beginning of SHA-256, and stays so: items in calendars carry it', () => {
    // FIPS 180-2, appendix B.1: ba7816bf 8f01cfea 414140de …
    expect(Buffer.from(digestOf('abc'), 'base64url').toString('hex')).toBe('ba7816bf8f01cfea414140de');
  });

  it('tells texts apart', () => {
    expect(digestOf('a')).not.toBe(digestOf('A'));
  });
});
