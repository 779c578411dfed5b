// The port CompanyStore on Azurite: the contract, and the requests that this adapter promises.
import { describe, expect, it } from 'vitest';
import { companyStoreContract } from '../../../contract/companyStore.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

companyStoreContract({
  name: 'Table Storage',
  open: async () => {
    const { directory } = await openDirectory();
    const company = newCompany();
    return {
      store: directory.companyStore(company),
      link: (link) => directory.linkStore(company, link),
      register: async ({ link, email, on, started }) => {
        await directory.user(company, email).put({ user: link, email, name: 'N' }, undefined);
        const settings = {
          link,
          source: 's1',
          on,
          started,
          epoch: 1,
          conflictPolicy: 'mailbox',
          endsAfter: 0,
        } as const;
        await directory.switchLink(company, settings, { etag: undefined });
      },
    };
  },
});

describe('createCompanyStore', () => {
  it('sends one request for an idle poll, and one more for the links of all users', async () => {
    const { directory, requests } = await openDirectory();
    const store = directory.companyStore(newCompany());
    await store.poll();
    expect(requests()).toBe(1);
    await store.links();
    expect(requests()).toBe(1);
  });

  it('writes the inbox rows of a link in one transaction for each 100', async () => {
    const { directory, requests } = await openDirectory();
    const rows = Array.from({ length: 200 }, (_, at) => ({ entry: `e${at}`, version: '1' }));
    await directory.companyStore(newCompany()).putInbox('u1', rows);
    expect(requests()).toBe(2);
  });
});
