// The number of runs of one company that a process has going at once.
import { describe, expect, it } from 'vitest';
import host from '../../../../host.json' with { type: 'json' };
import { AT_ONCE_MAX, CompanySlots } from '../../../../shared/links/runs/companySlots.ts';

describe('CompanySlots', () => {
  it('lets each company have its share, whatever another one has', () => {
    const slots = new CompanySlots();
    const entered = Array.from({ length: AT_ONCE_MAX + 1 }, () => slots.enter('acme'));
    expect(entered).toEqual([...Array.from({ length: AT_ONCE_MAX }, () => true), false]);
    expect(slots.enter('other')).toBe(true);
  });

  it('who leaves makes room for one', () => {
    const slots = new CompanySlots();
    for (let at = 0; at < AT_ONCE_MAX; at += 1) slots.enter('acme');
    slots.leave('acme');
    expect([slots.enter('acme'), slots.enter('acme')]).toEqual([true, false]);
  });

  it('leaves room for other companies in what host.json lets be worked on at once', () => {
    const { batchSize, newBatchThreshold } = host.extensions.queues;
    expect(AT_ONCE_MAX * 2).toBeLessThan(batchSize + newBatchThreshold);
  });
});
