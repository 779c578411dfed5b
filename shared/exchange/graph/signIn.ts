// An administrator at Microsoft's pages: the admin consent (learn.microsoft.com: "Admin consent on the Microsoft
// identity platform"), then a sign-in with OpenID Connect. The sign-in (authorization code flow, with PKCE) tells the
// person's organisation and directory roles.
import { z } from 'zod';
import { createHttpsClient } from '../../net/client.ts';
import type { TransportFault } from '../../net/https.ts';
import { createMsalClient, createMsalNetwork, faultOfMsal } from '../../net/tokens.ts';
import { type GraphConnectionOptions, reachOf } from './connection/connection.ts';
import type { Cloud } from './http/clouds.ts';

export interface SignInPage {
  readonly cloud: Cloud;
  readonly clientId: string;
  /** One of the addresses that the application is registered with. */
  readonly redirectUrl: string;
}

/** Any organisation, and no personal accounts: `common` would let those in. */
const ANY_ORGANISATION = 'organizations';
/** The scope that Microsoft's library asks for when it redeems a code; nothing of it is kept. */
const SIGN_IN_SCOPES = ['openid', 'profile', 'offline_access'];

/** Where an administrator grants what the application is registered with. */
export const grantUrl = (page: SignInPage, state: string): string =>
  urlOf(page, 'v2.0/adminconsent', { scope: `${page.cloud.resourceUrl}/.default`, state });

export interface SignInRequest {
  readonly state: string;
  readonly nonce: string;
  /** SHA-256 of the verifier, in base64url (RFC 7636 section 4.2). */
  readonly codeChallenge: string;
}

/** The URL at which the same person signs in. Microsoft does not ask a person again who has just granted. */
export const signInUrl = (page: SignInPage, { state, nonce, codeChallenge }: SignInRequest): string =>
  urlOf(page, 'oauth2/v2.0/authorize', {
    response_type: 'code',
    response_mode: 'query',
    scope: SIGN_IN_SCOPES.join(' '),
    state,
    nonce,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
  });

function urlOf({ cloud, clientId, redirectUrl }: SignInPage, path: string, more: Readonly<Record<string, string>>) {
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUrl, ...more });
  return `${cloud.loginUrl}/${ANY_ORGANISATION}/${path}?${query}`;
}

export type Redeemed =
  | {
      readonly ok: true;
      readonly tenant: string;
      /** Template ids of the person's directory roles. Absent where the registration does not ask for them. */
      readonly directoryRoles?: readonly string[];
    }
  | { readonly ok: false; readonly fault: TransportFault };

/**
 * `wids` holds the person's roles in the whole organisation, where the application is registered with group claims
 * "DirectoryRole" (learn.microsoft.com: "Access token claims reference", `wids`).
 */
const claims = z.object({ tid: z.string(), nonce: z.string(), wids: z.array(z.string()).optional() });

export interface SignInCode {
  readonly code: string;
  readonly nonce: string;
  /** The PKCE verifier of the request that the code answers. */
  readonly codeVerifier: string;
}

/**
 * Redeems the code of a sign-in for an id token. Returns the organisation and the directory roles of the person. The
 * token comes straight from the sign-in service over TLS, so its signature need not be checked (OpenID Connect Core
 * section 3.1.3.7, number 6). A token with another nonce is refused.
 */
export async function redeemCode(
  page: SignInPage,
  options: Pick<GraphConnectionOptions, 'credential' | 'allowedNetworks' | 'caCertificate' | 'timeoutMs'>,
  { code, nonce, codeVerifier }: SignInCode,
): Promise<Redeemed> {
  const https = createHttpsClient(reachOf(options));
  const network = createMsalNetwork(https);
  const { cloud, clientId, redirectUrl } = page;
  try {
    const { credential } = options;
    const client = await createMsalClient(
      { loginUrl: cloud.loginUrl, tenant: ANY_ORGANISATION, clientId, credential },
      network,
    );
    // The library compares the nonce of an id token that has one.
    const result = await client.acquireTokenByCode({ code, redirectUri: redirectUrl, scopes: [], nonce, codeVerifier });
    const parsed = claims.safeParse(result.idTokenClaims);
    if (!parsed.success) return refused('ID_TOKEN');
    const { tid, wids } = parsed.data;
    return { ok: true, tenant: tid, ...(wids === undefined ? {} : { directoryRoles: wids }) };
  } catch (error) {
    return { ok: false, fault: network.fault() ?? network.withPause(faultOfMsal(error)) };
  } finally {
    https.close();
  }
}

const refused = (code: string): Redeemed => ({ ok: false, fault: { reason: 'tokenRefused', code } });
