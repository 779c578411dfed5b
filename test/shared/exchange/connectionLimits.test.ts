import { describe, expect, it } from 'vitest';
import { ANSWER_BYTES_MAX, CONNECTIONS_MAX, USER_AGENT } from '../../../shared/exchange/connectionLimits.ts';

describe('the limits of a connection', () => {
  it('stay below the 27 requests that Exchange allows an account at a time', () => {
    expect(CONNECTIONS_MAX).toBeLessThan(27);
  });

  it('leave room for a page of the largest events, and not for the memory of a function', () => {
    const page = 100 * 100_000;
    expect(ANSWER_BYTES_MAX).toBeGreaterThan(page);
    expect(ANSWER_BYTES_MAX * CONNECTIONS_MAX).toBeLessThan(512 * 1024 * 1024);
  });

  it('name this program in letters that a header carries', () => {
    expect(USER_AGENT).toMatch(/^[\w-]+$/);
  });
});
