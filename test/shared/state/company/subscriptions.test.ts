// Subscriptions of links, on Azurite.
import { describe, expect, it } from 'vitest';
import { createSubscriptions } from '../../../../shared/state/company/subscriptions.ts';
import type { SubscriptionRow } from '../../../../shared/state/subscription.ts';
import { openPartitions } from '../openPartitions.ts';

const standing = { id: 's1', tenant: 't', clientStateHash: 'h', expiresAt: 2 };
const row: SubscriptionRow = { link: 'ada', standing, dueAt: 1, problem: { code: 'exchange-error', at: 0 } };

async function open() {
  const partition = (await openPartitions())();
  return { partition, subscriptions: createSubscriptions(partition) };
}

describe('createSubscriptions', () => {
  it('keeps one row for each link and replaces only the version that was read', async () => {
    const { subscriptions } = await open();
    expect(await subscriptions.get('ada')).toBeUndefined();
    expect(await subscriptions.put(row, undefined)).toBe(true);
    expect(await subscriptions.put({ link: 'ada', dueAt: 5 }, undefined)).toBe(false);
    const stored = await subscriptions.get('ada');
    expect(stored?.value).toEqual(row);
    expect(await subscriptions.put({ link: 'ada', dueAt: 5 }, stored?.etag)).toBe(true);
    expect((await subscriptions.get('ada'))?.value).toEqual({ link: 'ada', dueAt: 5 });
  });

  it('lists all subscriptions of a company and no other rows', async () => {
    const { partition, subscriptions } = await open();
    await partition.commit([{ op: 'insert', key: 'sc|x', value: {} }]);
    await partition.commit([{ op: 'insert', key: 'sa|x', value: {} }]);
    for (const link of ['ben', 'ada']) await subscriptions.put({ ...row, link }, undefined);
    expect((await subscriptions.list()).map(({ value }) => value.link)).toEqual(['ada', 'ben']);
  });

  it('removes the version that was read and no newer one', async () => {
    const { subscriptions } = await open();
    await subscriptions.put(row, undefined);
    const etag = (await subscriptions.get('ada'))?.etag ?? '';
    await subscriptions.put({ ...row, dueAt: 9 }, etag);
    await subscriptions.remove('ada', etag);
    const stored = await subscriptions.get('ada');
    expect(stored?.value.dueAt).toBe(9);
    await subscriptions.remove('ada', stored?.etag ?? '');
    expect(await subscriptions.list()).toEqual([]);
  });
});
