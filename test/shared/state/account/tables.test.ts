// The whole directory on Azurite: rows of different kinds and companies do not collide.
import { describe, expect, it } from 'vitest';
import { createDirectory } from '../../../../shared/state/account/tables.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';
import { sealOf } from '../../../world/sealOf.ts';

const source = { source: 's1', kind: 'entries', entryTypes: [{ id: 'm', name: 'Meeting' }], defaultType: 'm' } as const;
const exchange = {
  kind: 'ews',
  url: 'https://mail.example.com/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'EXAMPLE\\sync', sealedPassword: 'v1.x' },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: 'ada@example.com',
} as const;
const link = {
  link: 'u1',
  source: 's1',
  on: true,
  started: true,
  epoch: 1,
  conflictPolicy: 'source',
  endsAfter: 5,
} as const;
const ada = { user: 'u1', email: 'ada@example.com', name: 'Ada' };

describe('createDirectory', () => {
  it('reads each value as it was written, under a key of its own', async () => {
    const { directory } = await openDirectory();
    const company = newCompany();
    await directory.exchange(company).put(exchange, undefined);
    await directory.source(company, 's1').put(source, undefined);
    await directory.user(company, ada.email).put(ada, undefined);
    await directory.switchLink(company, link, { etag: undefined });
    await directory.companyStore(company).addHolder('u1', ['e1']);
    await directory.companyStore(company).savePoll({ watermark: '7' }, undefined);
    expect((await directory.exchange(company).get())?.value).toEqual(exchange);
    expect(await directory.sources(company)).toEqual([source]);
    expect(await directory.users(company)).toEqual([ada]);
    expect(await directory.links(company)).toEqual([link]);
    expect((await directory.linkSettings(company, 'u1').get())?.value).toEqual(link);
    expect(await directory.companyStore(company).links()).toEqual([
      { link: 'u1', email: ada.email, on: true, started: true },
    ]);
  });

  it('shows one company nothing of another company', async () => {
    const { directory } = await openDirectory();
    await directory.user(newCompany(), ada.email).put(ada, undefined);
    const other = newCompany();
    expect(await directory.users(other)).toEqual([]);
    expect(await directory.user(other, ada.email).get()).toBeUndefined();
    expect(await directory.sources(other)).toEqual([]);
    expect(await directory.links(other)).toEqual([]);
  });

  it('creates the tables once or twice, and sends one request for a ping', async () => {
    const { directory, requests } = await openDirectory();
    await directory.ensureTables();
    requests();
    await directory.ping();
    expect(requests()).toBe(1);
  });

  it('throws StoreUnavailable where the account does not answer, instead of an empty result', async () => {
    // Nothing listens on port 9 (discard).
    const connection =
      'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:9/devstoreaccount1;';
    const directory = createDirectory({ connection, now: () => 0, sealOf });
    await expect(directory.ping()).rejects.toThrow(StoreUnavailable);
    await expect(directory.ensureTables()).rejects.toThrow(StoreUnavailable);
    await expect(directory.linkStore('c', 'u').head()).rejects.toThrow(StoreUnavailable);
  });
});
