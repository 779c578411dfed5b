// Requests to Severa: a token by client credentials, the company's budget of requests, JSON both ways, and failures in
// the codes of sources.
import { z } from 'zod';
import type { Instant } from '../../calendar/event.ts';
import { createAddressRule } from '../../net/address.ts';
import { createHttpsClient } from '../../net/client.ts';
import type { HttpAnswer } from '../../net/https.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import type { ConnectionBasics } from '../connect/application.ts';
import { BROKEN_ANSWER, failureOfFault } from '../connect/failures.ts';
import type { Urgency } from '../connect/requestBudget.ts';
import { failureOf } from './failures.ts';
import { token as tokenAnswer } from './wire.ts';

export interface SeveraConnection {
  /** `https://api.severa.visma.com/rest-api` */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly caCertificate?: string | undefined;
}

export const SCOPES = [
  'activities:read',
  'activities:write',
  'activities:delete',
  'users:read',
  'settings:read',
  'organization:read',
] as const;

export interface SeveraRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the base address: `/v1/activities`. */
  readonly path: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: unknown;
  readonly about: 'entry' | 'all';
  readonly urgency?: Urgency;
}

export interface Answered<T> {
  readonly value: T;
  /** The header of a page that is not the last. */
  readonly nextPageToken?: string;
}

export interface SeveraClient {
  /** Never rejects, but for StoreUnavailable of the budget. */
  ask<T>(request: SeveraRequest, schema: z.ZodType<T>): Promise<Outcome<Answered<T>>>;
  /** The scopes that the token grants; undefined where Severa does not say. */
  scopes(): Promise<Outcome<readonly string[] | undefined>>;
}

const CONNECTIONS_MAX = 4;
const ANSWER_BYTES_MAX = 10_000_000;
/** A token is renewed so long before it ends. */
const MARGIN_MS = 60_000;
const LIFETIME_MS = 600_000;

interface Token {
  readonly text: string;
  readonly until: Instant;
  readonly scope: string | undefined;
}

export function createSeveraClient(connection: SeveraConnection, basics: ConnectionBasics): SeveraClient {
  const { allowedNetworks, timeoutMs, now, meter, budget } = basics;
  const { url, clientId, clientSecret, caCertificate } = connection;
  const https = createHttpsClient({
    rule: createAddressRule(allowedNetworks),
    connectionsMax: CONNECTIONS_MAX,
    timeoutMs,
    answerBytesMax: ANSWER_BYTES_MAX,
    ...(caCertificate === undefined ? {} : { caCertificate }),
  });
  let signedIn: Promise<Outcome<Token>> | undefined;

  async function send(request: SeveraRequest, bearer: string | undefined): Promise<Outcome<HttpAnswer>> {
    const notBefore = await budget?.take(request.urgency ?? 'change');
    if (notBefore !== undefined) {
      return failed({ kind: 'throttled', code: 'source-throttled', retryAt: notBefore });
    }
    meter?.('source');
    const sent = await https.send({
      url: addressOf(url, request),
      method: request.method,
      headers: {
        'content-type': 'application/json',
        // An API key beside the token (OpenAPI description, scheme Client_Id).
        Client_Id: clientId,
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      body: request.body === undefined ? '' : JSON.stringify(request.body),
    });
    if (!sent.ok) return failed(failureOfFault(sent.fault, now()));
    const failure = failureOf(sent.answer, request.about, now());
    // Ten requests a second are the limit of the whole organisation: everybody waits.
    if (failure?.kind === 'throttled') await budget?.pause(failure.retryAt);
    return ok(sent.answer);
  }

  async function signIn(): Promise<Outcome<Token>> {
    const body = { client_id: clientId, client_secret: clientSecret, scope: SCOPES.join(' ') };
    const sent = await send({ method: 'POST', path: '/v1/token', body, about: 'all' }, undefined);
    if (!sent.ok) return sent;
    // Severa answers wrong credentials with 400 or 401: no public source says which.
    if (sent.value.status === 400) {
      return failed({ kind: 'denied', code: 'source-sign-in-refused', detail: 'HTTP 400' });
    }
    const failure = failureOf(sent.value, 'all', now());
    if (failure) return failed(failure);
    const parsed = parse(sent.value, tokenAnswer);
    if (!parsed.ok) return parsed;
    const { access_token: text, access_token_expires_in: seconds, scope } = parsed.value;
    return ok({
      text,
      until: now() + (seconds ? seconds * 1000 : LIFETIME_MS) - MARGIN_MS,
      scope: scope ?? undefined,
    });
  }

  /** Requests share one token; one that failed or ends soon is asked for again. */
  async function tokenOf(): Promise<Outcome<Token>> {
    const before = await signedIn;
    if (!before?.ok || before.value.until <= now()) signedIn = signIn();
    const outcome = (await signedIn) ?? failed(BROKEN_ANSWER);
    if (!outcome.ok) signedIn = undefined;
    return outcome;
  }

  async function sendSignedIn(request: SeveraRequest): Promise<Outcome<HttpAnswer>> {
    const token = await tokenOf();
    return token.ok ? send(request, token.value.text) : token;
  }

  return {
    async ask(request, schema) {
      let sent = await sendSignedIn(request);
      if (sent.ok && sent.value.status === 401) {
        // The token has ended: a new one, once.
        signedIn = undefined;
        sent = await sendSignedIn(request);
      }
      if (!sent.ok) return sent;
      const failure = failureOf(sent.value, request.about, now());
      if (failure) return failed(failure);
      const parsed = parse(sent.value, schema);
      if (!parsed.ok) return parsed;
      const next = sent.value.headers.nextpagetoken;
      return ok({ value: parsed.value, ...(typeof next === 'string' && next !== '' ? { nextPageToken: next } : {}) });
    },

    async scopes() {
      const token = await tokenOf();
      return token.ok ? ok(token.value.scope?.split(/[\s,]+/)) : token;
    },
  };
}

function addressOf(base: string, { path, query = [] }: SeveraRequest): URL {
  const url = new URL(base.replace(/\/$/, '') + path);
  for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

/** A web page with 200, an empty body and broken JSON are no answer: nothing is concluded from them. */
function parse<T>({ body }: HttpAnswer, schema: z.ZodType<T>): Outcome<T> {
  try {
    const parsed = schema.safeParse(body === '' ? undefined : JSON.parse(body));
    return parsed.success ? ok(parsed.data) : failed(BROKEN_ANSWER);
  } catch {
    return failed(BROKEN_ANSWER);
  }
}

/** The answer of a DELETE, and of the heartbeat. */
export const nothing = z.undefined();
