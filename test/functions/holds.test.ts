// Deletes that wait: what they are, by name, and the decision, which is on record.
import { describe, expect, it, vi } from 'vitest';
import { adaPath, configuredCompany } from '../world/product/acme.ts';
import { type AdaCalendars, adaCalendars } from '../world/product/adaCalendars.ts';
import { listed } from '../world/product/adaLink.ts';
import { appAt, send } from '../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20);

/** Twelve entries of twelve were deleted. */
async function held(): Promise<AdaCalendars> {
  const ada = await adaCalendars();
  for (let i = 0; i < 12; i += 1) await ada.world.createEvent();
  await ada.run(2);
  for (let i = 0; i < 12; i += 1) await ada.world.deleteEntry();
  await ada.run();
  return ada;
}

describe('GET hold', () => {
  it('names what waits, and where it still stands', async () => {
    const ada = await held();
    const { body } = await ada.get('hold?limit=2');
    expect(body).toMatchObject({ state: 'held', deletes: 12, since: '2026-11-20T08:16:00.000Z', why: 'emptied' });
    expect(body.items).toMatchObject([
      { title: expect.stringMatching(/^title \d+$/), inExchange: true, inSource: false },
      { inExchange: true, inSource: false },
    ]);
    const rest = (await ada.get(`hold?cursor=${body.next}`)).body;
    expect(rest.items).toHaveLength(10);
    expect(rest).not.toHaveProperty('next');
  });

  it('without a hold nothing waits', async () => {
    const { get } = await adaCalendars();
    expect((await get('hold')).body).toEqual({ deletes: 0, items: [] });
    const { call } = await configuredCompany();
    expect((await call('GET', adaPath('hold'))).body).toEqual({ deletes: 0, items: [] });
  });
});

describe('POST hold', () => {
  const row = { id: 'h', state: 'held', count: 12, at: now } as const;
  const hold = { op: 'insert', kind: 'hold', name: '', row } as const;

  it.each([
    ['release', 'released', 'holdReleased'],
    ['discard', 'discarded', 'holdDiscarded'],
  ])('%s leaves the hold %s, is on record as %s, and asks for a run', async (decision, state, what) => {
    const app = appAt(() => now);
    const { call, company, link, store } = await listed(app, [hold]);
    const sent = vi.spyOn(app.queues, 'syncLink');
    expect((await call('POST', adaPath('hold'), { body: { decision } })).status).toBe(202);
    expect((await store.load([{ kind: 'hold', name: '' }]))[0]?.row).toEqual({ ...row, state });
    expect(sent).toHaveBeenLastCalledWith({ company, link });
    expect((await store.list('audit')).map((stored) => stored.row)).toEqual([
      { at: now, by: 'company', byKey: expect.any(String), what, count: 12 },
    ]);
    const again = await call('POST', adaPath('hold'), { body: { decision } });
    expect(again).toMatchObject({ status: 409, body: { code: 'nothing-held' } });
    expect(await store.list('audit')).toHaveLength(1);
  });

  it('released, the deletes are done by the next run; discarded, the entries come back', async () => {
    const [released, discarded] = [await held(), await held()];
    await released.call('POST', adaPath('hold'), { body: { decision: 'release' } });
    await released.run(2);
    expect(await released.mailbox.person.list()).toEqual([]);
    expect((await released.get('hold')).body.deletes).toBe(0);
    await discarded.call('POST', adaPath('hold'), { body: { decision: 'discard' } });
    await discarded.run(2);
    expect(await discarded.source.people.list()).toHaveLength(12);
  });

  it('without a hold there is nothing to decide', async () => {
    const { call } = await listed(appAt(() => now));
    const answer = await call('POST', adaPath('hold'), { body: { decision: 'release' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'nothing-held' } });
  });
});

describe('GET holds', () => {
  it('names the users whose deletes wait', async () => {
    const ada = await held();
    expect((await ada.call('GET', 'holds')).body).toEqual({
      deletesStopped: false,
      links: 1,
      deletes: 12,
      items: [
        { email: 'ada@example.com', state: 'held', deletes: 12, since: '2026-11-20T08:16:00.000Z', why: 'emptied' },
      ],
    });
    await ada.call('POST', adaPath('hold'), { body: { decision: 'release' } });
    expect((await ada.call('GET', 'holds')).body.items).toEqual([]);
  });
});

describe('POST holds', () => {
  it('decides about all that wait, as they were counted, each on record', async () => {
    const ada = await held();
    const grace = 'grace@example.com';
    await ada.call('PUT', `users/${grace}`, { body: { name: 'Grace' } });
    await ada.call('POST', `users/${grace}/switch-on`, { body: {} });
    const user = await ada.app.directory.user(ada.company, grace).get();
    const link = user?.value.user ?? '';
    const store = ada.app.directory.linkStore(ada.company, link);
    const row = { id: 'h1', state: 'held', count: 5, at: ada.clock.now } as const;
    await ada.app.directory.companyStore(ada.company).beginHold(link);
    await store.commit([{ op: 'insert', kind: 'hold', name: '', row }]);
    const { links, deletes } = (await ada.call('GET', 'holds')).body;
    expect({ links, deletes }).toEqual({ links: 2, deletes: 17 });
    const decide = (counts: object) => ada.call('POST', 'holds', { body: { decision: 'discard', ...counts } });
    for (const counts of [
      { links, deletes: 12 },
      { links: 1, deletes },
    ]) {
      expect(await decide(counts)).toMatchObject({ status: 409, body: { code: 'holds-changed' } });
    }
    expect((await store.load([{ kind: 'hold', name: '' }]))[0]?.row.state).toBe('held');
    expect(await decide({ links, deletes })).toMatchObject({
      status: 202,
      body: { decided: { links: 2, deletes: 17 }, left: 0 },
    });
    expect((await store.load([{ kind: 'hold', name: '' }]))[0]?.row.state).toBe('discarded');
    expect((await ada.get('audit')).body.items).toMatchObject([
      { by: 'company', what: 'holdDiscarded', count: 12 },
      {},
      {},
    ]);
    expect(await decide({ links, deletes })).toMatchObject({ status: 409, body: { code: 'nothing-held' } });
    await ada.run(3);
    expect(await ada.source.people.list()).toHaveLength(12);
  });

  it('is for whoever holds the API key', async () => {
    const ada = await held();
    const headers = { 'x-local-user': 'ada@example.com', 'x-local-company': ada.company };
    const body = { decision: 'release', links: 1, deletes: 12 };
    expect((await send('POST', 'holds', { headers, body })).status).toBe(403);
  });
});
