// A company is deleted with all it has: after a dry run, in steps that can be lost and doubled. Its neighbours stay whole.
import { TableClient } from '@azure/data-tables';
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import { pairRow, side } from '../../shared/links/rows.ts';
import { ADA, adaPath, asOperator, ENTRY, EXCHANGE, newKey, SOURCE } from '../../world/product/acme.ts';
import { type AdaLink, listed } from '../../world/product/adaLink.ts';
import { CONTOSO, customer, microsoftApp } from '../../world/product/microsoft.ts';
import { connection, deliver, send, tick } from '../../world/product/registered.ts';

const MINUTE = 60_000;
let ahead = 0;
const app = microsoftApp({}, () => ahead);
const asked = vi.spyOn(app.queues, 'deleteCompany').mockResolvedValue(undefined);

const path = (company: string, rest = '') => `companies/${company}${rest}`;
const step = (company: string) => deliver('deleteCompanyStep', { v: 1, company });

/** Every row of the account whose partition or content names the company. */
async function rowsOf(company: string): Promise<string[]> {
  const rows: string[] = [];
  for (const name of ['links', 'companies', 'entries']) {
    const table = TableClient.fromConnectionString(connection, name, { allowInsecureConnection: true });
    for await (const entity of table.listEntities()) {
      const text = JSON.stringify(entity);
      const isOfCompany = new RegExp(`"${company}[|"]|\\\\"${company}\\\\"|[|]${company}[|"]`).test(text);
      if (isOfCompany) rows.push(`${name} ${entity.partitionKey} ${entity.rowKey}`);
    }
  }
  return rows;
}

/** With a link, two pairs of which one event is ours, an entry, a second key and a losing value. */
async function filled(): Promise<AdaLink> {
  const ada = await listed(app, [
    { op: 'insert', kind: 'pair', name: 'p1', row: pairRow('p1', { mailbox: { ...side('m1'), madeAt: 1 } }) },
    { op: 'insert', kind: 'pair', name: 'p2', row: pairRow('p2') },
  ]);
  await ada.call('PUT', 'sources/planner/entries/e1', { body: ENTRY });
  await newKey({ name: 'planner', role: 'entries', company: ada.company });
  return ada;
}

async function deleted(company: string, links = 1): Promise<void> {
  await asOperator('POST', path(company, '/suspend'));
  expect((await asOperator('DELETE', path(company, `?links=${links}`))).status).toBe(202);
  ahead += 12 * MINUTE;
  for (let steps = 0; (await app.directory.companies.get(company)) !== undefined; steps += 1) {
    if (steps > 20) throw new Error('the steps do not end');
    await step(company);
  }
}

describe('GET companies/{company}/deletion', () => {
  it('counts what would go and what would stay, and changes nothing', async () => {
    const { company } = await filled();
    const before = await rowsOf(company);
    const preview = await asOperator('GET', path(company, '/deletion'));
    expect(preview.body).toEqual({
      company,
      state: 'active',
      users: 1,
      links: 1,
      removing: 0,
      pairs: 2,
      losingValues: 0,
      entries: 1,
      secrets: 1,
      apiKeys: 2,
      consents: 0,
      stays: { events: 1, entries: 0 },
      complete: true,
      cleanUp: expect.stringContaining('clean-up'),
    });
    expect((await rowsOf(company)).sort()).toEqual(before.sort());
  });

  it('shows the links whose items the clean-up removes', async () => {
    const { company, link } = await filled();
    const cleaned = await asOperator('POST', path(company, '/clean-up'));
    expect(cleaned).toMatchObject({ status: 202, body: { asked: 1, left: 0 } });
    expect((await asOperator('GET', path(company, '/deletion'))).body).toMatchObject({ links: 1, removing: 1 });
    const settings = await app.directory.linkSettings(company, link).get();
    expect(settings?.value).toMatchObject({ on: false, removing: true });
    await asOperator('POST', path(company, '/suspend'));
    const late = await asOperator('POST', path(company, '/clean-up'));
    expect(late).toMatchObject({ status: 403, body: { code: 'company-suspended' } });
  });

  it('says where its time did not suffice', async () => {
    const { company } = await filled();
    const now = vi.spyOn(app, 'now').mockImplementation(() => {
      ahead += 30_000;
      return ahead;
    });
    expect((await asOperator('GET', path(company, '/deletion'))).body).toMatchObject({ complete: false });
    now.mockRestore();
  });
});

