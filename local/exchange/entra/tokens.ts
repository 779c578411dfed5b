// Entra's token endpoint, with Entra's own errors. It serves the client credentials grant of an application
// (learn.microsoft.com: OAuth 2.0 client credentials flow) and the code of a person's sign-in (OpenID Connect).
import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Clock } from '../../../shared/seams.ts';
import type { App } from './app.ts';
import { ASSERTION_TYPE, isAssertionOf } from './clientAssertion.ts';
import { widsOf } from './directoryRoles.ts';
import type { Organisations, Registration } from './organisations.ts';
import type { EntraPages } from './pages.ts';
import { isVerifierOf } from './pkce.ts';
import type { EntraAnswer } from './request.ts';

export const FULL_ACCESS = 'full_access_as_app';
export const EXCHANGE_ONLINE = ['https://outlook.office365.com', 'https://outlook.office.com'];
/** Global, US Government and 21Vianet. */
export const GRAPH = [
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
];
const LIFETIME_SECONDS = 3599;

/** A refusal of the token endpoint: HTTP status, OAuth error, AADSTS number and text. */
type Refusal = readonly [status: number, error: string, code: number, text: string];

export interface TokenOptions {
  readonly apps: readonly App[];
  readonly organisations: Organisations;
  readonly pages: EntraPages;
  readonly clock: Clock;
  readonly origin: () => string;
  readonly sign: (claims: JWTPayload) => Promise<string>;
}

export interface TokenRequest {
  /** The first segment of the path: a tenant, or `organizations`. */
  readonly tenant: string;
  readonly path: string;
  readonly form: URLSearchParams;
}

export async function answerToken(request: TokenRequest, options: TokenOptions): Promise<EntraAnswer> {
  const byCode = request.form.get('grant_type') === 'authorization_code';
  const granted = byCode ? await idToken(request, options) : await accessToken(request, options);
  return 'tokens' in granted ? { status: 200, body: granted.tokens } : refused(granted, options.clock());
}

type Granted = { readonly tokens: object } | Refusal;

async function accessToken(request: TokenRequest, options: TokenOptions): Promise<Granted> {
  const { tenant, form } = request;
  const granted = await grantFor(request, options);
  if (!('app' in granted)) return granted;
  const { app, audience } = granted;
  const access_token = await options.sign({
    aud: audience,
    iss: `https://sts.windows.net/${tenant}/`,
    ...validity(options.clock),
    appid: app.clientId,
    appidacr: form.has('client_secret') ? '1' : '2',
    roles: app.roles ?? [FULL_ACCESS],
    tid: tenant,
    ver: '1.0',
  });
  return {
    tokens: { token_type: 'Bearer', expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS, access_token },
  };
}

function validity(clock: Clock) {
  const issued = Math.floor(clock() / 1000);
  return { iat: issued, nbf: issued, exp: issued + LIFETIME_SECONDS };
}

