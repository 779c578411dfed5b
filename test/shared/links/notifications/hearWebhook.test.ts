// Calls of a webhook: while another is heard, and after the storage failed.
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeWebhook } from '../../../../shared/links/connections/webhook.ts';
import { hearWebhook } from '../../../../shared/links/notifications/hearWebhook.ts';
import { configuredCompany } from '../../../world/product/acme.ts';
import { appAt } from '../../../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);
beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Returns the call with this id, signed. */
async function signedCalls() {
  const { company } = await configuredCompany();
  const made = await makeWebhook({ app, company, by: 'company' }, { source: 'planner', hours: 0 });
  if ('problem' in made) throw new Error(made.problem);
  const { secret } = made;
  return (id: string) =>
    hearWebhook(app, {
      ...{ company, source: 'planner', body: '{}', entryIn: () => undefined },
      headers: {
        'webhook-id': id,
        'webhook-timestamp': `${now / 1000}`,
        'webhook-signature': new Webhook(secret).sign(id, new Date(now), '{}'),
      },
    });
}

it('a call whose message was not sent counts when it comes again, and once', async () => {
  const call = await signedCalls();
  const polled = vi.spyOn(app.queues, 'pollSource').mockRejectedValueOnce(new Error('no storage'));
  await expect(call('a')).rejects.toThrow('no storage');
  expect(await call('a')).toBeUndefined();
  expect(await call('a')).toBeUndefined();
  expect(polled).toHaveBeenCalledTimes(2);
});

it('calls at the same moment are heard, each with its message', async () => {
  const call = await signedCalls();
  const polled = vi.spyOn(app.queues, 'pollSource');
  expect(await Promise.all(['a', 'b', 'c'].map(call))).toEqual([undefined, undefined, undefined]);
  expect(polled).toHaveBeenCalledTimes(3);
});
