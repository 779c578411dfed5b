// A link is switched on: what is kept from before, what the request says, and what refuses it.
import { describe, expect, it } from 'vitest';
import { switchOn } from '../../../../shared/links/link/switchOn.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import { ADA, memoryCompany, SOURCE, settingsOf } from '../memoryApp.ts';

const DAY = 86_400_000;
const request = { email: ADA, pastDays: 30 };
const ONE_WAY = { ...DEFAULT_RULES, direction: 'toExchange' } as const;

describe('switchOn', () => {
  it('lists both sides from a number of days ago, and asks for a run', async () => {
    const company = memoryCompany();
    expect(await switchOn(company.acting, request)).toEqual({ state: 'listing' });
    expect(company.settings()).toEqual(settingsOf('ada', { endsAfter: company.clock.now - 30 * DAY }));
    expect(company.decisions).toEqual([{ link: 'ada', what: 'switchedOn', by: 'company' }]);
    expect(company.messages).toEqual(['link ada']);
  });

  it('a link that is on stays as it is: nothing begins anew and nothing goes on record', async () => {
    const company = memoryCompany();
    const before = settingsOf('ada', { started: true, epoch: 3 });
    company.addLink(before);
    expect(await switchOn(company.acting, { ...request, conflictPolicy: 'source' })).toEqual({ state: 'on' });
    expect(company.settings()).toEqual(before);
    expect(company.decisions).toEqual([]);
    expect(company.messages).toEqual(['link ada']);
  });

  it('after off and on, policy and rules are as before, and the source is listed anew', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { on: false, epoch: 4, conflictPolicy: 'source', rules: ONE_WAY }));
    await switchOn(company.acting, request);
    expect(company.settings()).toMatchObject({ on: true, epoch: 5, conflictPolicy: 'source', rules: ONE_WAY });
    company.addLink(settingsOf('ada', { on: false, conflictPolicy: 'source', rules: ONE_WAY }));
    await switchOn(company.acting, { ...request, conflictPolicy: 'mailbox', rules: DEFAULT_RULES });
    expect(company.settings()).toMatchObject({ conflictPolicy: 'mailbox', rules: DEFAULT_RULES });
  });

  it('at first the rules of the source hold, and later those of the link', async () => {
    const company = memoryCompany();
    await company.app.directory.source('acme', 'planner').put({ ...SOURCE, rules: ONE_WAY }, '1');
    await switchOn(company.acting, request);
    expect(company.settings()).toMatchObject({ rules: ONE_WAY });
    const own = { ...DEFAULT_RULES, direction: 'toSource' } as const;
    company.addLink(settingsOf('ada', { on: false, rules: own }));
    await switchOn(company.acting, request);
    expect(company.settings()).toMatchObject({ rules: own });
  });

  it('keeps the calendar that the request names', async () => {
    const company = memoryCompany();
    await switchOn(company.acting, { ...request, calendar: { name: 'Work' } });
    expect(company.settings()).toMatchObject({ calendar: { name: 'Work' } });
  });

  it('refuses another source, and types that the source does not have, by their fields', async () => {
    const { acting, messages } = memoryCompany();
    expect(await switchOn(acting, { ...request, source: 'other' })).toMatchObject({
      problem: 'request-invalid',
      errors: [{ field: 'source' }],
    });
    const rules = { ...DEFAULT_RULES, directions: { holiday: 'both' } } as const;
    expect(await switchOn(acting, { ...request, rules })).toMatchObject({
      problem: 'request-invalid',
      errors: [{ field: 'rules.directions.holiday' }],
    });
    expect(messages).toEqual([]);
  });

  it('needs a user and a connection', async () => {
    const { acting, app } = memoryCompany();
    expect(await switchOn(acting, { ...request, email: 'eve@example.com' })).toEqual({ problem: 'user-unknown' });
    app.directory.exchange = () => ({ get: async () => undefined, put: async () => ({ ok: false, reason: 'stale' }) });
    expect(await switchOn(acting, request)).toEqual({ problem: 'exchange-not-configured' });
  });

  it('needs a source', async () => {
    const { acting, app } = memoryCompany();
    app.directory.sources = async () => [];
    expect(await switchOn(acting, request)).toEqual({ problem: 'source-not-configured' });
  });
});
