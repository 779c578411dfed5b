// The whole product on one machine, as npm start runs it: it seeds itself, keeps its state between starts, and reports
// every obstacle to a start.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Product, type ProductOptions, startProduct } from '../../local/product.ts';

const lines: string[] = [];

const start = (
  folder: string,
  changes: Partial<Pick<ProductOptions, 'over' | 'source' | 'port' | 'exchangePort'>> = {},
): Promise<Product> =>
  startProduct({
    folder,
    port: 0,
    exchangePort: 0,
    schedule: '0 0 0 1 1 *',
    log: (level, line) => {
      if (level !== 'information') lines.push(line);
    },
    ...changes,
  });

const testOf = async (product: Product, path: string): Promise<unknown> => {
  const answer = await fetch(`${product.api}/${path}/test`, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.apiKey}`, 'content-type': 'application/json' },
    body: '{}',
  });
  return await answer.json();
};

async function get(product: Product, path: string): Promise<unknown> {
  const answer = await fetch(`${product.api}/${path}`, { headers: { authorization: `Bearer ${product.apiKey}` } });
  expect(answer.status, path).toBe(200);
  return await answer.json();
}

beforeAll(() => {
  execFileSync(process.execPath, [join(import.meta.dirname, '../../local/build.ts'), '--quiet']);
});

describe('startProduct', () => {
  it('seeds a company with an Exchange connection, a source and two users, and keeps them over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'product-'));
    const first = await start(folder);
    expect(await get(first, 'health')).toMatchObject({ status: 'ok' });
    expect(await get(first, 'exchange')).toMatchObject({ url: first.exchange.url });
    expect(await get(first, 'sources/planner')).toMatchObject({ kind: 'entries' });
    expect(await get(first, 'users')).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ email: 'ada@example.com' }),
        expect.objectContaining({ email: 'grace@example.com' }),
      ]),
    });
    await first.stop();

    const second = await start(folder);
    expect(second.apiKey).toBe(first.apiKey);
    expect(second.exchange.caCertificate).toBe(first.exchange.caCertificate);
    // The second start takes another free port, and the connection is saved with it.
    expect(second.exchange.url).not.toBe(first.exchange.url);
    expect(await get(second, 'exchange')).toMatchObject({ url: second.exchange.url });
    await second.stop();
    expect(lines).toEqual([]);
  });

  it.each(['ews', 'graph'] as const)('has a connection over %s that its own test finds right', async (over) => {
    const product = await start(mkdtempSync(join(tmpdir(), 'product-')), { over });
    expect(await get(product, 'exchange')).toMatchObject({ kind: over });
    expect(await testOf(product, 'exchange')).toMatchObject({ ok: true });
    await product.stop();
  });

  it.each(['severa', 'ivanti'] as const)(
    'has a local %s instead of the built-in source, with its people, and begins anew at each start',
    async (source) => {
      const folder = mkdtempSync(join(tmpdir(), 'product-'));
      writeFileSync(join(folder, 'settings.json'), 'of an earlier start');
      const product = await start(folder, { source });
      expect(await get(product, `sources/${source}`)).toMatchObject({ kind: source });
      expect(await testOf(product, `sources/${source}`)).toMatchObject({ ok: true });
      expect(await get(product, 'users')).toMatchObject({
        items: expect.arrayContaining([expect.objectContaining({ email: 'ada@example.com' })]),
      });
      const keys = JSON.parse(readFileSync(join(folder, 'application.json'), 'utf8'));
      expect(keys).toMatchObject({ ...product.application?.keys, url: product.application?.url });
      await product.stop();
    },
  );

  it.each(['port', 'exchangePort'] as const)(
    'says that the %s is in use, and leaves nothing running',
    async (which) => {
      const folder = mkdtempSync(join(tmpdir(), 'product-'));
      const other = createServer();
      const port = await new Promise<number>((resolve) => {
        other.listen(0, '127.0.0.1', () => resolve(Object(other.address()).port));
      });
      await expect(start(folder, { [which]: port })).rejects.toThrow(`Port ${port} is in use`);
      other.close();
      await (await start(folder)).stop();
    },
  );
});
