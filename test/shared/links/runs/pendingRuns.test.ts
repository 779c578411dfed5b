// One delayed message per link at a time, however often one is asked for.
import { describe, expect, it } from 'vitest';
import { PendingRuns } from '../../../../shared/links/runs/pendingRuns.ts';

describe('PendingRuns', () => {
  it('a second message of the same link is not sent while an earlier one is on its way', () => {
    const pending = new PendingRuns();
    expect(pending.claim('a', 100, 0)).toBe(true);
    expect(pending.claim('a', 100, 10)).toBe(false);
    expect(pending.claim('a', 500, 10)).toBe(false);
    expect(pending.claim('b', 100, 10)).toBe(true);
  });

  it('an earlier one is sent', () => {
    const pending = new PendingRuns();
    pending.claim('a', 100, 0);
    expect(pending.claim('a', 50, 0)).toBe(true);
    expect(pending.claim('a', 60, 0)).toBe(false);
  });

  it('after it came, the next one is sent; one that came too early changes nothing', () => {
    const pending = new PendingRuns();
    pending.claim('a', 100, 0);
    pending.arrived('a', 99);
    expect(pending.claim('a', 200, 99)).toBe(false);
    pending.arrived('a', 100);
    expect(pending.claim('a', 200, 100)).toBe(true);
  });

  it('one that was lost holds nothing up once it is due', () => {
    const pending = new PendingRuns();
    pending.claim('a', 100, 0);
    expect(pending.claim('a', 200, 101)).toBe(true);
  });

  it('a link that fails through a hundred ticks has one message on its way at a time', () => {
    const pending = new PendingRuns();
    const sent: number[] = [];
    for (let tick = 0; tick < 100; tick += 1) {
      const now = tick * 10;
      if (pending.claim('a', now + 95, now)) sent.push(now + 95);
    }
    sent.forEach((due, index) => {
      const before = sent[index - 1];
      if (before !== undefined) expect(due - before).toBeGreaterThanOrEqual(95);
    });
    expect(sent.length).toBeGreaterThan(5);
  });
});
