// The connection that is asked for its former ids, and the cases without one.
import { describe, expect, it } from 'vitest';
import { type FormerParts, openFormer } from '../../../../shared/app/exchange/formerMailbox.ts';
import type { ExchangeSettings, Resource, Versioned } from '../../../../shared/state/directory.ts';
import { MemoryMailbox } from '../../../memory/mailbox.ts';

const ews: ExchangeSettings = {
  kind: 'ews',
  url: 'https://mail.example/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'a', sealedPassword: 's' },
  access: 'impersonation',
  timeZone: 'UTC',
  testMailbox: 'ada@example.com',
};
const graph: ExchangeSettings = {
  kind: 'graph',
  cloud: 'global',
  application: { kind: 'operator' },
  timeZone: 'UTC',
  testMailbox: 'ada@example.com',
};

const stored = (value: ExchangeSettings | undefined, etag: string): Versioned<ExchangeSettings> | undefined =>
  value && { value, etag };

/** The connection in use and the next one; `opened` notes what was opened. */
function company(inUse: ExchangeSettings, next: ExchangeSettings | undefined, change: Partial<FormerParts> = {}) {
  const opened: string[] = [];
  const resource = (value: Versioned<ExchangeSettings> | undefined): Resource<ExchangeSettings> => ({
    get: async () => value,
    put: async () => ({ ok: false, reason: 'stale' }),
  });
  const parts: FormerParts = {
    directory: {
      exchange: () => resource(stored(inUse, '1')),
      nextExchange: () => ({
        ...resource(stored(next, '2')),
        remove: async () => false,
        exchangePlaces: async () => false,
      }),
    },
    graph: {
      connect: async (_, { etag }) => {
        opened.push(`graph ${etag}`);
        return 'consent-missing';
      },
    },
    open: async ({ value, etag }) => {
      opened.push(`${value.kind} ${etag}`);
      return { mailbox: new MemoryMailbox(), connection: etag };
    },
    ...change,
  };
  const ask = (etag = '1') =>
    openFormer(parts, { company: 'acme', address: 'ada@example.com', inUse: { value: inUse, etag } });
  return { opened, ask };
}

describe('openFormer', () => {
  it.each([
    ['over to Graph', graph, ews, ['ews 2', 'graph 1']],
    ['back to EWS', ews, graph, ['graph 2', 'graph 2']],
  ])('%s: the former mailbox is opened, and Graph asked for ids', async (_, inUse, next, expected) => {
    const { opened, ask } = company(inUse, next);
    const former = await ask();
    expect(opened).toEqual(expected);
    expect(former).toMatchObject({ mailbox: expect.any(MemoryMailbox) });
    // Nobody has granted it.
    expect(former).not.toHaveProperty('translate');
  });

  it('is empty where none is kept, where it is of the same interface, and where it cannot be opened', async () => {
    expect(await company(ews, undefined).ask()).toEqual({});
    expect(await company(ews, ews).ask()).toEqual({});
    expect(await company(graph, ews, { open: async () => 'password-unreadable' }).ask()).toEqual({});
  });

  it('is stale for who works with other settings than those in use', async () => {
    const { opened, ask } = company(graph, ews);
    expect(await ask('0')).toBe('stale');
    expect(opened).toEqual([]);
  });
});
