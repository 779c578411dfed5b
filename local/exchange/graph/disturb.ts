// The misbehaviours of the local Exchange, in Graph's terms.
import type { Misbehaviour } from '../behaviour/behaviour.ts';
import type { GraphAnswer } from './request/call.ts';
import { GraphError } from './request/errors.ts';

/** Throws the GraphError to answer instead. Returns where the request is carried out. */
export function refuseInstead(misbehaviour: Misbehaviour): GraphAnswer | undefined {
  switch (misbehaviour.kind) {
    case 'busy':
      throw throttled(Math.ceil(misbehaviour.backOffMilliseconds / 1000));
    case 'tooManyRequests':
      throw throttled(misbehaviour.retryAfterSeconds);
    case 'unavailable': {
      const headers = { 'Retry-After': String(misbehaviour.retryAfterSeconds) };
      throw new GraphError(503, { code: 'serviceNotAvailable', message: 'The service is unavailable.', headers });
    }
    case 'switchedOff':
      throw new GraphError(403, { code: 'ErrorAccessDenied', message: 'Access to OData is disabled.' });
    case 'unauthorised':
      throw new GraphError(401, { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' });
    case 'fault':
      throw new GraphError(500, { code: misbehaviour.code, message: misbehaviour.message });
    case 'response':
      throw new GraphError(400, { code: misbehaviour.code, message: misbehaviour.message });
    case 'refused':
      throw new GraphError(misbehaviour.status, { code: misbehaviour.code, message: misbehaviour.message });
    case 'page':
      return { status: 200, body: '<!DOCTYPE html><html><head><title>Sign in</title></head></html>' };
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

export const throttled = (seconds: number) =>
  new GraphError(429, {
    code: 'ApplicationThrottled',
    message: 'Application is over its MailboxConcurrency limit.',
    headers: { 'Retry-After': String(seconds) },
  });

export function spoiled(text: string, { kind }: Misbehaviour): string {
  const middle = Math.floor(text.length / 2);
  if (kind === 'truncated') return text.slice(0, middle);
  if (kind === 'garbled') return `${text.slice(0, middle)}\u0001<&${text.slice(middle)}`;
  return text;
}
