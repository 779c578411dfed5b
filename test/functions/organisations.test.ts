// The operator releases an organisation of Microsoft 365 that the wrong company holds.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CONTOSO, customer, microsoftApp } from '../world/product/microsoft.ts';
import { type Answer, OPERATOR_KEY, send } from '../world/product/registered.ts';

microsoftApp();

const asOperator = (method: string, path: string): Promise<Answer> =>
  send(method, path, { headers: { authorization: `Bearer ${OPERATOR_KEY}` } });

const ORGANISATION = `organisations/global/${CONTOSO.tenant.toUpperCase()}`;

describe('organisations/{cloud}/{tenant}', () => {
  it('shows the holder, and releases the organisation from it alone', async () => {
    const { call, company, connect } = await customer();
    await connect();
    const shown = await asOperator('GET', ORGANISATION);
    expect(shown).toMatchObject({
      status: 200,
      body: { cloud: 'global', tenant: CONTOSO.tenant, company, usersOn: 0, grantedAt: expect.stringMatching(/Z$/) },
    });
    expect((await call('GET', 'exchange/consent')).status).toBe(200);

    const wrong = await asOperator('DELETE', `${ORGANISATION}?company=another`);
    expect(wrong).toMatchObject({ status: 409, body: { code: 'consent-holder-changed' } });
    expect((await call('GET', 'exchange/consent')).status).toBe(200);

    expect((await asOperator('DELETE', `${ORGANISATION}?company=${company}`)).status).toBe(204);
    expect((await call('GET', 'exchange/consent')).status).toBe(404);
    expect((await asOperator('GET', ORGANISATION)).status).toBe(404);
    expect((await call('GET', 'audit')).body.items).toMatchObject([
      { what: 'consentReleased', by: 'operator' },
      { what: 'consentGiven', by: 'company' },
      { what: 'exchangeChanged', by: 'company' },
    ]);
  });

  it('lets another company connect the released organisation', async () => {
    const wrong = await customer();
    await wrong.connect();
    const right = await customer();
    expect((await right.connect()).status).toBe(409);
    await asOperator('DELETE', `${ORGANISATION}?company=${wrong.company}`);
    expect((await right.connect()).status).toBe(200);
  });

  it.each([
    ['GET', `organisations/global/${randomUUID()}`, 404, undefined],
    ['GET', 'organisations/mars/11111111-2222-4333-8444-555555555555', 422, 'cloud'],
    ['GET', 'organisations/global/example.com', 422, 'tenant'],
    ['DELETE', ORGANISATION, 422, 'company'],
  ])('%s %s answers %s', async (method, path, status, field) => {
    const answer = await asOperator(method, path);
    expect(answer).toMatchObject({ status, ...(field ? { body: { errors: [{ field }] } } : {}) });
  });
});