async function grantFor(
  { tenant, path, form }: TokenRequest,
  { apps, organisations, clock, origin }: TokenOptions,
): Promise<{ readonly app: App; readonly audience: string } | Refusal> {
  const inTenant = apps.filter((app) => app.tenant.toLowerCase() === tenant.toLowerCase());
  const isKnown = inTenant.length > 0 || organisations.list.some((each) => each.tenant === tenant.toLowerCase());
  if (!isKnown) return [400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`];
  if (form.get('grant_type') !== 'client_credentials')
    return [400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'];
  const id = form.get('client_id') ?? '';
  const app = inTenant.find(({ clientId }) => clientId === id) ?? organisations.appIn(tenant, id);
  if (!app) return [400, 'unauthorized_client', 700016, 'Application was not found in the directory.'];
  const unproven = await refuseCredential(app, { path, form }, { clock, organisations });
  if (unproven) return unproven;
  const audience = /^(.+)\/\.default$/.exec(form.get('scope') ?? '')?.[1];
  if (audience === undefined)
    return [400, 'invalid_scope', 1002012, 'The provided value for scope is not valid: it must end in /.default.'];
  if (![...EXCHANGE_ONLINE, ...GRAPH, origin()].includes(audience.replace(/\/$/, '')))
    return [400, 'invalid_resource', 500011, `The resource principal named ${audience} was not found.`];
  return { app, audience };
}

/** An id token for the application, issued by the organisation of the person who signed in. */
async function idToken(
  { form, path }: TokenRequest,
  { organisations, pages, clock, origin, sign }: TokenOptions,
): Promise<Granted> {
  const registration = organisations.registration(form.get('client_id') ?? '');
  if (!registration) return [400, 'unauthorized_client', 700016, 'Application was not found.'];
  const unproven = await refuseCredential(registration, { path, form }, { clock, organisations });
  if (unproven) return unproven;
  const signedIn = pages.redeem(form.get('code') ?? '');
  if (!signedIn) return [400, 'invalid_grant', 54005, 'OAuth2 Authorization code was already redeemed.'];
  if (signedIn.expiresAt <= clock()) return [400, 'invalid_grant', 70008, 'The code has expired.'];
  if (signedIn.clientId !== registration.clientId || signedIn.redirectUri !== form.get('redirect_uri'))
    return [400, 'invalid_client', 500112, 'The reply address does not match the one of the code.'];
  if (!isVerifierOf(signedIn.codeChallenge, form.get('code_verifier')))
    return [400, 'invalid_grant', 501481, 'The Code_Verifier does not match the code_challenge of the request.'];
  const { person, tenant, nonce } = signedIn;
  const claims = {
    aud: registration.clientId,
    iss: `${origin()}/${tenant}/v2.0`,
    ...validity(clock),
    ...(nonce === null ? {} : { nonce }),
    ...(registration.groupClaims === 'DirectoryRole' ? { wids: widsOf(person.roles) } : {}),
    preferred_username: person.name,
    sub: Buffer.from(person.name).toString('base64url'),
    oid: randomUUID(),
    tid: tenant,
    ver: '2.0',
  };
  return {
    tokens: {
      token_type: 'Bearer',
      scope: 'openid profile',
      expires_in: LIFETIME_SECONDS,
      access_token: await sign({ ...claims, aud: '00000003-0000-0000-c000-000000000000' }),
      id_token: await sign(claims),
      client_info: Buffer.from(JSON.stringify({ uid: claims.oid, utid: tenant })).toString('base64url'),
    },
  };
}

async function refuseCredential(
  app: App | Registration,
  { path, form }: Pick<TokenRequest, 'path' | 'form'>,
  { clock, organisations }: Pick<TokenOptions, 'clock' | 'organisations'>,
): Promise<Refusal | undefined> {
  if (form.get('client_assertion_type') === ASSERTION_TYPE) {
    const assertion = form.get('client_assertion') ?? '';
    if (await isAssertionOf(app, { assertion, path, now: clock() })) return undefined;
    return [401, 'invalid_client', 700027, 'Client assertion failed signature validation.'];
  }
  const secret = form.get('client_secret');
  if (secret === null)
    return [401, 'invalid_client', 7000218, "The request body must contain 'client_assertion' or 'client_secret'."];
  if (app.secret === undefined || secret !== app.secret)
    return [401, 'invalid_client', 7000215, 'Invalid client secret provided.'];
  if (!organisations.isExpired(app.clientId)) return undefined;
  return [401, 'invalid_client', 7000222, 'The provided client secret keys for app are expired.'];
}

function refused([status, error, code, text]: Refusal, now: number): EntraAnswer {
  const [trace_id, correlation_id] = [randomUUID(), randomUUID()];
  const timestamp = `${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace_id} Correlation ID: ${correlation_id} Timestamp: ${timestamp}`,
      error_codes: [code],
      timestamp,
      trace_id,
      correlation_id,
    },
  };
}
