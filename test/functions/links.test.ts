// People's deeds with one user's link, and what the rows and the queues say afterwards.
import { describe, expect, it, vi } from 'vitest';
import { ADA, adaPath, configuredCompany, EXCHANGE, newCompany, SOURCE } from '../world/product/acme.ts';
import { listed, switchedOn } from '../world/product/adaLink.ts';
import { appAt } from '../world/product/registered.ts';

const now = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;
const app = appAt(() => now);
const sent = vi.spyOn(app.queues, 'syncLink');
const polled = vi.spyOn(app.queues, 'pollSource');

describe('switch-on', () => {
  it('stores the link, leaves out what ended over 30 days ago, and asks for the first run', async () => {
    const { call, company } = await configuredCompany();
    const answer = await call('POST', adaPath('switch-on'), { body: {} });
    expect(answer).toMatchObject({ status: 202, body: { state: 'listing' } });
    const [settings] = await app.directory.links(company);
    expect(settings).toMatchObject({
      source: 'planner',
      on: true,
      started: false,
      epoch: 1,
      conflictPolicy: 'mailbox',
      endsAfter: now - 30 * DAY,
    });
    expect(sent).toHaveBeenLastCalledWith({ company, link: settings?.link });
    const [row] = await app.directory.linkStore(company, settings?.link ?? '').load([{ kind: 'link', name: '' }]);
    expect(row?.row).toEqual({ on: true, started: false, epoch: 1, endsAfter: now - 30 * DAY });
  });

  it('takes another past, policy and the name of the source', async () => {
    const { call, company } = await configuredCompany();
    const body = { pastDays: 0, conflictPolicy: 'source', source: 'planner' };
    expect((await call('POST', adaPath('switch-on'), { body })).status).toBe(202);
    expect(await app.directory.links(company)).toMatchObject([{ conflictPolicy: 'source', endsAfter: now }]);
  });

  it('takes a calendar other than that of the connection, and keeps it while it is on', async () => {
    const { call, company } = await configuredCompany();
    const body = { calendar: { name: 'Work' } };
    await call('POST', adaPath('switch-on'), { body });
    await call('POST', adaPath('switch-on'), { body: { calendar: { name: 'Other' } } });
    expect(await app.directory.links(company)).toMatchObject([body]);
    await call('POST', adaPath('switch-off'));
    await call('POST', adaPath('switch-on'), { body: {} });
    expect((await app.directory.links(company))[0]).not.toHaveProperty('calendar');
  });

  it('asked twice, nothing begins anew', async () => {
    const { call, company } = await switchedOn(app);
    const before = await app.directory.links(company);
    expect((await call('POST', adaPath('switch-on'), { body: { pastDays: 1 } })).status).toBe(202);
    expect(await app.directory.links(company)).toEqual(before);
  });

  it('off and on again enumerates anew and asks for a new start', async () => {
    const { call, company } = await listed(app);
    await call('POST', adaPath('start'));
    await call('POST', adaPath('switch-off'));
    expect(await app.directory.links(company)).toMatchObject([{ on: false, started: false, epoch: 1 }]);
    await call('POST', adaPath('switch-on'), { body: {} });
    expect(await app.directory.links(company)).toMatchObject([{ on: true, started: false, epoch: 2 }]);
  });

  it('needs the user, the Exchange connection and the source', async () => {
    const { call } = await newCompany();
    const code = async () => (await call('POST', adaPath('switch-on'), { body: {} })).body.code;
    expect(await code()).toBe('user-unknown');
    await call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
    expect(await code()).toBe('exchange-not-configured');
    await call('PUT', 'exchange', { body: EXCHANGE });
    expect(await code()).toBe('source-not-configured');
    await call('PUT', 'sources/planner', { body: SOURCE });
    expect(await code()).toBeUndefined();
  });

  it.each([
    ['pastDays', { pastDays: -1 }],
    ['pastDays', { pastDays: 1.5 }],
    ['conflictPolicy', { conflictPolicy: 'newest' }],
    ['source', { source: 'other' }],
  ])('a wrong %s is refused for its field', async (field, body) => {
    const { call, company } = await configuredCompany();
    const answer = await call('POST', adaPath('switch-on'), { body });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    expect(await app.directory.links(company)).toEqual([]);
  });
});

describe('start', () => {
  it('before the preview is complete it is refused', async () => {
    const { call, company } = await switchedOn(app);
    expect(await call('POST', adaPath('start'))).toMatchObject({ status: 409, body: { code: 'preview-not-ready' } });
    expect(await app.directory.links(company)).toMatchObject([{ started: false }]);
  });

  it('starts both copies of the switch and asks for a run; a second time changes nothing', async () => {
    const { call, company, link, store } = await listed(app);
    expect(await call('POST', adaPath('start'))).toMatchObject({ status: 202, body: { state: 'on' } });
    expect(await app.directory.links(company)).toMatchObject([{ started: true, epoch: 1 }]);
    expect((await store.load([{ kind: 'link', name: '' }]))[0]?.row).toMatchObject({ started: true });
    expect(sent).toHaveBeenLastCalledWith({ company, link });
    expect((await call('POST', adaPath('start'))).status).toBe(202);
  });

  it('a user who has not switched on cannot start', async () => {
    const { call } = await configuredCompany();
    expect(await call('POST', adaPath('start'))).toMatchObject({ status: 409, body: { code: 'link-not-on' } });
  });
});

describe('run', () => {
  it('asks for a poll and a look at the link by one message, and says when it was asked', async () => {
    const { call, company, link } = await switchedOn(app);
    expect((await call('GET', adaPath('run'))).status).toBe(404);
    const looks = sent.mock.calls.length;
    const asked = await call('POST', adaPath('run'));
    expect([asked.status, asked.body]).toEqual([202, { askedAt: new Date(now).toISOString() }]);
    expect(polled).toHaveBeenLastCalledWith({ company, source: 'planner', link });
    expect(sent.mock.calls).toHaveLength(looks);
    expect((await call('GET', adaPath('run'))).body).toEqual(asked.body);
  });
});
