// Two organisations of the local Entra, their people, two applications, and a browser for Entra's pages.
import { request as httpsRequest } from 'node:https';
import { afterAll, beforeAll } from 'vitest';
import { type LocalExchange, startExchange } from '../../../../local/exchange/server.ts';

export const TENANT = '8d823444-70ec-4f41-9239-2edd6ff1b199';
export const OTHER = '1d823444-70ec-4f41-9239-2edd6ff1b199';
export const CLIENT = 'app-1';
/** Registered without group claims. */
export const WITHOUT_ROLES = 'app-2';
export const REDIRECT = 'https://sync.example/callback';
const REGISTRATION = { secret: 's', roles: ['Calendars.ReadWrite'], redirectUris: [REDIRECT] };
export const SCOPE = 'https://graph.microsoft.com/.default';

/** The clock of the server. */
export const clock = { now: Date.parse('2026-11-20T12:00:00Z') };

export let exchange: LocalExchange;

/** Starts the server before the tests of a file and closes it after them. */
export function useOrganisations(): void {
  beforeAll(async () => {
    exchange = await startExchange({
      mailboxes: ['ada@example.com', 'eve@other.example'],
      accounts: [],
      clock: () => clock.now,
      organisations: [
        {
          tenant: TENANT,
          domains: ['example.com'],
          people: [
            { name: 'admin@example.com', roles: ['Global Administrator'] },
            { name: 'roles@example.com', roles: ['Exchange Administrator', 'Privileged Role Administrator'] },
            {
              name: 'applications@example.com',
              roles: ['Application Administrator', 'Cloud Application Administrator'],
            },
            { name: 'ada@example.com', roles: [] },
          ],
        },
        {
          tenant: OTHER,
          domains: ['other.example'],
          people: [{ name: 'eve@other.example', roles: ['Global Administrator'] }],
        },
      ],
      registrations: [
        { ...REGISTRATION, clientId: CLIENT, groupClaims: 'DirectoryRole' },
        { ...REGISTRATION, clientId: WITHOUT_ROLES },
      ],
    });
  });
  afterAll(() => exchange.close());
}

interface Reply {
  readonly status: number;
  readonly location: URL | null;
  readonly cookie: string;
  readonly text: string;
}

export function ask(
  path: string,
  form?: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
) {
  return new Promise<Reply>((resolve, reject) => {
    const options = { method: form ? 'POST' : 'GET', headers, ca: exchange.caCertificate, agent: false } as const;
    const request = httpsRequest(new URL(path, exchange.url), options, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: URL.parse(answer.headers.location ?? ''),
          cookie: answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
          text,
        }),
      );
    });
    request.on('error', reject);
    request.end(form && new URLSearchParams(form).toString());
  });
}

const query = (rest: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({ client_id: CLIENT, redirect_uri: REDIRECT, state: 'st&te', ...rest }).toString();
export const consentPath = (rest: Readonly<Record<string, string>> = {}, authority = 'organizations') =>
  `/${authority}/v2.0/adminconsent?${query({ scope: SCOPE, ...rest })}`;
export const authorizePath = (rest: Readonly<Record<string, string>> = {}) =>
  `/organizations/oauth2/v2.0/authorize?${query({ response_type: 'code', scope: 'openid', nonce: 'n-1', ...rest })}`;
export const parameters = ({ location }: Reply) => Object.fromEntries(location?.searchParams ?? []);

export const token = async (form: Readonly<Record<string, string>>, tenant = TENANT) => {
  const { status, text } = await ask(`/${tenant}/oauth2/v2.0/token`, {
    client_id: CLIENT,
    client_secret: 's',
    ...form,
  });
  return { status, body: JSON.parse(text) };
};
export const appToken = (tenant = TENANT, scope = SCOPE) => token({ grant_type: 'client_credentials', scope }, tenant);
export const accept = (person: string, decision = 'Accept', path = consentPath()) => ask(path, { person, decision });
