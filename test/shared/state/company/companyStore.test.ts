// The port CompanyStore on Azurite: the contract, and the requests that this adapter promises.
import { describe, expect, it } from 'vitest';
import { createCompanyStore } from '../../../../shared/state/company/companyStore.ts';
import { companyStoreContract } from '../../../contract/companyStore.ts';
import { answering } from '../../../world/answering.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';
import { openPartitions } from '../openPartitions.ts';

companyStoreContract({
  name: 'Table Storage',
  open: async () => {
    const { directory } = await openDirectory();
    const company = newCompany();
    return {
      store: directory.companyStore(company),
      link: (link) => directory.linkStore(company, link),
      register: async ({ link, email, on, started, everybody }) => {
        const user = { user: link, email, name: 'N', ...(everybody ? { shared: {} } : {}) };
        await directory.user(company, email).put(user, undefined);
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
  it('a meeting that another link writes anew between the look and the end stays', async () => {
    const company = (await openPartitions())();
    const openLink = () => company;
    const store = createCompanyStore(company, openLink);
    const row = { link: 'ada', pair: 'p1', nonce: 'n1', at: 1, abandoned: [], entry: 'e1' };
    await store.publishMeeting('u1', row, undefined);
    const overtaken = answering(company, {
      get: async (key) => {
        const read = await company.get(key);
        await store.publishMeeting('u1', { ...row, link: 'bob', pair: 'p2' }, read?.etag);
        return read;
      },
    });
    await createCompanyStore(overtaken, openLink).endMeeting('u1', 'e1');
    expect((await store.meeting('u1'))?.row).toMatchObject({ link: 'bob', pair: 'p2' });
    expect(await store.meetingsOf(['e1'])).toEqual(['u1']);
  });

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
