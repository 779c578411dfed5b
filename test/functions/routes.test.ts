// The rights of roles: every registered route against the table of shared/access/roles.ts, both ways, for every role.
import { describe, expect, it } from 'vitest';
import type { Role } from '../../shared/access/caller.ts';
import { type Action, PERMISSIONS } from '../../shared/access/roles.ts';
import { ADA, newCompany, newKey } from '../world/product/acme.ts';
import { appAt, OPERATOR_KEY, registered, send } from '../world/product/registered.ts';

/** Every route that asks who calls, and what the caller must be allowed to do. Written here a second time on purpose. */
const ACTIONS: Readonly<Record<string, Action>> = {
  createCompany: 'company.manage',
  listCompanies: 'company.manage',
  getCompany: 'company.manage',
  suspendCompany: 'company.manage',
  resumeCompany: 'company.manage',
  previewDeletion: 'company.manage',
  deleteCompany: 'company.manage',
  getOperatorAudit: 'company.manage',
  makeApiKey: 'apiKey.manage',
  listApiKeys: 'apiKey.manage',
  replaceApiKey: 'apiKey.manage',
  revokeApiKey: 'apiKey.manage',
  listKeys: 'key.list',
  getOrganisation: 'organisation.release',
  releaseOrganisation: 'organisation.release',
  getExchange: 'exchange.read',
  putExchange: 'exchange.write',
  testExchange: 'exchange.test',
  getExchangeCommands: 'exchange.read',
  getNextExchangeCommands: 'exchange.read',
  getNextExchange: 'exchange.read',
  putNextExchange: 'exchange.write',
  deleteNextExchange: 'exchange.write',
  testNextExchange: 'exchange.test',
  getCutover: 'exchange.read',
  cutOver: 'exchange.write',
  startConsent: 'exchange.consent',
  finishConsent: 'exchange.consent',
  getConsent: 'exchange.read',
  withdrawConsent: 'exchange.consent',
  listSources: 'source.read',
  getSource: 'source.read',
  putSource: 'source.write',
  listUsers: 'user.list',
  getUser: 'user.read',
  putUser: 'user.write',
  changeAddress: 'user.write',
  switchOn: 'link.switch',
  switchOff: 'link.switch',
  getCreated: 'link.read',
  getRules: 'link.read',
  putRules: 'link.switch',
  rematch: 'link.switch',
  start: 'link.switch',
  getPreview: 'link.read',
  getLink: 'link.read',
  run: 'link.run',
  decideHold: 'link.decideHold',
  getHold: 'link.read',
  listHolds: 'hold.list',
  decideHolds: 'hold.decide',
  listConflicts: 'link.read',
  restoreConflict: 'link.restore',
  explain: 'link.read',
  getAudit: 'link.read',
  getCompanyAudit: 'exchange.read',
  listEntries: 'entry.read',
  getEntry: 'entry.read',
  putEntry: 'entry.write',
  deleteEntry: 'entry.write',
};

appAt(() => Date.UTC(2026, 10, 20));

/** The status that `role` gets from a route, with nothing in the body. */
async function statusFor(name: string, headers: Record<string, string>): Promise<number> {
  const options = registered.http.get(name);
  const path = (options?.route ?? name)
    .replace('{email}', ADA)
    .replace('{sourceId}', 'planner')
    .replace('{entryId}', 'entry-1')
    .replace('{conflictId}', '1-a')
    .replace('{company}', 'no-such-company')
    .replace('{keyId}', 'a'.repeat(16))
    .replace('{cloud}', 'global')
    .replace('{tenant}', '11111111-2222-4333-8444-555555555555');
  const method = options?.methods?.[0] ?? 'GET';
  const answer = await send(method, path, { headers, ...(method === 'GET' ? {} : { body: {} }) });
  return answer.status;
}

async function headersOf(): Promise<Record<Role | 'stranger', Record<string, string>>> {
  const { apiKey, company } = await newCompany();
  return {
    operator: { authorization: `Bearer ${OPERATOR_KEY}` },
    company: { authorization: `Bearer ${apiKey}` },
    entries: { authorization: `Bearer ${await newKey({ name: 'planner', role: 'entries', company })}` },
    user: { 'x-local-user': ADA, 'x-local-company': company },
    stranger: { 'x-local-user': 'eve@example.com', 'x-local-company': company },
  };
}

describe('routes', () => {
  /** Where somebody looks whether all is well, where Microsoft sends a browser back, and what it tells by itself. */
  const open = ['health', 'consentCallback', 'graphNotifications'];

  it('every registered route but the open ones has its action, and every action its route', () => {
    const names = [...registered.http.keys()].filter((name) => !open.includes(name));
    expect(names.sort()).toEqual(Object.keys(ACTIONS).sort());
    expect([...new Set(Object.values(ACTIONS))].sort()).toEqual(Object.keys(PERMISSIONS).sort());
  });

  it('no route begins with what the host keeps for itself, and no name is one that the host refuses', () => {
    for (const [name, { route = name }] of registered.http) {
      expect(route).not.toMatch(/^(admin|runtime)/i);
      expect(name).toMatch(/^[a-z][a-z0-9_-]{0,127}$/i);
    }
  });

  it('no two routes answer the same request', () => {
    const requests = [...registered.http.values()].flatMap(({ methods = [], route = '' }) =>
      methods.map((method) => `${method} ${route.replaceAll(/\{\w+\}/g, '{}')}`),
    );
    expect(new Set(requests).size).toBe(requests.length);
  });

  it.each(Object.entries(ACTIONS))('%s is open to exactly the roles of its action', async (name, action) => {
    const headers = await headersOf();
    const permissions = PERMISSIONS[action];
    for (const role of ['operator', 'company', 'entries', 'user'] as const) {
      const status = await statusFor(name, headers[role]);
      expect([role, status === 403]).toEqual([role, permissions[role] === 'no']);
    }
    expect((await statusFor(name, headers.stranger)) === 403).toBe(permissions.user !== 'yes');
  });

  it.each(Object.keys(ACTIONS))('%s answers 401 to nobody and to a wrong key', async (name) => {
    expect(await statusFor(name, {})).toBe(401);
    expect(await statusFor(name, { authorization: `Bearer ecs_${'A'.repeat(16)}_${'A'.repeat(43)}` })).toBe(401);
  });
});
