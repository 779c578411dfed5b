// The answers of the API: JSON, and problem details (RFC 9457) from the catalogue. Never a stack, never content.
import type { Cookie, HttpResponseInit } from '@azure/functions';
import type { Instant } from '../../shared/calendar/event.ts';
import type { PagePart } from '../../shared/links/page.ts';
import type { Refusal } from '../../shared/links/refusal.ts';
import { problemOf } from '../../shared/problems.ts';
import { instantText } from './instantText.ts';

export { type FieldError, invalid, type Refusal, refused } from '../../shared/links/refusal.ts';

/** The answer of a handler. The route turns it into HTTP. */
export type Reply =
  | { readonly status: number; readonly body?: object; readonly etag?: string; readonly cookie?: Cookie }
  /** Plain text for a person. */
  | { readonly status: number; readonly text: string }
  | Refusal;

export const ok = (body: object): Reply => ({ status: 200, body });

/** One page of a list: `next` is the cursor of the page after it. */
export const pageReply = ({ shown, ...next }: PagePart<object>): Reply => ok({ items: shown, ...next });

/** The answer of a use case as JSON under this status, or its problem. */
export const replyOf = (status: number, answer: object | Refusal): Reply =>
  'problem' in answer ? answer : { status, body: answer };

/** A reply as HTTP. The host logs the invocation under `correlationId`. */
export function toHttp(reply: Reply, correlationId: string): HttpResponseInit {
  if ('problem' in reply) return problemDetails(reply, correlationId);
  const always = { 'cache-control': 'no-store', 'x-correlation-id': correlationId };
  if ('text' in reply) {
    const headers = { ...always, 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
    return { status: reply.status, headers, body: reply.text };
  }
  return {
    status: reply.status,
    headers: {
      ...always,
      ...(reply.body ? { 'content-type': 'application/json; charset=utf-8' } : {}),
      ...(reply.etag === undefined ? {} : { etag: reply.etag }),
    },
    ...(reply.cookie ? { cookies: [reply.cookie] } : {}),
    ...(reply.body ? { body: JSON.stringify(reply.body) } : {}),
  };
}

function problemDetails(reply: Refusal, correlationId: string): HttpResponseInit {
  const { code, sentence, action, who, status } = problemOf(reply.problem);
  return {
    status,
    headers: {
      'cache-control': 'no-store',
      'x-correlation-id': correlationId,
      'content-type': 'application/problem+json; charset=utf-8',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    body: JSON.stringify({
      type: `urn:exchange-calendar-sync:problem:${code}`,
      title: titleOf(code),
      status,
      detail: reply.detail === undefined ? sentence : `${sentence} (${reply.detail})`,
      code,
      action,
      who,
      ...(reply.errors ? { errors: reply.errors } : {}),
      ...(reply.url === undefined ? {} : { url: reply.url }),
      correlationId,
    }),
  };
}

/** RFC 9457 section 3.1.4: the same for every occurrence of a problem type. */
const titleOf = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');

/** A stored problem in the words of the catalogue. */
export function problemView(problem: { readonly code: string; readonly detail?: string; readonly field?: string }) {
  const { code, sentence, action, who } = problemOf(problem.code);
  const { detail, field } = problem;
  return { code, sentence, action, who, ...(detail === undefined ? {} : { detail }), ...(field ? { field } : {}) };
}

/** The same with the time at which the problem began. */
export const problemSinceView = (problem: Parameters<typeof problemView>[0] & { readonly at: Instant }): object => ({
  ...problemView(problem),
  since: instantText(problem.at),
});
