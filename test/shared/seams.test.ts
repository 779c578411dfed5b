// The seams of a real process.
import { describe, expect, it } from 'vitest';
import { randomIds, systemClock } from '../../shared/seams.ts';

describe('randomIds', () => {
  it('answers ids that are never repeated and that a row key can hold', () => {
    const ids = Array.from({ length: 1000 }, randomIds);
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w-]{16}$/);
  });
});

describe('systemClock', () => {
  it('answers milliseconds since 1970 and does not go back', () => {
    const before = systemClock();
    expect(before).toBeGreaterThan(Date.UTC(2026, 0, 1));
    expect(systemClock()).toBeGreaterThanOrEqual(before);
  });
});
