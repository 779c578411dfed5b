// A company of its own for each test, as far set up as the test needs: through the API, as an application would.
import { randomUUID } from 'node:crypto';
import { runningApp } from '../../../functions/process/running.ts';
import { type Answer, OPERATOR_KEY, type Sent, send } from './registered.ts';

export const ADA = 'ada@example.com';
/** Nothing listens on port 1: every call to Exchange ends at once. */
export const EXCHANGE = {
  kind: 'ews',
  url: 'https://127.0.0.1:1/EWS/Exchange.asmx',
  version: 'Exchange2016',
  signIn: { method: 'basic', account: 'ACME\\sync', password: 'a password of these tests' },
  access: 'impersonation',
  timeZone: 'Europe/Helsinki',
  testMailbox: ADA,
};
export const SOURCE = {
  kind: 'entries',
  entryTypes: [
    { id: 'meeting', name: 'Meeting' },
    { id: 'absence', name: 'Absence' },
  ],
  defaultType: 'meeting',
};
export const ENTRY = {
  type: 'meeting',
  title: 'Budget',
  start: '2026-11-23T09:00:00',
  end: '2026-11-23T10:00:00',
  timeZone: 'Europe/Helsinki',
  owner: ADA,
};

export interface Acme {
  readonly company: string;
  readonly apiKey: string;
  /** A request with the company's API key. */
  readonly call: (method: string, path: string, sent?: Sent) => Promise<Answer>;
}

/** A request with the operator's key of the settings. */
export const asOperator = (method: string, path: string, sent: Sent = {}): Promise<Answer> =>
  send(method, path, { ...sent, headers: { authorization: `Bearer ${OPERATOR_KEY}`, ...sent.headers } });

/** Makes an API key and answers its text. */
export async function newKey(wanted: { readonly name: string; readonly role: string; readonly company?: string }) {
  return String((await asOperator('POST', 'api-keys', { body: wanted })).body.key);
}

/** Its administrator has not enabled synchronisation. */
export async function newDisabledCompany(): Promise<Acme> {
  const company = `acme-${randomUUID()}`;
  const created = await asOperator('POST', 'companies', { body: { company, name: 'Acme' } });
  const apiKey = String(created.body.apiKey);
  const authorization = `Bearer ${apiKey}`;
  const call: Acme['call'] = (method, path, sent = {}) =>
    send(method, path, { ...sent, headers: { authorization, ...sent.headers } });
  return { company, apiKey, call };
}

/** Synchronisation is enabled, whatever its connections answer. */
export async function newCompany(): Promise<Acme> {
  const acme = await newDisabledCompany();
  await runningApp().directory.synchronisation(acme.company).put({ state: 'enabled', at: 0 }, undefined);
  return acme;
}

/** With Exchange, one source `planner` and the user Ada. */
export async function configuredCompany(): Promise<Acme> {
  const acme = await newCompany();
  await acme.call('PUT', 'exchange', { body: EXCHANGE });
  await acme.call('PUT', 'sources/planner', { body: SOURCE });
  await acme.call('PUT', `users/${ADA}`, { body: { name: 'Ada' } });
  return acme;
}

/** Ada's link as it is stored. */
export const adaPath = (rest: string): string => `users/${ADA}/${rest}`;
