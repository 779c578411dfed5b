// The port LinkStore on Azurite: the contract, and the requests that this adapter promises.
import { describe, expect, it } from 'vitest';
import type { RowWrite } from '../../../../shared/sync/ports/store.ts';
import { rowKinds, sampleWrite } from '../../../contract/linkRowSamples.ts';
import { linkStoreContract } from '../../../contract/linkStore.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

linkStoreContract({
  name: 'Table Storage',
  open: async () => (await openDirectory()).directory.linkStore(newCompany(), 'u1'),
});

describe('createLinkStore', () => {
  it('sends one request each for the head, an idle run and a commit', async () => {
    const { directory, requests } = await openDirectory();
    const store = directory.linkStore(newCompany(), 'u1');
    await store.commit(rowKinds.map((kind) => sampleWrite(kind)));
    expect(requests()).toBe(1);
    await store.head();
    expect(requests()).toBe(1);
  });

  it('reads at most 1,000 rows of the head, and first those of which a link has one', async () => {
    const { directory, requests } = await openDirectory();
    const store = directory.linkStore(newCompany(), 'u1');
    await store.commit([sampleWrite('lease'), sampleWrite('link'), sampleWrite('mailboxWatermark')]);
    for (let page = 0; page < 11; page += 1) {
      const marks = Array.from({ length: 100 }, (_, at): RowWrite => {
        const pair = `p-${page}-${at}`;
        return { op: 'insert', kind: 'dirty', name: pair, row: { pair, why: 'newEvent', at: 1, attempts: 0 } };
      });
      await store.commit(marks);
    }
    requests();
    const head = await store.head();
    expect(requests()).toBe(1);
    expect(head).toHaveLength(1000);
    expect(head.slice(0, 4).map((row) => row.kind)).toEqual(['lease', 'link', 'mailboxWatermark', 'dirty']);
  });

  it('shows a link nothing of other links, of the same company or another', async () => {
    const { directory } = await openDirectory();
    const [one, two] = [newCompany(), newCompany()];
    await directory.linkStore(one, 'u1').commit([sampleWrite('lease')]);
    expect(await directory.linkStore(one, 'u2').head()).toEqual([]);
    expect(await directory.linkStore(two, 'u1').head()).toEqual([]);
  });

  it('refuses a row under a name that is not its own, before it is sent', async () => {
    const { directory, requests } = await openDirectory();
    const store = directory.linkStore(newCompany(), 'u1');
    const wrong: RowWrite = { op: 'insert', kind: 'inbox', name: 'e1', row: { entry: 'e2', version: '1' } };
    await expect(store.commit([wrong])).rejects.toThrow("not the row's own name");
    expect(requests()).toBe(0);
  });
});
