// The editor of the mailbox against the local Exchange.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMailboxEditor } from '../../../../local/demo/people/mailboxEditor.ts';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';
import { event } from '../events.ts';

const MAILBOX = 'ada@example.com';
let exchange: LocalExchange;
let editor: ReturnType<typeof createMailboxEditor>;

beforeAll(async () => {
  exchange = await startExchange({
    mailboxes: [MAILBOX],
    accounts: [{ name: 'svc', password: 'secret', impersonates: 'all' }],
    clock: () => Date.UTC(2026, 11, 1),
  });
  const { url, caCertificate } = exchange;
  const access = { url, caCertificate, timeZone: 'Europe/Helsinki', allowedNetworks: ['127.0.0.0/8', '::1/128'] };
  editor = createMailboxEditor({ ...access, account: 'svc', password: 'secret' }, MAILBOX);
});

afterAll(async () => {
  editor.close();
  await exchange.close();
});

const titles = async () => (await editor.list()).map(({ content }) => content.kind === 'event' && content.event.title);

describe('the editor of the mailbox', () => {
  it('changes and deletes the newest version of an event that was changed since it was seen', async () => {
    await editor.create(event('Stand-up'));
    const [seen] = await editor.list();
    if (!seen) throw new Error('nothing was created');
    await editor.edit(seen, { title: 'Renamed' });
    await editor.edit(seen, { location: 'Elsewhere' });
    const [now] = await editor.list();
    expect(now?.content).toMatchObject({ event: { title: 'Renamed', location: 'Elsewhere' } });
    await editor.remove(seen);
    expect(await titles()).toEqual([]);
  });

  it('names the event and the code of a refusal', async () => {
    await editor.create(event('Stand-up'));
    const [seen] = await editor.list();
    if (!seen) throw new Error('nothing was created');
    await editor.remove(seen);
    await expect(editor.edit(seen, { title: 'Renamed' })).rejects.toThrow('The event "Stand-up" could not be changed');
  });
});
