// Requests to Ivanti: the base address is looked for, the key or the session is sent, the company's budget is kept.
import type { Instant } from '../../calendar/event.ts';
import { createAddressRule } from '../../net/address.ts';
import { createHttpsClient } from '../../net/client.ts';
import type { HttpAnswer } from '../../net/https.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { ConnectionBasics } from '../connect/application.ts';
import { BROKEN_ANSWER, failureOfFault } from '../connect/failures.ts';
import type { Urgency } from '../connect/requestBudget.ts';
import { failureOf } from './answers.ts';
import { isMetadata } from './metadata.ts';
import { setOf } from './query.ts';
import type { IvantiSettings } from './settings.ts';

export interface IvantiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the base address: `/api/odata/…`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly accept?: string;
  readonly about: 'entry' | 'all';
  readonly urgency?: Urgency;
}

export interface IvantiClient {
  /** The answer with a status of success. Never rejects, but for StoreUnavailable of the budget. */
  ask(request: IvantiRequest): Promise<Outcome<HttpAnswer>>;
  /** The metadata of an object, read now. */
  metadata(object: string): Promise<Outcome<string>>;
  /** Looks for the base address anew: `/HEAT` or none. */
  reach(): Promise<Outcome<string>>;
}

export type IvantiConnection = Pick<IvantiSettings, 'url' | 'login' | 'object' | 'caCertificate'> & {
  readonly secret: string;
};

/** No public source names a limit. Four requests at once worked (measured by a public project). */
const CONNECTIONS_MAX = 4;
const ANSWER_BYTES_MAX = 10_000_000;
const XML = 'application/xml';

export function createIvantiClient(connection: IvantiConnection, basics: ConnectionBasics): IvantiClient {
  const { allowedNetworks, timeoutMs, now, meter, budget } = basics;
  const { url, login, secret, object, caCertificate } = connection;
  const https = createHttpsClient({
    rule: createAddressRule(allowedNetworks),
    connectionsMax: CONNECTIONS_MAX,
    timeoutMs,
    answerBytesMax: ANSWER_BYTES_MAX,
    ...(caCertificate === undefined ? {} : { caCertificate }),
  });
  let reached: Promise<Outcome<string>> | undefined;
  let session: Promise<Outcome<string>> | undefined;

  /** Sends one request to a base. The caller judges the status. */
  async function send(base: string, request: IvantiRequest, credential?: string): Promise<Outcome<HttpAnswer>> {
    const notBefore = await budget?.take(request.urgency ?? 'change');
    if (notBefore !== undefined) return failed({ kind: 'throttled', code: 'source-throttled', retryAt: notBefore });
    meter?.('source');
    const { method, body, accept = 'application/json' } = request;
    const sent = await https.send({
      url: addressOf(base, request),
      method,
      headers: {
        accept,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(credential === undefined ? {} : { authorization: credential }),
      },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    if (!sent.ok) return failed(failureOfFault(sent.fault, now()));
    const failure = failureOf(sent.answer, request.about, now());
    if (failure?.kind === 'throttled') await pause(failure.retryAt);
    return ok(sent.answer);
  }

  /** Everybody of the company waits. */
  const pause = async (until: Instant): Promise<void> => budget?.pause(until);

  /** The key, or the session of a login. The session is sent as it is, without "Bearer". */
  async function credentialFor(base: string): Promise<Outcome<string>> {
    if (!login) return ok(`rest_api_key=${secret}`);
    session ??= signIn(base);
    const outcome = await session;
    if (!outcome.ok) session = undefined;
    return outcome;
  }

  async function signIn(base: string): Promise<Outcome<string>> {
    const { tenant = '', userName = '', role = '' } = login ?? {};
    const body = { tenant, username: userName, password: secret, role };
    const path = '/api/rest/authentication/login';
    const sent = await send(base, { method: 'POST', path, body, about: 'all' });
    if (!sent.ok) return sent;
    // A wrong login is refused with 400.
    if (sent.value.status === 400) {
      return failed({ kind: 'denied', code: 'source-sign-in-refused', detail: 'HTTP 400' });
    }
    const failure = failureOf(sent.value, 'all', now());
    if (failure) return failed(failure);
    const text = sessionIn(sent.value.body);
    return text === undefined ? failed(BROKEN_ANSWER) : ok(text);
  }

  async function sendSignedIn(base: string, request: IvantiRequest): Promise<Outcome<HttpAnswer>> {
    const credential = await credentialFor(base);
    if (!credential.ok) return credential;
    const sent = await send(base, request, credential.value);
    if (!login || !sent.ok || sent.value.status !== 401) return sent;
    // The session has ended: a new one, once.
    session = undefined;
    const renewed = await credentialFor(base);
    return renewed.ok ? send(base, request, renewed.value) : renewed;
  }

  const metadataRequest = (of: string): IvantiRequest => ({
    method: 'GET',
    path: `/api/odata/${setOf(of)}/$metadata`,
    accept: XML,
    about: 'all',
  });

  /** The first base below which metadata is answered. 401 and 403 say that the base is right, and the key is not. */
  async function findBase(): Promise<Outcome<string>> {
    const plain = url.replace(/\/$/, '');
    const bases = /\/heat$/i.test(plain) ? [plain] : [plain, `${plain}/HEAT`];
    let last: Outcome<string> = failed(BROKEN_ANSWER);
    for (const base of bases) {
      const sent = await sendSignedIn(base, metadataRequest(object));
      if (!sent.ok) {
        if (sent.failure.kind !== 'transient' || sent.failure.code !== 'source-answer-broken') return sent;
        last = sent;
        continue;
      }
      const { status, body } = sent.value;
      if (status === 200 && isMetadata(body)) return ok(base);
      const failure = failureOf(sent.value, 'all', now()) ?? BROKEN_ANSWER;
      if (failure.kind !== 'transient' || failure.code !== 'source-answer-broken') return failed(failure);
      last = failed(failure);
    }
    return last;
  }

  /** The base that was found. One that was not found is looked for again. */
  async function base(): Promise<Outcome<string>> {
    reached ??= findBase();
    const outcome = await reached;
    if (!outcome.ok) reached = undefined;
    return outcome;
  }

  async function ask(request: IvantiRequest): Promise<Outcome<HttpAnswer>> {
    const at = await base();
    if (!at.ok) return at;
    const sent = await sendSignedIn(at.value, request);
    if (!sent.ok) return sent;
    const failure = failureOf(sent.value, request.about, now());
    return failure ? failed(failure) : sent;
  }

  return {
    ask,
    async metadata(of) {
      const answer = await ask(metadataRequest(of));
      if (!answer.ok) return answer;
      return isMetadata(answer.value.body) ? ok(answer.value.body) : failed(BROKEN_ANSWER);
    },
    reach() {
      reached = undefined;
      return base();
    },
  };
}

function addressOf(base: string, { path, query = {} }: IvantiRequest): URL {
  const url = new URL(base + path);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url;
}

/** The answer of a login: a session as a JSON string. A sign-in page is none. */
function sessionIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'string' && /^[\x21-\x7e]{8,4000}$/.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
