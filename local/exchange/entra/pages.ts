// Entra's pages for people: the admin consent, and the sign-in with OpenID Connect. There are no passwords: a person is
// chosen from the list. The redirects are as Microsoft documents them ("Admin consent on the Microsoft identity
// platform"; "Microsoft identity platform and OAuth 2.0 authorization code flow").
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../shared/seams.ts';
import { canGrant } from './directoryRoles.ts';
import type { Organisation, Organisations, Person, Registration } from './organisations.ts';
import { readChallenge } from './pkce.ts';
import type { EntraAnswer, EntraRequest } from './request.ts';

/** The sign-in that a code stands for, once. */
export interface SignedIn {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly tenant: string;
  readonly person: Person;
  /** The PKCE challenge that the code's verifier must match. */
  readonly codeChallenge: string | undefined;
  readonly expiresAt: number;
}

export interface EntraPages {
  /** Undefined for an address that is not a page. */
  answer(request: EntraRequest): EntraAnswer | undefined;
  /** The sign-in of this code. A second call returns undefined. */
  redeem(code: string): SignedIn | undefined;
}

/** Entra's own session cookie. A person who has signed in is not asked again. */
const COOKIE = 'ESTSAUTH';
const CODE_MS = 10 * 60_000;

export function createPages(organisations: Organisations, clock: Clock): EntraPages {
  const codes = new Map<string, SignedIn>();

  function consent(request: EntraRequest, page: Page): EntraAnswer {
    const { query, registration } = page;
    if (!/\/\.default$/.test(query.get('scope') ?? '')) return errorPage(70011, 'The scope is not valid: /.default.');
    const form = new URLSearchParams(request.body);
    const chosen = chosenOf(form.get('person') ?? '', page);
    if (request.method !== 'POST' || !chosen) return choicePage(page, ['Accept', 'Decline']);
    const { person, organisation } = chosen;
    const session = {
      'Set-Cookie': `${COOKIE}=${encodeURIComponent(person.name)}; Path=/; Secure; HttpOnly; SameSite=None`,
    };
    const back = (result: Readonly<Record<string, string>>) =>
      redirect(query, { admin_consent: 'True', tenant: organisation.tenant, ...result }, session);
    if (form.get('decision') !== 'Accept') {
      return back({
        error: 'access_denied',
        error_subcode: 'cancel',
        error_description: 'AADSTS65004: User declined to consent to access the app.',
      });
    }
    if (!canGrant(person.roles)) {
      const error_description = 'AADSTS90094: An administrator of the organisation has to grant this application.';
      return back({ error: 'access_denied', error_description });
    }
    organisations.accept(organisation, registration);
    return back({ scope: query.get('scope') ?? '' });
  }

  function signIn(request: EntraRequest, page: Page): EntraAnswer {
    const { query, registration } = page;
    const scopes = (query.get('scope') ?? '').split(' ');
    if (query.get('response_type') !== 'code' || !scopes.includes('openid')) {
      return errorPage(900144, 'The request must have response_type code and scope openid.');
    }
    const challenge = readChallenge(query);
    if (!challenge.ok) return errorPage(50147, 'The code challenge must be 43 characters, with method S256.');
    const remembered = decodeURIComponent(new RegExp(`(?:^|; *)${COOKIE}=([^;]+)`).exec(request.cookie)?.[1] ?? '');
    const asked = request.method === 'POST' ? new URLSearchParams(request.body).get('person') : remembered;
    const chosen = chosenOf(asked ?? '', page);
    if (!chosen) return choicePage(page, ['Sign in']);
    const code = randomBytes(24).toString('base64url');
    codes.set(code, {
      clientId: registration.clientId,
      redirectUri: query.get('redirect_uri') ?? '',
      nonce: query.get('nonce'),
      tenant: chosen.organisation.tenant,
      person: chosen.person,
      codeChallenge: challenge.value,
      expiresAt: clock() + CODE_MS,
    });
    return redirect(query, { code, session_state: randomBytes(16).toString('hex') });
  }

  function chosenOf(name: string, { authority }: Page) {
    const found = organisations.personNamed(name);
    return found && (authority === ANY || authority === found.organisation.tenant) ? found : undefined;
  }

  function choicePage({ authority }: Page, decisions: readonly string[]): EntraAnswer {
    const ofAuthority = ({ tenant }: Organisation) => authority === ANY || authority === tenant;
    const people = organisations.list.filter(ofAuthority).flatMap((organisation) => organisation.people);
    return { status: 200, body: page(people.map((person) => formOf(person, decisions)).join('')), headers: HTML };
  }

  return {
    answer(request) {
      const { pathname, searchParams } = new URL(request.url, 'https://localhost');
      const [, authority = '', path = ''] =
        /^\/([^/]+)\/(v2\.0\/adminconsent|oauth2\/v2\.0\/authorize)$/.exec(pathname) ?? [];
      if (path === '') return undefined;
      const registration = organisations.registration(searchParams.get('client_id') ?? '');
      const refusal = refusePage({ authority, registration, query: searchParams }, organisations);
      if (!registration || refusal) return refusal;
      const asked = { authority: authority.toLowerCase(), registration, query: searchParams };
      return path.endsWith('adminconsent') ? consent(request, asked) : signIn(request, asked);
    },
    redeem(code) {
      const found = codes.get(code);
      codes.delete(code);
      return found;
    },
  };
}

interface Page {
  /** A tenant, or `organizations` for any of them. */
  readonly authority: string;
  readonly registration: Registration;
  readonly query: URLSearchParams;
}

const ANY = 'organizations';
const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** Entra never redirects to an unregistered address: it shows its own error page. */
function refusePage(
  {
    authority,
    registration,
    query,
  }: { readonly authority: string; readonly registration: Registration | undefined; readonly query: URLSearchParams },
  { list }: Organisations,
): EntraAnswer | undefined {
  const isAuthority = authority.toLowerCase() === ANY || list.some(({ tenant }) => tenant === authority.toLowerCase());
  if (!isAuthority) return errorPage(90002, `Tenant '${authority}' not found.`);
  if (!registration) return errorPage(700016, 'Application was not found in the directory.');
  if (!registration.redirectUris.includes(query.get('redirect_uri') ?? '')) {
    return errorPage(50011, 'The redirect URI does not match those of the application.');
  }
  return undefined;
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const page = (body: string) =>
  `<!doctype html><html lang="en"><title>Sign in</title><h1>Local sign-in</h1>${body}</html>`;

const formOf = ({ name, roles }: Person, decisions: readonly string[]): string => {
  const buttons = decisions
    .map((decision) => `<button name="decision" value="${decision}">${decision}</button>`)
    .join(' ');
  const title = `${escaped(name)}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}`;
  return `<form method="post"><input type="hidden" name="person" value="${escaped(name)}"><p>${title} ${buttons}</p></form>`;
};

const errorPage = (code: number, text: string): EntraAnswer => ({
  status: 400,
  body: page(`<p>AADSTS${code}: ${escaped(text)}</p>`),
  headers: HTML,
});

function redirect(
  query: URLSearchParams,
  result: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): EntraAnswer {
  const url = new URL(query.get('redirect_uri') ?? '');
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value);
  const state = query.get('state');
  if (state !== null) url.searchParams.set('state', state);
  return { status: 302, body: '', headers: { ...headers, Location: url.href } };
}
