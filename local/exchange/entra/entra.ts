// The part of Entra ID that an application needs for EWS and Graph: discovery document, keys, the token endpoint, and
// the pages on which people sign in and let an application in.
import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Clock } from '../../../shared/seams.ts';
import type { App } from './app.ts';
import { isSignedBy, readJwt, signJwt } from './jwt.ts';
import type { Organisations } from './organisations.ts';
import { createPages } from './pages.ts';
import type { EntraAnswer, EntraRequest } from './request.ts';
import { answerToken, EXCHANGE_ONLINE, GRAPH } from './tokens.ts';

export interface Entra {
  /** Answers a request of the authority; undefined for a path that is none of its. */
  answer(request: EntraRequest): EntraAnswer | undefined;
  /** The claims of a token that this authority made, that is valid now and for this API. */
  claimsOf(token: string, api: 'exchange' | 'graph'): Readonly<Record<string, unknown>> | undefined;
}

export interface EntraOptions {
  readonly apps: readonly App[];
  readonly organisations: Organisations;
  readonly clock: Clock;
  /** `https://localhost:PORT` */
  readonly origin: () => string;
}

const RSA_BITS = 2048;

export function createEntra({ apps, organisations, clock, origin }: EntraOptions): Entra {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: RSA_BITS });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url').slice(0, 27);
  const sign = (claims: object) => signJwt({ kid, x5t: kid }, claims, privateKey);
  const pages = createPages(organisations, clock);
  const audiences = { exchange: () => [...EXCHANGE_ONLINE, origin()], graph: () => GRAPH };

  return {
    answer(request) {
      const { method, body } = request;
      const path = request.url.split('?')[0] ?? '';
      const [, tenant = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(path) ?? [];
      if (method === 'GET' && rest === 'v2.0/.well-known/openid-configuration') return discovery(origin(), tenant);
      if (method === 'GET' && rest === 'discovery/v2.0/keys')
        return { status: 200, body: { keys: [{ ...jwk, kid, x5t: kid, use: 'sig' }] } };
      if (method === 'POST' && rest === 'oauth2/v2.0/token') {
        const form = new URLSearchParams(body);
        return answerToken({ tenant, path, form }, { apps, organisations, pages, clock, origin, sign });
      }
      return pages.answer(request);
    },
    claimsOf(text, api) {
      const jwt = readJwt(text);
      if (!jwt || !isSignedBy(jwt, privateKey)) return undefined;
      const { aud, exp } = jwt.claims;
      const isForApi = audiences[api]().some((resource) => aud === resource || aud === `${resource}/`);
      return isForApi && typeof exp === 'number' && exp * 1000 > clock() ? jwt.claims : undefined;
    },
  };
}

const discovery = (origin: string, tenant: string): EntraAnswer => ({
  status: 200,
  body: {
    // One document serves every organisation, with this word in the place of the tenant.
    issuer: `${origin}/${tenant === 'organizations' ? '{tenantid}' : tenant}/v2.0`,
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
