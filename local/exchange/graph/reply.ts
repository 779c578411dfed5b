// Turns an answer or a refusal into HTTP.
import { randomUUID } from 'node:crypto';
import { ResponseError } from '../soap/errors.ts';
import type { GraphAnswer } from './request/call.ts';
import { GraphError, graphErrorOf } from './request/errors.ts';

/** `hang`: no answer at all; `broken`: the connection ends without one. */
export type HttpReply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'hang' | 'broken' };

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

export function reply({ status, headers, body }: GraphAnswer): HttpReply {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = text.startsWith('<') ? 'text/html' : JSON_TYPE;
  return {
    kind: 'answer',
    status,
    headers: { ...(body !== undefined && { 'Content-Type': type }), 'request-id': randomUUID(), ...headers },
    body: text,
  };
}

/** The answer for a refusal. Rethrows every other error. */
export function refusal(error: unknown, now: number): GraphAnswer {
  if (error instanceof ResponseError) return refusal(graphErrorOf(error), now);
  if (!(error instanceof GraphError)) throw error;
  const { status, code, message, headers, annotations } = error;
  const id = randomUUID();
  const innerError = { date: new Date(now).toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
  return { status, headers, body: { error: { code, message, ...annotations, innerError } } };
}
