import { describe, expect, it } from 'vitest';
import { LATE_MS, LOOK_AGAIN_MS } from '../../../../../shared/sync/pair/facts/late.ts';
import { LEASE_MS } from '../../../../../shared/sync/session/session.ts';

/** No request of a run takes longer: shared/app and docs/sync.md section 5. */
const REQUEST_MS = 60_000;

describe('LATE_MS', () => {
  it('is longer than a run may write and its last request takes', () => {
    expect(LATE_MS).toBeGreaterThan(LEASE_MS + REQUEST_MS);
  });

  it('a pair that waits is looked at again before', () => {
    expect(LOOK_AGAIN_MS).toBeLessThan(LATE_MS);
  });
});
