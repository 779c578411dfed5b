// An administrator at Microsoft's pages: the admin consent (learn.microsoft.com: "Admin consent on the Microsoft
// identity platform"), then a sign-in with OpenID Connect (authorization code flow) that says whose administrator it is.
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
/** What Microsoft's library asks for when it redeems a code; nothing of it is kept. */
const SIGN_IN_SCOPES = ['openid', 'profile', 'offline_access'];

/** Where an administrator grants what the application is registered with. */
export const grantUrl = (page: SignInPage, state: string): string =>
  urlOf(page, 'v2.0/adminconsent', { scope: `${page.cloud.resourceUrl}/.default`, state });

/** Where the same person signs in; who has just granted is not asked again. */
export const signInUrl = (page: SignInPage, state: string, nonce: string): string =>
  urlOf(page, 'oauth2/v2.0/authorize', {
    response_type: 'code',
    response_mode: 'query',
    scope: SIGN_IN_SCOPES.join(' '),
    state,
    nonce,
  });

function urlOf({ cloud, clientId, redirectUrl }: SignInPage, path: string, more: Readonly<Record<string, string>>) {
  const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUrl, ...more });
  return `${cloud.loginUrl}/${ANY_ORGANISATION}/${path}?${query}`;
}

export type Redeemed =
  | { readonly ok: true; readonly tenant: string }
  | { readonly ok: false; readonly fault: TransportFault };

const claims = z.object({ tid: z.string(), nonce: z.string() });

/**
 * The organisation of the person who signed in: `tid` of the id token that the code is worth. It comes straight from
 * the sign-in service over TLS (OpenID Connect Core section 3.1.3.7, number 6). One whose nonce is another is refused.
 */
export async function redeemCode(
  page: SignInPage,
  options: Pick<GraphConnectionOptions, 'credential' | 'allowedNetworks' | 'caCertificate' | 'timeoutMs'>,
  { code, nonce }: { readonly code: string; readonly nonce: string },
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
    const result = await client.acquireTokenByCode({ code, redirectUri: redirectUrl, scopes: [], nonce });
    const parsed = claims.safeParse(result.idTokenClaims);
    if (!parsed.success) return refused('ID_TOKEN');
    return { ok: true, tenant: parsed.data.tid };
  } catch (error) {
    return { ok: false, fault: network.fault() ?? network.withPause(faultOfMsal(error)) };
  } finally {
    https.close();
  }
}

const refused = (code: string): Redeemed => ({ ok: false, fault: { reason: 'tokenRefused', code } });
