// The part of Entra ID that an app needs for EWS: its tenant's discovery document, keys and token endpoint, with the
// client credentials grant (learn.microsoft.com: OAuth 2.0 client credentials flow), and Entra's own errors.
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/seams.ts';
import type { App } from './app.ts';
import { ASSERTION_TYPE, isAssertionOf } from './clientAssertion.ts';
import { isSignedBy, readJwt, signJwt } from './jwt.ts';

export interface EntraAnswer {
  readonly status: number;
  readonly body: object;
}

export interface Entra {
  /** Answers a request of the authority; undefined for a path that is none of its. */
  answer(method: string, path: string, body: string): EntraAnswer | undefined;
  /** The claims of a token that this authority made and that is valid now. */
  claimsOf(token: string): Readonly<Record<string, unknown>> | undefined;
}

export interface EntraOptions {
  readonly apps: readonly App[];
  readonly clock: Clock;
  /** `https://localhost:PORT` */
  readonly origin: () => string;
}

export const FULL_ACCESS = 'full_access_as_app';
const EXCHANGE_ONLINE = ['https://outlook.office365.com', 'https://outlook.office.com'];
const LIFETIME_SECONDS = 3599;
const RSA_BITS = 2048;

/** A refusal of the token endpoint: HTTP status, OAuth error, AADSTS number and text. */
type Refusal = readonly [status: number, error: string, code: number, text: string];

export function createEntra({ apps, clock, origin }: EntraOptions): Entra {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url').slice(0, 27);
  const resources = () => [...EXCHANGE_ONLINE, origin()];

  function token(tenant: string, path: string, form: URLSearchParams): EntraAnswer {
    const granted = grantFor(apps, tenant, path, form, resources(), clock());
    if (!('app' in granted)) return refused(granted, clock());
    const { app, audience } = granted;
    const issued = Math.floor(clock() / 1000);
    const claims = {
      aud: audience,
      iss: `https://sts.windows.net/${tenant}/`,
      iat: issued,
      nbf: issued,
      exp: issued + LIFETIME_SECONDS,
      appid: app.clientId,
      appidacr: form.has('client_secret') ? '1' : '2',
      roles: app.roles ?? [FULL_ACCESS],
      tid: tenant,
      ver: '1.0',
    };
    const access_token = signJwt({ kid, x5t: kid }, claims, privateKey);
    return {
      status: 200,
      body: { token_type: 'Bearer', expires_in: LIFETIME_SECONDS, ext_expires_in: LIFETIME_SECONDS, access_token },
    };
  }

  return {
    answer(method, path, body) {
      const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
      if (method === 'GET' && rest === 'v2.0/.well-known/openid-configuration') return discovery(origin(), tenant);
      if (method === 'GET' && rest === 'discovery/v2.0/keys')
        return { status: 200, body: { keys: [{ ...jwk, kid, x5t: kid, use: 'sig' }] } };
      if (method === 'POST' && rest === 'oauth2/v2.0/token') return token(tenant, path, new URLSearchParams(body));
      return undefined;
    },
    claimsOf(text) {
      const jwt = readJwt(text);
      if (!jwt || !isSignedBy(jwt, privateKey)) return undefined;
      const { aud, exp } = jwt.claims;
      const isForUs = resources().some((resource) => aud === resource || aud === `${resource}/`);
      return isForUs && typeof exp === 'number' && exp * 1000 > clock() ? jwt.claims : undefined;
    },
  };
}

const discovery = (origin: string, tenant: string): EntraAnswer => ({
  status: 200,
  body: {
    issuer: `${origin}/${tenant}/v2.0`,
    authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  },
});

function grantFor(
  apps: readonly App[],
  tenant: string,
  path: string,
  form: URLSearchParams,
  resources: readonly string[],
  now: number,
): { readonly app: App; readonly audience: string } | Refusal {
  const inTenant = apps.filter((app) => app.tenant.toLowerCase() === tenant.toLowerCase());
  if (inTenant.length === 0) return [400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`];
  if (form.get('grant_type') !== 'client_credentials')
    return [400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.'];
  const app = inTenant.find(({ clientId }) => clientId === form.get('client_id'));
  if (!app) return [400, 'unauthorized_client', 700016, 'Application was not found in the directory.'];
  const unproven = refuseCredential(app, path, form, now);
  if (unproven) return unproven;
  const audience = /^(.+)\/\.default$/.exec(form.get('scope') ?? '')?.[1];
  if (audience === undefined)
    return [400, 'invalid_scope', 1002012, 'The provided value for scope is not valid: it must end in /.default.'];
  if (!resources.includes(audience.replace(/\/$/, '')))
    return [400, 'invalid_resource', 500011, `The resource principal named ${audience} was not found.`];
  return { app, audience };
}

function refuseCredential(app: App, path: string, form: URLSearchParams, now: number): Refusal | undefined {
  if (form.get('client_assertion_type') === ASSERTION_TYPE) {
    if (isAssertionOf(app, form.get('client_assertion') ?? '', path, now)) return undefined;
    return [401, 'invalid_client', 700027, 'Client assertion failed signature validation.'];
  }
  const secret = form.get('client_secret');
  if (secret === null)
    return [401, 'invalid_client', 7000218, "The request body must contain 'client_assertion' or 'client_secret'."];
  if (app.secret !== undefined && secret === app.secret) return undefined;
  return [401, 'invalid_client', 7000215, 'Invalid client secret provided.'];
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
