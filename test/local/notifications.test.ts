// With notifications on, an edit in the mailbox reaches the source in the time of one queue poll. With lost notifications
// the timer finds it. This is the whole product over Graph; only the test fires its timers.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLink } from '../../local/demo/link.ts';
import { createSourceEditor } from '../../local/demo/people/sourceEditor.ts';
import { company, type Product, startProduct } from '../../local/product.ts';

const ADA = 'ada@example.com';
/** The delay of the message, one poll of the queue every half second, and a slow machine. */
const SOON_MS = 20_000;
let product: Product;

beforeAll(async () => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../local/build.ts'), '--quiet']);
  product = await startProduct({
    ...{ over: 'graph', notified: true, port: 0, exchangePort: 0 },
    folder: mkdtempSync(join(tmpdir(), 'notified-')),
    schedule: '0 0 0 1 1 *',
    log: () => undefined,
  });
  const { api, apiKey, host } = product;
  const link = createLink({ api, apiKey, user: ADA, host });
  await link.switchOn(30);
  await link.preview();
  await link.start();
  expect(await link.untilQuiet()).toBe(true);
}, 60_000);
afterAll(() => product.stop());

async function titles(): Promise<string[]> {
  const { api, apiKey } = product;
  const standings = await createSourceEditor({ api, apiKey, source: 'planner', owner: ADA }).list();
  return standings.flatMap(({ content }) => (content.kind === 'event' ? [content.event.title] : []));
}

const write = (subject: string): void => {
  const { exchange } = product;
  exchange.person(ADA).create({ subject, start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
};
const runs = (): number => product.host.invocations.get('syncLink') ?? 0;

describe('change notifications', { timeout: 60_000 }, () => {
  it('an edit in the mailbox reaches the source without the timer', async () => {
    const { exchange, host } = product;
    expect(exchange.graph.notifications.count()).toBe(0);
    await host.trigger('renewSubscriptions');
    expect(exchange.graph.notifications.count()).toBe(1);
    write('Told');
    await vi.waitFor(async () => expect(await titles()).toContain('Told'), { timeout: SOON_MS, interval: 200 });
  });

  it('lost ones cost the time until the timer, and nothing else', async () => {
    const { exchange, host } = product;
    await host.drained();
    exchange.graph.notifications.lose(true);
    const before = runs();
    write('Not told');
    await exchange.graph.notifications.delivered();
    expect(await titles()).not.toContain('Not told');
    expect(runs()).toBe(before);
    await host.trigger('schedule');
    await host.drained();
    expect(runs()).toBeGreaterThan(before);
    expect(await titles()).toContain('Not told');
    exchange.graph.notifications.lose(false);
  });

  it('who does not know the secret starts no run', async () => {
    const { api, exchange, host } = product;
    await host.drained();
    const before = runs();
    const url = `${api}/notifications/graph?company=${company}&link=x`;
    const body = JSON.stringify({ value: [{ subscriptionId: 'x', tenantId: 'x', clientState: 'x' }] });
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(answer.status).toBe(202);
    expect([await answer.text(), runs(), exchange.graph.notifications.count()]).toEqual(['', before, 1]);
  });
});
