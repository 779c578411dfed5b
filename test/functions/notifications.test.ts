// Microsoft's requests, through the function as the host would call it. The answer is the same for all of them, and only
// a notification of the link's own subscription asks for a run.
import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { switchedOn } from '../world/product/adaLink.ts';
import { type Answer, appAt, logged, send } from '../world/product/registered.ts';

let now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);
const SECRET = 'the client state of these tests';
const hash = createHash('sha256').update(SECRET).digest('base64url');

let synced = vi.spyOn(app.queues, 'syncLink');
beforeEach(() => {
  vi.restoreAllMocks();
  synced = vi.spyOn(app.queues, 'syncLink');
  // The requests of one test are no burst in the next.
  now += 60_000;
});

/** Ada's link with a subscription, what Microsoft would say of it, and the way it says so. */
async function subscribed(other?: string) {
  const { company, link: own } = await switchedOn(app);
  const link = other ?? own;
  synced.mockClear();
  const good = { subscriptionId: randomUUID(), tenantId: randomUUID(), clientState: SECRET };
  await app.directory.subscriptions(company).put(
    {
      link,
      standing: { id: good.subscriptionId, tenant: good.tenantId, clientStateHash: hash, expiresAt: now + 1e9 },
      dueAt: now + 1e8,
    },
    undefined,
  );
  const path = `notifications/graph?company=${company}&link=${link}`;
  const notify = (...value: readonly unknown[]): Promise<Answer> => send('POST', path, { body: { value } });
  return { company, link, good, path, notify };
}

describe('POST notifications/graph', () => {
  it('says the token of the handshake back, as text that no browser takes for a page', async () => {
    const token = 'Validation: Testing client application reachability. Request-Id: 1+2 & 100%';
    const answer = await send('POST', `notifications/graph?validationToken=${encodeURIComponent(token)}`);
    expect(answer).toMatchObject({
      status: 200,
      page: token,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    });
  });

  it.each(['<script>alert(1)</script>', 'a\r\nb', '', 'x'.repeat(2001)])('says %j not back', async (token) => {
    const answer = await send('POST', `notifications/graph?validationToken=${encodeURIComponent(token)}`);
    expect([answer.status, answer.page]).toEqual([400, '']);
  });

  it('a change asks for a run of the link, a little later', async () => {
    const { company, link, good, notify } = await subscribed();
    expect((await notify({ ...good, changeType: 'updated', resource: 'x' })).status).toBe(202);
    expect(synced.mock.calls).toEqual([[{ company, link }, 2]]);
  });

  it.each(['-1IuM6OxZ2bY0kqe', '_1IuM6OxZ2bY0kqe'])(
    'a link whose id chance began with a sign hears, too: %s',
    async (id) => {
      const { company, link, good, notify } = await subscribed(id);
      await notify(good);
      expect(synced.mock.calls).toEqual([[{ company, link }, 2]]);
    },
  );

  it('many at once and in a burst are one run; the next one is another', async () => {
    const { good, notify } = await subscribed();
    await notify(good, good, good);
    now += 900;
    await notify(good);
    expect(synced).toHaveBeenCalledTimes(1);
    now += 101;
    await notify(good);
    expect(synced).toHaveBeenCalledTimes(2);
  });

  it('what is not of the subscription is answered alike and does nothing', async () => {
    const { good, notify } = await subscribed();
    for (const forged of [
      { ...good, clientState: 'x' },
      { ...good, tenantId: 'x' },
      { ...good, subscriptionId: 'x' },
      { ...good, clientState: 1 },
      { ...good, clientState: undefined },
      null,
      'text',
    ]) {
      expect((await notify(forged)).status).toBe(202);
    }
    expect(synced).not.toHaveBeenCalled();
    // A broken one beside it takes nothing from a good one.
    await notify(null, good);
    expect(synced).toHaveBeenCalledTimes(1);
  });

  it.each(['', '{', '[]', '{"value":{}}', `{"value":["${'x'.repeat(300_000)}"]}`])(
    'a body that is none of Microsoft’s is answered alike (%#)',
    async (text) => {
      const { path } = await subscribed();
      const read = vi.spyOn(app.notifications, 'hear');
      expect((await send('POST', path, { text })).status).toBe(202);
      expect(read).not.toHaveBeenCalled();
    },
  );

  it.each([
    'notifications/graph',
    'notifications/graph?company=acme&link=nobody',
    'notifications/graph?company=%7Ccompanies&link=..%2F..',
  ])('an address of no link is answered alike: %s', async (path) => {
    const { good } = await subscribed();
    expect((await send('POST', path, { body: { value: [good] } })).status).toBe(202);
    expect(synced).not.toHaveBeenCalled();
    expect(logged.join()).not.toContain('error');
  });

  it('a larger body than it says it takes is not read', async () => {
    const { path, good } = await subscribed();
    const answer = await send('POST', path, { headers: { 'content-length': '300000' }, body: { value: [good] } });
    expect(answer.status).toBe(202);
    expect(synced).not.toHaveBeenCalled();
  });

  it('lifecycle events: a removed subscription is made anew by the timer, and its link looked at', async () => {
    const { company, link, good, notify } = await subscribed();
    await notify({ ...good, lifecycleEvent: 'subscriptionRemoved' });
    expect((await app.directory.subscriptions(company).get(link))?.value).toEqual({ link, dueAt: now });
    expect(synced).toHaveBeenCalledTimes(1);
  });

  it('when the queue or the tables do not answer, Microsoft is told to come again', async () => {
    const { good, notify } = await subscribed();
    synced.mockRejectedValueOnce(new StoreUnavailable('down'));
    expect((await notify(good)).status).toBe(503);
    // A message that was not sent is not taken for sent.
    expect((await notify(good)).status).toBe(202);
    expect(synced).toHaveBeenCalledTimes(2);
    vi.spyOn(app.notifications, 'hear').mockRejectedValueOnce(new StoreUnavailable('down'));
    expect((await notify(good)).status).toBe(503);
    vi.spyOn(app.notifications, 'hear').mockRejectedValueOnce(new Error(`about ${SECRET}`));
    expect((await notify(good)).status).toBe(202);
    expect(logged.at(-1)).toBe('graphNotifications: Error');
  });

  it('answers in time even when the tables take longer', async () => {
    const { good, notify } = await subscribed();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      expect(ms).toBeLessThan(3_000);
      const controller = new AbortController();
      setImmediate(() => controller.abort());
      return controller.signal;
    });
    vi.spyOn(app.notifications, 'hear').mockReturnValue(new Promise(() => undefined));
    expect((await notify(good)).status).toBe(503);
  });

  it('logs nothing of what came', async () => {
    const { good, notify } = await subscribed();
    await notify(good, { ...good, resource: 'Users/ada@example.com/Events/1' });
    for (const secret of [SECRET, good.tenantId, good.subscriptionId, 'ada@']) {
      expect(logged.join()).not.toContain(secret);
    }
  });
});
