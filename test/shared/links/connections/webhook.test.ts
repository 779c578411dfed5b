// The webhook of a source: made, replaced with overlap, ended.
import { expect, it } from 'vitest';
import { endWebhook, makeWebhook, readWebhook, secretsOf } from '../../../../shared/links/connections/webhook.ts';
import { configuredCompany } from '../../../world/product/acme.ts';
import { appAt } from '../../../world/product/registered.ts';

const clock = { now: Date.UTC(2026, 10, 20) };
const app = appAt(() => clock.now);
const source = 'planner';

async function opened() {
  const { company } = await configuredCompany();
  const acting = { app, company, by: 'company' };
  const make = async (hours: number) => {
    const made = await makeWebhook(acting, { source, hours });
    if ('problem' in made) throw new Error(made.problem);
    return made;
  };
  const counting = async () => {
    const row = await app.directory.webhook(company, source).get();
    return row ? secretsOf(app, { company, source }, row.value) : [];
  };
  return { acting, make, counting };
}

it('a new secret counts beside the former one until the overlap ends', async () => {
  const { make, counting } = await opened();
  const former = await make(24);
  const made = await make(2);
  expect(made.formerEndsAt).toBe(clock.now + 2 * 3_600_000);
  expect(await counting()).toEqual([made.secret, former.secret]);
  clock.now += 3 * 3_600_000;
  expect(await counting()).toEqual([made.secret]);
});

it('without overlap the former one ends at once', async () => {
  const { make, counting } = await opened();
  await make(24);
  const made = await make(0);
  expect(await counting()).toEqual([made.secret]);
});

it('ended, none counts, also not the former ones once another is made', async () => {
  const { acting, make, counting } = await opened();
  await make(24);
  expect(await endWebhook(acting, { source })).toBeUndefined();
  expect(await counting()).toEqual([]);
  expect(await readWebhook(acting, { source })).toEqual({ problem: 'not-found' });
  expect(await endWebhook(acting, { source })).toEqual({ problem: 'not-found' });
  const made = await make(24);
  expect(await counting()).toEqual([made.secret]);
  expect(await readWebhook(acting, { source })).toEqual({ madeAt: clock.now });
});

it('a source that does not exist has none', async () => {
  const { acting } = await opened();
  expect(await makeWebhook(acting, { source: 'other', hours: 24 })).toEqual({ problem: 'not-found' });
});
