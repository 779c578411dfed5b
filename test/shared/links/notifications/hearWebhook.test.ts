// A call of a webhook while another is heard.
import { Webhook } from 'standardwebhooks';
import { expect, it, vi } from 'vitest';
import { makeWebhook } from '../../../../shared/links/connections/webhook.ts';
import { hearWebhook } from '../../../../shared/links/notifications/hearWebhook.ts';
import { configuredCompany } from '../../../world/product/acme.ts';
import { appAt } from '../../../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);

it('calls at the same moment are heard, each with its message', async () => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  const { company } = await configuredCompany();
  const made = await makeWebhook({ app, company, by: 'company' }, { source: 'planner', hours: 0 });
  if ('problem' in made) throw new Error(made.problem);
  const polled = vi.spyOn(app.queues, 'pollSource');
  const call = (id: string) =>
    hearWebhook(app, {
      ...{ company, source: 'planner', body: '{}', entryIn: () => undefined },
      headers: {
        'webhook-id': id,
        'webhook-timestamp': `${now / 1000}`,
        'webhook-signature': new Webhook(made.secret).sign(id, new Date(now), '{}'),
      },
    });
  expect(await Promise.all(['a', 'b', 'c'].map(call))).toEqual([undefined, undefined, undefined]);
  expect(polled).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});
