// The deletes that wait in a company.
import { describe, expect, it } from 'vitest';
import { decideHolds, listHolds } from '../../../../shared/links/holds/companyHolds.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';

/** So many users whose deletes wait, two each. */
async function holding(links: readonly string[]) {
  const company = memoryCompany();
  const store = company.tables.companyStore();
  for (const link of links) {
    company.addUser(link);
    company.addLink(settingsOf(link, { started: true }));
    company.tables.put(link, { kind: 'hold', name: '' }, { id: 'h', state: 'held', count: 2, at: 6 });
    await store.beginHold(link);
  }
  return company;
}

describe('listHolds', () => {
  it('names the users whose deletes wait', async () => {
    const { acting, tables } = await holding(['ada', 'grace']);
    tables.put('grace', { kind: 'hold', name: '' }, { id: 'h', state: 'released', count: 2, at: 6 });
    expect(await listHolds(acting)).toEqual({
      deletesStopped: false,
      links: 1,
      deletes: 2,
      items: [{ email: 'ada@example.com', state: 'held', deletes: 2, since: 6, why: 'tooMany' }],
    });
  });

  it('says when so many wait that nothing is deleted in the company', async () => {
    const { acting } = await holding(['ada', 'grace', 'joan']);
    expect(await listHolds(acting)).toMatchObject({ deletesStopped: true, links: 3, deletes: 6 });
  });
});

describe('decideHolds', () => {
  it('decides about all of them', async () => {
    const { acting, messages } = await holding(['ada', 'grace']);
    expect(await decideHolds(acting, { decision: 'release', links: 2, deletes: 4 })).toEqual({
      decided: { links: 2, deletes: 4 },
      left: 0,
    });
    expect(messages.sort()).toEqual(['link ada', 'link grace']);
    expect(await decideHolds(acting, { decision: 'release', links: 2, deletes: 4 })).toEqual({
      problem: 'nothing-held',
    });
  });

  it.each([
    { links: 1, deletes: 4 },
    { links: 2, deletes: 3 },
  ])('a hold that came since %j were counted is not decided unseen', async (counts) => {
    const { acting, messages } = await holding(['ada', 'grace']);
    expect(await decideHolds(acting, { decision: 'release', ...counts })).toEqual({ problem: 'holds-changed' });
    expect(messages).toEqual([]);
  });

  it('counts those that somebody else decided in between as left', async () => {
    const { acting, app, tables } = await holding(['ada', 'grace']);
    app.directory.linkStore = (_, link) => {
      const store = tables.linkStore(link);
      return link === 'ada' ? { ...store, commit: async () => ({ ok: false, index: 0 }) } : store;
    };
    expect(await decideHolds(acting, { decision: 'release', links: 2, deletes: 4 })).toEqual({
      decided: { links: 1, deletes: 2 },
      left: 1,
    });
  });
});
