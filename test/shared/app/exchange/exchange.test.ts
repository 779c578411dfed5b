// The kind of a connection chooses the interface, for mailboxes and for the connection test.
import { describe, expect, it } from 'vitest';
import { joinExchange } from '../../../../shared/app/exchange/exchange.ts';
import type { ExchangeAdapter } from '../../../../shared/app/exchange/exchangeAdapter.ts';
import type { ExchangeSettings, GraphSettings } from '../../../../shared/state/directory.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

const common = { timeZone: 'UTC', testMailbox: 'ada@example.com' };
const graph: GraphSettings = { kind: 'graph', cloud: 'global', application: { kind: 'operator' }, ...common };
const ews: ExchangeSettings = {
  ...{ kind: 'ews', url: 'https://mail.example/EWS/Exchange.asmx', version: 'Exchange2016', access: 'delegate' },
  signIn: { method: 'basic', account: 'a', sealedPassword: 's' },
  ...common,
};
const which = { address: 'ada@example.com', calendar: undefined };

async function join() {
  const asked: string[] = [];
  const adapter = <S extends ExchangeSettings>(name: string): ExchangeAdapter<S> => ({
    async mailbox(company, { etag }) {
      asked.push(`${name} mailbox ${company} ${etag}`);
      return { mailbox: new MemoryMailbox(), connection: etag };
    },
    async test(company, _, { outsider }) {
      asked.push(`${name} test ${company} ${outsider}`);
      return { ok: true, steps: [] };
    },
  });
  const { directory } = await openDirectory();
  const company = newCompany();
  return {
    exchange: joinExchange({ directory, ews: adapter('ews'), graph: adapter('graph') }),
    asked,
    directory,
    company,
  };
}

describe('joinExchange', () => {
  it('opens a mailbox over the interface of the settings', async () => {
    const { exchange, asked } = await join();
    await exchange.mailbox('acme', { value: ews, etag: '1' }, which);
    await exchange.mailbox('acme', { value: graph, etag: '2' }, which);
    expect(asked).toEqual(['ews mailbox acme 1', 'graph mailbox acme 2']);
  });

  it('tests the connection in use, or the one that is prepared', async () => {
    const { exchange, asked, directory, company } = await join();
    expect(await exchange.test(company, {})).toBe('exchange-not-configured');
    expect(await exchange.test(company, { next: true })).toBe('next-exchange-missing');
    await directory.exchange(company).put(ews, undefined);
    await directory.nextExchange(company).put(graph, undefined);
    expect(await exchange.test(company, { outsider: 'x' })).toMatchObject({ ok: true });
    await exchange.test(company, { next: true });
    expect(asked).toEqual([`ews test ${company} x`, `graph test ${company} undefined`]);
  });

  it('at most two tests of a company run at once; another company is not concerned', async () => {
    const ends: (() => void)[] = [];
    const waiting: ExchangeAdapter<ExchangeSettings> = {
      mailbox: () => Promise.reject(new Error('not asked')),
      test: () => new Promise((resolve) => ends.push(() => resolve({ ok: true, steps: [] }))),
    };
    const { directory } = await openDirectory();
    const exchange = joinExchange({ directory, ews: waiting, graph: waiting });
    const [first, second] = [newCompany(), newCompany()];
    for (const company of [first, second]) await directory.exchange(company).put(ews, undefined);
    await directory.nextExchange(first).put(graph, undefined);

    const running = [exchange.test(first, {}), exchange.test(first, { next: true })];
    expect(await exchange.test(first, {})).toBe('exchange-tests-running');
    running.push(exchange.test(second, {}));
    await expect.poll(() => ends.length).toBe(3);
    ends[0]?.();
    expect(await Promise.race(running)).toMatchObject({ ok: true });
    running.push(exchange.test(first, {}));
    await expect.poll(() => ends.length).toBe(4);
    expect(await exchange.test(first, {})).toBe('exchange-tests-running');
    for (const end of ends) end();
    await Promise.all(running);
  });

  it('a test that fails counts as ended', async () => {
    const { directory } = await openDirectory();
    const failing = { mailbox: () => Promise.reject(new Error('-')), test: () => Promise.reject(new Error('broken')) };
    const exchange = joinExchange({ directory, ews: failing, graph: failing });
    const company = newCompany();
    await directory.exchange(company).put(ews, undefined);
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(exchange.test(company, {})).rejects.toThrow('broken');
  });
});
