// The rights of roles: every registered route against the table of shared/access/roles.ts, both ways, for every role.
import { describe, expect, it } from 'vitest';
import type { Role } from '../../shared/access/caller.ts';
import { type Action, PERMISSIONS } from '../../shared/access/roles.ts';
import { type ProblemCode, problemOf } from '../../shared/problems.ts';
import { ADA, asOperator, newCompany, newKey } from '../world/product/acme.ts';
import { appAt, OPERATOR_KEY, registered, send } from '../world/product/registered.ts';

/** Every route that asks who calls, and what the caller must be allowed to do. Written here a second time on purpose. */
const ACTIONS: Readonly<Record<string, Action>> = {
  createCompany: 'company.manage',
  listCompanies: 'company.manage',
  getCompany: 'company.manage',
  suspendCompany: 'company.manage',
  resumeCompany: 'company.manage',
  previewDeletion: 'company.manage',
  cleanUpCompany: 'company.manage',
  deleteCompany: 'company.manage',
  getOperatorAudit: 'company.manage',
  makeApiKey: 'apiKey.manage',
  listApiKeys: 'apiKey.manage',
  replaceApiKey: 'apiKey.manage',
  revokeApiKey: 'apiKey.manage',
  listKeys: 'key.list',
  getOrganisation: 'organisation.release',
  releaseOrganisation: 'organisation.release',
  getSynchronisation: 'company.read',
  enableSynchronisation: 'company.enable',
  disableSynchronisation: 'company.enable',
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
  testSource: 'source.test',
  refreshPeople: 'user.write',
  listEntryTypes: 'source.test',
  makeWebhook: 'source.write',
  getWebhook: 'source.write',
  endWebhook: 'source.write',
  listUsers: 'user.list',
  getUser: 'user.read',
  putUser: 'user.write',
  getSharedMailbox: 'user.read',
  putSharedMailbox: 'user.write',
  getCalendarRecord: 'exchange.read',
  putCalendarRecord: 'exchange.write',
  changeAddress: 'user.write',
  switchOn: 'link.switch',
  switchOff: 'link.switch',
  getCreated: 'link.read',
  getRules: 'link.read',
  putRules: 'link.switch',
  rematch: 'link.switch',
  start: 'link.switch',
  getPreview: 'link.read',
  listTagMatches: 'link.read',
  getLink: 'link.read',
  run: 'link.run',
  getRun: 'link.read',
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

/** Everybody who may call, and what the gate of a route says to them: the one table that each status is derived from. */
const CALLERS = {
  nobody: 'not-signed-in',
  'a wrong key': 'not-signed-in',
  'a revoked key': 'key-ended',
  "a suspended company's key": 'company-suspended',
  "a suspended company's user": 'company-suspended',
  operator: 'operator',
  'an operator key': 'operator',
  company: 'company',
  entries: 'entries',
  user: 'user',
  'another user': 'stranger',
} as const satisfies Record<string, Role | 'stranger' | ProblemCode>;
type CallerName = keyof typeof CALLERS;

const isRole = (gate: string): gate is Role => ['operator', 'company', 'entries', 'user'].includes(gate);

/** The code of the refusal at the gate; undefined where the gate lets the caller in. */
function gateOf(caller: CallerName, action: Action): ProblemCode | undefined {
  const gate = CALLERS[caller];
  if (gate === 'stranger') return PERMISSIONS[action].user === 'yes' ? undefined : 'not-allowed';
  if (!isRole(gate)) return gate;
  return PERMISSIONS[action][gate] === 'no' ? 'not-allowed' : undefined;
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

async function headersOf(): Promise<Record<CallerName, Record<string, string>>> {
  const [{ apiKey, company }, suspended] = [await newCompany(), await newCompany()];
  await asOperator('POST', `companies/${suspended.company}/suspend`);
  const revoked = await newKey({ name: 'revoked', role: 'company', company });
  await asOperator('DELETE', `api-keys/${revoked.slice(4, 20)}`);
  return {
    nobody: {},
    'a wrong key': bearer(`ecs_${apiKey.slice(4, 20)}_${'A'.repeat(43)}`),
    'a revoked key': bearer(revoked),
    "a suspended company's key": bearer(suspended.apiKey),
    "a suspended company's user": { 'x-local-user': ADA, 'x-local-company': suspended.company },
    operator: bearer(OPERATOR_KEY),
    'an operator key': bearer(await newKey({ name: 'on duty', role: 'operator' })),
    company: bearer(apiKey),
    entries: bearer(await newKey({ name: 'planner', role: 'entries', company })),
    user: { 'x-local-user': ADA, 'x-local-company': company },
    'another user': { 'x-local-user': 'eve@example.com', 'x-local-company': company },
  };
}

/** The code that a route answers, with nothing in the body; undefined for an answer without a problem. */
async function codeFor(name: string, headers: Record<string, string>): Promise<{ status: number; code: unknown }> {
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
  return { status: answer.status, code: answer.body.code };
}

const headers = await headersOf();

describe('routes', () => {
  /** Where somebody looks whether all is well, where Microsoft sends a browser back, and what it or an application tells by itself. */
  const open = ['health', 'openapi', 'consentCallback', 'graphNotifications', 'hearWebhook'];

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

  it.each(Object.entries(ACTIONS))('%s lets in exactly those whom its action admits', async (name, action) => {
    for (const caller of Object.keys(CALLERS) as CallerName[]) {
      const gate = gateOf(caller, action);
      const { status, code } = await codeFor(name, headers[caller]);
      if (gate !== undefined) expect([caller, status, code]).toEqual([caller, problemOf(gate).status, gate]);
      else expect([caller, [401, 403].includes(status)]).toEqual([caller, false]);
    }
  });
});
