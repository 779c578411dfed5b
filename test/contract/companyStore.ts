// The contract of CompanyStore: the poll's row, who is linked, who holds an entry, and the links' inboxes.
import { describe, expect, it } from 'vitest';
import type { CompanyStore, LinkRegistration, LinkStore } from '../../shared/sync/ports/store.ts';

export interface OpenCompany {
  readonly store: CompanyStore;
  readonly link: (link: string) => LinkStore;
  readonly register: (registration: LinkRegistration) => Promise<void>;
}

const inboxOf = async (store: LinkStore) => (await store.list('inbox')).map((row) => row.row);

/** `open` gives a company that nothing was stored of. */
export function companyStoreContract({
  name,
  open,
}: {
  readonly name: string;
  readonly open: () => Promise<OpenCompany>;
}) {
  describe(`CompanyStore contract: ${name}`, () => {
    it('there is no row of the poll before the first one, then the saved one', async () => {
      const { store } = await open();
      expect(await store.poll()).toBeUndefined();
      const problem = { code: 'source-throttled', detail: '429', at: 1 };
      const failing = { failures: 2, notBefore: 5, settings: 'v1', problem };
      expect(await store.savePoll({ failing }, undefined)).toBe(true);
      const first = await store.poll();
      expect(first?.row).toEqual({ failing });
      expect(await store.savePoll({ watermark: '1', failing }, first?.etag)).toBe(true);
      const second = await store.poll();
      expect(second?.row).toEqual({ watermark: '1', failing });
      expect(await store.savePoll({ watermark: '2' }, second?.etag)).toBe(true);
      expect((await store.poll())?.row).toEqual({ watermark: '2' });
    });

    it('a poll that was overtaken does not save its row', async () => {
      const { store } = await open();
      await store.savePoll({ watermark: '1' }, undefined);
      const read = await store.poll();
      await store.savePoll({ watermark: '9' }, read?.etag);
      expect(await store.savePoll({ watermark: '2' }, read?.etag)).toBe(false);
      expect(await store.savePoll({ watermark: '3' }, undefined)).toBe(false);
      expect((await store.poll())?.row).toEqual({ watermark: '9' });
    });

    it('links answers every link with its address and state', async () => {
      const { store, register } = await open();
      expect(await store.links()).toEqual([]);
      const ada = { link: 'u-ada', email: 'ada@example.com', on: true, started: true };
      const bob = { link: 'u-bob', email: 'bob@example.com', on: false, started: false };
      const shared = { link: 'u-shared', email: 'all@example.com', on: true, started: true, everybody: true } as const;
      for (const each of [ada, bob, shared]) await register(each);
      const links = await store.links();
      expect(links.toSorted((a, b) => a.link.localeCompare(b.link))).toEqual([ada, bob, shared]);
    });

    it('holders answers for each entry in order which links hold it', async () => {
      const { store } = await open();
      await store.addHolder('ada', ['e1', 'e/2+=']);
      await store.addHolder('bob', ['e1']);
      await store.addHolder('ada', ['e1']);
      const holders = await store.holders(['none', 'e/2+=', 'e1']);
      expect(holders.map((links) => links.toSorted())).toEqual([[], ['ada'], ['ada', 'bob']]);
    });

    it('a holder that was removed is no more, and removing one that is none does no harm', async () => {
      const { store } = await open();
      await store.addHolder('ada', ['e1']);
      await store.addHolder('bob', ['e1']);
      await store.removeHolder('ada', 'e1');
      await store.removeHolder('ada', 'e1');
      expect(await store.holders(['e1'])).toEqual([['bob']]);
    });

    it('more entries than a transaction holds become holders in one call, also named twice', async () => {
      const { store } = await open();
      const entries = Array.from({ length: 230 }, (_, at) => `e${at}`);
      await store.addHolder('ada', [...entries, 'e0']);
      await store.addHolder('ada', []);
      expect((await store.holders(entries)).filter((links) => links.length === 1)).toHaveLength(230);
    });

    it('of two claims of a meeting one stands, and is replaced only by who has read it', async () => {
      const { store } = await open();
      const claim = { link: 'ada', pair: 'p1', nonce: 'n1', at: 1, abandoned: [] };
      expect(await store.meeting('040000008200E0/+=')).toBeUndefined();
      expect(await store.claimMeeting('040000008200E0/+=', claim, undefined)).toBe(true);
      expect(await store.claimMeeting('040000008200E0/+=', { ...claim, link: 'bob' }, undefined)).toBe(false);
      const read = await store.meeting('040000008200E0/+=');
      expect(read?.row).toEqual(claim);
      const taken = { ...claim, link: 'bob', nonce: 'n2', abandoned: [{ pair: 'p1', nonce: 'n1' }] };
      expect(await store.claimMeeting('040000008200E0/+=', taken, read?.etag)).toBe(true);
      expect(await store.claimMeeting('040000008200E0/+=', claim, read?.etag)).toBe(false);
      expect((await store.meeting('040000008200E0/+='))?.row).toEqual(taken);
      expect(await store.meeting('another')).toBeUndefined();
    });

    it('a meeting is published with the way back from its entry and its holder, or not at all', async () => {
      const { store } = await open();
      const row = { link: 'ada', pair: 'p1', nonce: 'n1', at: 1, abandoned: [], entry: 'e/1', invites: true } as const;
      expect(await store.publishMeeting('u1', row, undefined)).toBe(true);
      expect((await store.meeting('u1'))?.row).toEqual(row);
      expect(await store.publishMeeting('u1', { ...row, link: 'bob', entry: 'e/2' }, undefined)).toBe(false);
      expect(await store.meetingsOf(['e/2', 'e/1'])).toEqual([undefined, 'u1']);
      expect(await store.holders(['e/2', 'e/1'])).toEqual([[], ['ada']]);
      const etag = (await store.meeting('u1'))?.etag;
      expect(await store.publishMeeting('u1', { ...row, entry: 'e/2' }, etag)).toBe(true);
      expect(await store.meetingsOf(['e/2'])).toEqual(['u1']);
    });

    it('a meeting ends with its entry, and not with one that it had before', async () => {
      const { store } = await open();
      const row = { link: 'ada', pair: 'p1', nonce: 'n1', at: 1, abandoned: [], entry: 'e1' };
      await store.publishMeeting('u1', row, undefined);
      await store.endMeeting('u1', 'e0');
      expect((await store.meeting('u1'))?.row).toEqual(row);
      await store.endMeeting('u1', 'e1');
      await store.endMeeting('u1', 'e1');
      expect(await store.meeting('u1')).toBeUndefined();
      expect(await store.meetingsOf(['e1'])).toEqual([undefined]);
      expect(await store.claimMeeting('u1', { ...row, link: 'bob' }, undefined)).toBe(true);
    });

    it('a link holds while its own hold waits, and no longer once it was decided or has ended', async () => {
      const { store, link } = await open();
      expect(await store.holding()).toEqual([]);
      await store.beginHold('ada');
      await store.beginHold('ada');
      await store.beginHold('bob');
      // The hold itself is written after its announcement.
      expect(await store.holding()).toEqual([]);
      const row = { id: 'h', state: 'held', count: 11, at: 1 } as const;
      const written = await link('ada').commit([{ op: 'insert', kind: 'hold', name: '', row }]);
      await link('bob').commit([{ op: 'insert', kind: 'hold', name: '', row }]);
      expect(await store.holding()).toEqual(['ada', 'bob']);
      const etag = (written.ok && written.etags[0]) || '';
      const released = { ...row, state: 'released' } as const;
      await link('ada').commit([{ op: 'replace', kind: 'hold', name: '', row: released, etag }]);
      expect(await store.holding()).toEqual(['bob']);
      await store.endHold('bob');
      await store.endHold('bob');
      expect(await store.holding()).toEqual([]);
    });

    it('putInbox leaves the entries in the link with all their versions: one that comes late hides no later one', async () => {
      const { store, link } = await open();
      await store.putInbox('ada', [
        { entry: 'e1', version: '1' },
        { entry: 'e2', version: '1' },
        { entry: 'e1', version: '2' },
      ]);
      await store.putInbox('ada', [{ entry: 'e1', version: '1' }]);
      const rows = (await inboxOf(link('ada'))).map(({ entry, version }) => `${entry} ${version}`);
      expect(rows.sort()).toEqual(['e1 1', 'e1 2', 'e2 1']);
      expect(await inboxOf(link('bob'))).toEqual([]);
    });

    it('more entries than a transaction holds reach the inbox in one call', async () => {
      const { store, link } = await open();
      await store.putInbox(
        'ada',
        Array.from({ length: 230 }, (_, at) => ({ entry: `e${at}`, version: '1' })),
      );
      expect(await inboxOf(link('ada'))).toHaveLength(230);
    });
  });
}