describe('DELETE companies/{company}', () => {
  it('needs a suspended company and the number of its links', async () => {
    const { company } = await filled();
    expect(await asOperator('DELETE', path(company, '?links=1'))).toMatchObject({
      status: 409,
      body: { code: 'company-not-suspended' },
    });
    await asOperator('POST', path(company, '/suspend'));
    expect(await asOperator('DELETE', path(company, '?links=2'))).toMatchObject({
      status: 409,
      body: { code: 'deletion-changed' },
    });
    expect((await asOperator('DELETE', path(company))).status).toBe(422);
    expect((await asOperator('DELETE', path('no-such-company', '?links=0'))).status).toBe(404);
  });

  it('waits until nothing of the company can still run, and can be taken back until then', async () => {
    const { company, call } = await filled();
    const before = await rowsOf(company);
    await asOperator('POST', path(company, '/suspend'));
    asked.mockClear();
    expect((await asOperator('DELETE', path(company, '?links=1'))).body).toMatchObject({ state: 'deleting' });
    expect(asked.mock.calls[0]?.[1]).toBeGreaterThan(11 * 60);
    ahead += 11 * MINUTE;
    await step(company);
    expect((await rowsOf(company)).length).toBeGreaterThan(before.length);
    expect(await call('GET', 'users')).toMatchObject({ status: 403, body: { code: 'company-deleting' } });
    expect((await asOperator('POST', path(company, '/resume'))).status).toBe(200);
    expect((await call('GET', 'sources/planner/entries/e1')).status).toBe(200);
    ahead += 60 * MINUTE;
    await step(company);
    expect((await call('GET', 'users')).status).toBe(200);
  });

  it('leaves no row of the company but the record, and every row of a company with a similar name', async () => {
    const { company } = await filled();
    const neighbour = `${company}-2`;
    await asOperator('POST', 'companies', { body: { company: neighbour, name: 'Neighbour' } });
    const key = await newKey({ name: 'k', role: 'company', company: neighbour });
    const call = (method: string, to: string, body: object) =>
      send(method, to, { headers: { authorization: `Bearer ${key}` }, body });
    await call('PUT', 'exchange', EXCHANGE);
    await call('PUT', 'sources/planner', SOURCE);
    await call('PUT', `users/${ADA}`, { name: 'Ada' });
    await call('POST', adaPath('switch-on'), {});
    await call('PUT', 'sources/planner/entries/e1', ENTRY);
    const before = await rowsOf(neighbour);
    await deleted(company);
    expect((await rowsOf(company)).filter((row) => !/[|]register au[|]/.test(row))).toEqual([]);
    expect((await rowsOf(neighbour)).sort()).toEqual(before.sort());
    const { items } = (await asOperator('GET', `operator/audit?company=${company}`)).body as { items: object[] };
    expect(items.map((item) => (item as { what: string }).what)).toContain('companyDeleted');
    expect((await asOperator('GET', path(company))).status).toBe(404);
  });

  it('a name that is made anew sees nothing of the old company', async () => {
    const { company, apiKey, link } = await filled();
    const later = { headers: { authorization: `Bearer ${apiKey}` } };
    expect((await asOperator('POST', 'companies', { body: { company, name: 'Thief' } })).status).toBe(409);
    await deleted(company);
    expect((await send('GET', 'users', later)).status).toBe(401);
    const anew = await asOperator('POST', 'companies', { body: { company, name: 'Anew' } });
    expect(anew.status).toBe(201);
    expect((await send('GET', 'users', later)).status).toBe(401);
    const headers = { authorization: `Bearer ${anew.body.apiKey}` };
    for (const list of ['users', 'sources', 'audit']) {
      expect((await send('GET', list, { headers })).body).toEqual({ items: [] });
    }
    await send('PUT', 'exchange', { headers, body: EXCHANGE });
    await send('PUT', 'sources/planner', { headers, body: SOURCE });
    expect((await send('GET', 'sources/planner/entries', { headers })).body).toEqual({ items: [] });
    await deliver('syncLink', { v: 1, company, link });
    expect(await app.directory.linkStore(company, link).head()).toEqual([]);
  });

  it('releases the organisation of Microsoft 365, which another company can then connect', async () => {
    const { company, connect } = await customer();
    await connect();
    await deleted(company, 0);
    expect(await app.directory.consents.holder({ cloud: 'global', tenant: CONTOSO.tenant })).toBeUndefined();
    expect((await (await customer()).connect()).status).toBe(200);
  });

  it('goes on where a step failed, and a doubled message stops', async () => {
    const { company } = await filled();
    await asOperator('POST', path(company, '/suspend'));
    await asOperator('DELETE', path(company, '?links=1'));
    ahead += 12 * MINUTE;
    const failing = vi.spyOn(app.directory, 'purge').mockRejectedValueOnce(new StoreUnavailable('down'));
    await expect(step(company)).rejects.toThrow(StoreUnavailable);
    failing.mockRestore();
    asked.mockClear();
    await Promise.all([step(company), step(company), step(company)]);
    expect(asked.mock.calls.length).toBeLessThan(3);
    for (let steps = 0; steps < 6; steps += 1) await step(company);
    expect(await app.directory.companies.get(company)).toBeUndefined();
  });

  it('the timer begins the steps again where their message was lost', async () => {
    const { company } = await filled();
    await asOperator('POST', path(company, '/suspend'));
    await asOperator('DELETE', path(company, '?links=1'));
    const stored = await app.directory.companies.list();
    vi.spyOn(app.directory.companies, 'list').mockResolvedValue(stored.filter((each) => each.company === company));
    asked.mockClear();
    ahead += 12 * MINUTE;
    await tick('schedule');
    expect(asked).not.toHaveBeenCalled();
    ahead += 5 * MINUTE;
    await tick('schedule');
    expect(asked).toHaveBeenCalledWith({ company });
    vi.mocked(app.directory.companies.list).mockRestore();
  });
});
