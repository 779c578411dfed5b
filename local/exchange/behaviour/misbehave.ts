// Misbehaviour in HTTP: an answer instead of the right one, or the right one spoiled.

import { contentOfError, envelope, errorMessage, faultEnvelope, responseBody } from '../soap/answer.ts';
import { ResponseError, SoapFault } from '../soap/errors.ts';
import type { ExchangeServer } from '../soap/versions.ts';
import type { Misbehaviour } from './behaviour.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

const BUSY = 'The server cannot service this request right now. Try again later.';
const SIGN_IN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/owa/auth.owa" method="post">Sign in</form></body></html>';

/** An answer with one error message for the whole request, with HTTP 200. */
export function errorAnswer(
  server: ExchangeServer,
  operation: string,
  { error, values = {} }: { readonly error: ResponseError; readonly values?: Readonly<Record<string, string>> },
): Answer {
  const message = errorMessage(operation, error, { content: contentOfError(operation), values });
  return { status: 200, body: envelope(responseBody(operation, [message]), server) };
}

const fault = (code: string, message: string, values: Readonly<Record<string, string>> = {}): Answer => ({
  status: 500,
  body: faultEnvelope(new SoapFault(code, message, values)),
});

/** The answer given without looking at the request; undefined where the request is carried out. */
export function answerInstead(
  misbehaviour: Misbehaviour,
  operation: string,
  { server, challenge }: { readonly server: ExchangeServer; readonly challenge: Answer },
): Answer | undefined {
  switch (misbehaviour.kind) {
    case 'busy': {
      const backOff = { BackOffMilliseconds: String(misbehaviour.backOffMilliseconds) };
      return misbehaviour.as === 'fault'
        ? fault('ErrorServerBusy', BUSY, backOff)
        : errorAnswer(server, operation, { error: new ResponseError('ErrorServerBusy', BUSY), values: backOff });
    }
    case 'fault':
      return fault(misbehaviour.code, misbehaviour.message);
    case 'response':
      return errorAnswer(server, operation, { error: new ResponseError(misbehaviour.code, misbehaviour.message) });
    case 'unavailable':
      return { status: 503, body: '', headers: { 'Retry-After': String(misbehaviour.retryAfterSeconds) } };
    case 'tooManyRequests':
      return { status: 429, body: '', headers: { 'Retry-After': String(misbehaviour.retryAfterSeconds) } };
    case 'refused':
      return { status: misbehaviour.status, body: '' };
    case 'switchedOff':
      return { status: 403, body: '' };
    case 'page':
      return { status: 200, body: SIGN_IN_PAGE, headers: { 'Content-Type': 'text/html; charset=utf-8' } };
    case 'unauthorised':
      return challenge;
    case 'truncated':
    case 'garbled':
    case 'hang':
    case 'dropped':
    case 'lost':
      return undefined;
    default:
      return misbehaviour satisfies never;
  }
}

export function spoiled(answer: Answer, { kind }: Misbehaviour): Answer {
  const middle = Math.floor(answer.body.length / 2);
  if (kind === 'truncated') return { ...answer, body: answer.body.slice(0, middle) };
  if (kind === 'garbled')
    return { ...answer, body: `${answer.body.slice(0, middle)}\u0001<&${answer.body.slice(middle)}` };
  return answer;
}
