// Access tokens of an application (OAuth 2.0 client credentials, RFC 6749 section 4.4) from Microsoft Entra, or from a
// service with the same protocol. Microsoft's library asks for them over our own connections, so that our rules for
// addresses and certificates hold. The library keeps a token until shortly before it ends.
import { createHash, X509Certificate } from 'node:crypto';
import type { Configuration, INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { createHttpsClient, type HttpsClient, type HttpsClientOptions } from './client.ts';
import { ANSWER_TOO_LARGE, type TransportFault } from './https.ts';
import { isParsable } from './jsonSize.ts';

export interface ApplicationSignIn {
  /** `https://login.microsoftonline.com` */
  readonly loginUrl: string;
  /** Whom the token is for: `https://outlook.office365.com` */
  readonly resourceUrl: string;
  /** Id or domain of the organisation. */
  readonly tenant: string;
  readonly clientId: string;
  readonly credential: ApplicationCredential;
}

export type ApplicationCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** Both PEM. */
  | { readonly kind: 'certificate'; readonly certificate: string; readonly privateKey: string }
  /** A token of the function's managed identity, which the application trusts as a federated credential. */
  | { readonly kind: 'federated'; readonly assertion: () => Promise<string> };

export type TokenResult =
  | { readonly ok: true; readonly token: string }
  | { readonly ok: false; readonly fault: TransportFault };

export interface Tokens {
  /** `renew`: asks for a new token, although the kept one has not ended. */
  get(renew: boolean): Promise<TokenResult>;
  close(): void;
}

/** `options`: of the connection that the tokens are for. Its pin is left out, since it belongs to another server. */
export function createTokens(signIn: ApplicationSignIn, options: HttpsClientOptions): Tokens {
  const { publicKeyPin: _, ...reach } = options;
  const https = createHttpsClient(reach);
  const network = createMsalNetwork(https);
  let client: Promise<MsalClient> | undefined;
  const acquire = async (renew: boolean): Promise<TokenResult> => {
    client ??= createMsalClient(signIn, network);
    try {
      const scopes = [`${signIn.resourceUrl.replace(/\/$/, '')}/.default`];
      const result = await (await client).acquireTokenByClientCredential({ scopes, skipCache: renew });
      return result ? { ok: true, token: result.accessToken } : unavailable('NO_TOKEN');
    } catch (error) {
      return { ok: false, fault: network.fault() ?? network.withPause(faultOfMsal(error)) };
    }
  };
  const pending = new Map<boolean, Promise<TokenResult>>();
  return {
    get(renew) {
      // Many requests may find that the token has ended: one of them asks for all.
      const asked = pending.get(renew) ?? acquire(renew).finally(() => pending.delete(renew));
      pending.set(renew, asked);
      return asked;
    },
    close: https.close,
  };
}

type MsalClient = Pick<
  InstanceType<typeof import('@azure/msal-node').ConfidentialClientApplication>,
  'acquireTokenByClientCredential' | 'acquireTokenByCode'
>;

/** Microsoft's library for this application. Loaded at first use: most connections never need it. */
export async function createMsalClient(
  signIn: Omit<ApplicationSignIn, 'resourceUrl'>,
  networkClient: INetworkModule,
): Promise<MsalClient> {
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  const login = new URL(signIn.loginUrl);
  const configuration: Configuration = {
    auth: {
      clientId: signIn.clientId,
      authority: `${login.origin}/${signIn.tenant}`,
      // Else the library asks Microsoft's public cloud whether it knows the host.
      knownAuthorities: [login.host],
      ...credentialOf(signIn.credential),
    },
    // A failed request is tried again by the next run, as every other.
    system: { networkClient, disableInternalRetries: true },
  };
  return new ConfidentialClientApplication(configuration);
}

function credentialOf(
  credential: ApplicationCredential,
): Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate' | 'clientAssertion'> {
  if (credential.kind === 'secret') return { clientSecret: credential.secret };
  if (credential.kind === 'federated') return { clientAssertion: credential.assertion };
  const { raw } = new X509Certificate(credential.certificate);
  const thumbprintSha256 = createHash('sha256').update(raw).digest('hex');
  return {
    clientCertificate: { thumbprintSha256, privateKey: credential.privateKey, x5c: credential.certificate },
  };
}

/** The library's error without secrets: Entra's error number, or else the library's own error code. */
export function faultOfMsal(error: unknown): TransportFault {
  const { errorCode, message } = error as { errorCode?: unknown; message?: unknown }; // whatever was thrown
  const number = /AADSTS\d{3,8}/.exec(String(message))?.[0];
  const code = number ?? (typeof errorCode === 'string' && /^\w{1,60}$/.test(errorCode) ? errorCode : 'TOKEN_ERROR');
  return { reason: TEMPORARY.test(`${code} ${String(errorCode)}`) ? 'tokenUnavailable' : 'tokenRefused', code };
}

/** Errors that pass (RFC 6749 section 4.1.2.1; Entra's reference of error codes), and addresses without a login. */
const TEMPORARY = /temporarily_unavailable|server_error|network_error|AADSTS(90033|90006|50196|90024|90055)\b/;

const unavailable = (code: string): TokenResult => ({ ok: false, fault: { reason: 'tokenUnavailable', code } });

export interface MsalNetwork extends INetworkModule {
  /** The reason why the last request got no answer; the library's own error does not say. */
  fault(): TransportFault | undefined;
  /** With the Retry-After of the last answer, which the library drops. */
  withPause(fault: TransportFault): TransportFault;
}

/** The network of Microsoft's library, over connections of ours. */
export function createMsalNetwork(https: HttpsClient): MsalNetwork {
  let fault: TransportFault | undefined;
  let retryAfter: string | undefined;
  async function send<T>(method: 'GET' | 'POST', address: string, options: NetworkRequestOptions = {}) {
    const { headers: sentHeaders = {}, body = '' } = options;
    const sent = await https.send({ url: new URL(address), method, headers: sentHeaders, body });
    fault = sent.ok ? undefined : toldOf(sent.fault);
    retryAfter = sent.ok ? sent.answer.headers['retry-after'] : undefined;
    if (!sent.ok) throw new Error(sent.fault.code);
    if (!isParsable(sent.answer.body)) {
      fault = { ...ANSWER_TOO_LARGE, reason: 'tokenUnavailable' };
      throw new Error(fault.code);
    }
    const headers = Object.entries(sent.answer.headers).map(([name, value]) => [name, String(value)]);
    const answer: NetworkResponse<T> = {
      status: sent.answer.status,
      headers: Object.fromEntries(headers),
      // The library checks what it reads of it.
      body: JSON.parse(sent.answer.body) as T,
    };
    return answer;
  }
  return {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
    fault: () => fault,
    withPause: (refused) =>
      refused.reason === 'tokenUnavailable' && retryAfter !== undefined ? { ...refused, retryAfter } : refused,
  };
}

/** A refused address or certificate needs a person. Every other fault passes. */
const toldOf = ({ reason, code }: TransportFault): TransportFault => ({
  reason: reason === 'address' || reason === 'certificate' ? 'tokenRefused' : 'tokenUnavailable',
  code,
});
