// Requests to Planner: a token, JSON both ways, and failures in the codes of sources.
import { z } from 'zod';
import { createAddressRule } from '../../../../shared/net/address.ts';
import { createHttpsClient } from '../../../../shared/net/client.ts';
import type { HttpAnswer } from '../../../../shared/net/https.ts';
import type { ConnectionBasics } from '../../../../shared/sources/connect/application.ts';
import {
  BROKEN_ANSWER,
  failureOfAnswer,
  failureOfEntry,
  failureOfFault,
} from '../../../../shared/sources/connect/failures.ts';
import { failed, type Outcome, ok } from '../../../../shared/sync/ports/outcome.ts';

export interface PlannerConnection {
  readonly url: string;
  readonly account: string;
  readonly key: string;
  readonly caCertificate?: string | undefined;
}

export interface PlannerRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the address of the application. */
  readonly path: string;
  readonly body?: object;
  /** The version that the request changes. */
  readonly version?: string;
  /** `entry`: the answer is about one booking, so that 404 means that it is gone. */
  readonly about: 'entry' | 'all';
}

export interface PlannerClient {
  /** The answer, parsed; it is empty after a DELETE. Never rejects. */
  ask<T>(request: PlannerRequest, schema: z.ZodType<T>): Promise<Outcome<T>>;
}

const CONNECTIONS_MAX = 4;
const ANSWER_BYTES_MAX = 10_000_000;
const token = z.object({ token: z.string() });

export function createPlannerClient(
  { url, account, key, caCertificate }: PlannerConnection,
  basics: ConnectionBasics,
): PlannerClient {
  const { allowedNetworks, timeoutMs, now, meter } = basics;
  const https = createHttpsClient({
    rule: createAddressRule(allowedNetworks),
    connectionsMax: CONNECTIONS_MAX,
    timeoutMs,
    answerBytesMax: ANSWER_BYTES_MAX,
    ...(caCertificate === undefined ? {} : { caCertificate }),
  });
  let signedIn: Promise<Outcome<string>> | undefined;

  async function send(request: PlannerRequest, bearer: string | undefined): Promise<Outcome<HttpAnswer>> {
    meter?.('source');
    const { method, path, body, version } = request;
    const sent = await https.send({
      url: new URL(path, url),
      method,
      headers: {
        'content-type': 'application/json',
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(version === undefined ? {} : { 'if-match': version }),
      },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    return sent.ok ? ok(sent.answer) : failed(failureOfFault(sent.fault, now()));
  }

  async function signIn(): Promise<Outcome<string>> {
    const sent = await send({ method: 'POST', path: '/token', body: { account, key }, about: 'all' }, undefined);
    if (!sent.ok) return sent;
    const failure = failureOfAnswer(sent.value, now());
    if (failure) return failed(failure);
    const parsed = parse(sent.value, token);
    return parsed.ok ? ok(parsed.value.token) : parsed;
  }

  /** Requests share one token; one that failed is asked for again. */
  async function tokenOf(): Promise<Outcome<string>> {
    signedIn ??= signIn();
    const outcome = await signedIn;
    if (!outcome.ok) signedIn = undefined;
    return outcome;
  }

  async function sendSignedIn(request: PlannerRequest): Promise<Outcome<HttpAnswer>> {
    const bearer = await tokenOf();
    return bearer.ok ? send(request, bearer.value) : bearer;
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
      const failure =
        request.about === 'entry' ? failureOfEntry(sent.value, now()) : failureOfAnswer(sent.value, now());
      return failure ? failed(failure) : parse(sent.value, schema);
    },
  };
}

function parse<T>({ body }: HttpAnswer, schema: z.ZodType<T>): Outcome<T> {
  try {
    const parsed = schema.safeParse(body === '' ? undefined : JSON.parse(body));
    return parsed.success ? ok(parsed.data) : failed(BROKEN_ANSWER);
  } catch {
    return failed(BROKEN_ANSWER);
  }
}
