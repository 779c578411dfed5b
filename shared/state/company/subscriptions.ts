// Stores the subscriptions of a company's links, one row each in the company's partition.
import { z } from 'zod';
import type { StandingSubscription, SubscriptionRow, Subscriptions } from '../subscription.ts';
import { SUBSCRIPTIONS, subscriptionKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { parseRow, rowSchema } from '../table/schema.ts';
import { putRow, readVersioned } from './resource.ts';

const text = z.string();
const instant = z.number().int();

export const subscriptionRow = rowSchema<SubscriptionRow>({
  link: text,
  standing: rowSchema<StandingSubscription>({
    id: text,
    tenant: text,
    clientStateHash: text,
    expiresAt: instant,
  }).exactOptional(),
  dueAt: instant,
  problem: rowSchema<NonNullable<SubscriptionRow['problem']>>({ code: text, at: instant }).exactOptional(),
});

/** `company`: the partition of the company. */
export function createSubscriptions(company: Partition): Subscriptions {
  return {
    async list() {
      const { rows } = await company.range(SUBSCRIPTIONS);
      return rows.map((row) => ({ value: parseRow(subscriptionRow, 'subscription', row), etag: row.etag }));
    },
    get: (link) => readVersioned(company, subscriptionKey(link), subscriptionRow),
    put: async (row, etag) => (await putRow(company, { key: subscriptionKey(row.link), value: row, etag })).ok,
    async remove(link, etag) {
      await company.commit([{ op: 'delete', key: subscriptionKey(link), etag }]);
    },
  };
}
