// The rules of a link by the API: at switch-on, changed later, and as the company has them for new links.
import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_RULES } from '../../shared/sync/ports/linkRules.ts';
import { adaPath, configuredCompany, SOURCE } from '../world/product/acme.ts';
import { switchedOn } from '../world/product/adaLink.ts';
import { appAt } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const sent = vi.spyOn(app.queues, 'syncLink');
const ONE_WAY = { ...DEFAULT_RULES, direction: 'toExchange' };

describe('users/{email}/rules', () => {
  it('a link goes both ways until it is told otherwise, and a run follows', async () => {
    const { call, company, link } = await switchedOn(app);
    expect((await call('GET', adaPath('rules'))).body).toEqual(DEFAULT_RULES);
    sent.mockClear();
    const answer = await call('PUT', adaPath('rules'), { body: { direction: 'toExchange' } });
    expect(answer).toMatchObject({ status: 202, body: ONE_WAY });
    expect(sent).toHaveBeenCalledWith({ company, link });
    expect((await call('GET', adaPath('rules'))).body).toEqual(ONE_WAY);
    expect((await call('GET', adaPath('link'))).body).toMatchObject({ rules: ONE_WAY });
    expect(await app.linkContext(company, link)).toMatchObject({ rules: ONE_WAY });
  });

  it('keeps everything else of the link', async () => {
    const { call, company } = await switchedOn(app);
    const [before] = await app.directory.links(company);
    await call('PUT', adaPath('rules'), { body: {} });
    expect(await app.directory.links(company)).toEqual([{ ...before, rules: DEFAULT_RULES }]);
  });

  it('refuses a type that the source does not have, and a link that is off', async () => {
    const { call } = await switchedOn(app);
    const body = { filters: { toExchange: { entryTypes: ['holiday'] } } };
    const refused = await call('PUT', adaPath('rules'), { body });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain('filters.toExchange.entryTypes[0]');
    await call('POST', adaPath('switch-off'));
    expect((await call('PUT', adaPath('rules'), { body: {} })).body).toMatchObject({ code: 'link-not-on' });
    expect((await call('GET', adaPath('rules'))).body).toMatchObject({ code: 'link-not-on' });
  });
});

describe('switch-on', () => {
  it('takes rules', async () => {
    const { call } = await configuredCompany();
    await call('POST', adaPath('switch-on'), { body: { rules: { direction: 'toExchange' } } });
    expect((await call('GET', adaPath('rules'))).body).toEqual(ONE_WAY);
  });

  it("without any, those of the source's settings hold", async () => {
    const { call } = await configuredCompany();
    const put = await call('PUT', 'sources/planner', {
      body: { ...SOURCE, rules: { direction: 'toExchange' } },
      headers: { 'if-match': '*' },
    });
    expect(put.status).toBeLessThan(300);
    await call('POST', adaPath('switch-on'), { body: {} });
    expect((await call('GET', adaPath('rules'))).body).toEqual(ONE_WAY);
  });

  it('switched off and on, rules and policy are as they were, unless others are given', async () => {
    const { call } = await configuredCompany();
    const hiding = { privateEvents: { kind: 'busyOnly', title: 'Busy' } } as const;
    await call('POST', adaPath('switch-on'), { body: { rules: hiding, conflictPolicy: 'source' } });
    await call('POST', adaPath('switch-off'));
    await call('POST', adaPath('switch-on'), { body: {} });
    expect((await call('GET', adaPath('link'))).body).toMatchObject({ rules: hiding, conflictPolicy: 'source' });
    await call('POST', adaPath('switch-off'));
    await call('POST', adaPath('switch-on'), { body: { rules: {}, conflictPolicy: 'mailbox' } });
    const given = { rules: DEFAULT_RULES, conflictPolicy: 'mailbox' };
    expect((await call('GET', adaPath('link'))).body).toMatchObject(given);
  });

  it('names the field of a type that the source does not have', async () => {
    const { call } = await configuredCompany();
    const body = { rules: { directions: { holiday: 'both' } } };
    const refused = await call('POST', adaPath('switch-on'), { body });
    expect(JSON.stringify(refused.body)).toContain('rules.directions.holiday');
  });
});
