// The part of Entra ID that an application needs for EWS and Graph. It has the discovery document, the keys, the token
// endpoint, and the pages for sign-in and admin consent.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import type { Clock } from '../../../shared/seams.ts';
import type { App } from './app.ts';
import { verifyJwt } from './jwt.ts';
import type { Organisations } from './organisations.ts';
import { createPages } from './pages.ts';
import type { EntraAnswer, EntraRequest } from './request.ts';
import { answerToken, EXCHANGE_ONLINE, GRAPH } from './tokens.ts';

export interface Entra {
  /** Answers a request to the authority; undefined for a path that the authority does not have. */
  answer(request: EntraRequest): Promise<EntraAnswer | undefined>;
  /** The claims of a token that this authority signed for this API; undefined where it is not valid now. */
  claimsOf(token: string, api: 'exchange' | 'graph'): Promise<Readonly<Record<string, unknown>> | undefined>;
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
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid, x5t: kid }).sign(privateKey);
  const pages = createPages(organisations, clock);
  const audiences = { exchange: () => [...EXCHANGE_ONLINE, origin()], graph: () => GRAPH };

  return {
    async answer(request) {
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
    async claimsOf(token, api) {
      const jwt = await verifyJwt(token, publicKey, {
        algorithms: ['RS256'],
        audience: audiences[api]().flatMap((resource) => [resource, `${resource}/`]),
        requiredClaims: ['exp'],
        currentDate: new Date(clock()),
      });
      return jwt?.payload;
    },
  };
}

const discovery = (origin: string, tenant: string): EntraAnswer => ({
  status: 200,
  body: {
    // The document for all organisations has this placeholder instead of a tenant.
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
