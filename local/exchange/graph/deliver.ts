// Delivers a notification to its URL by one POST. HTTP is allowed, since everything here runs on one machine.
import type { Deliver } from './subscriptions/subscriptions.ts';

/** learn.microsoft.com: a validation must be answered within 10 seconds. */
const ANSWER_MS = 10_000;

export const deliverByHttp: Deliver = async (url, body) => {
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return { status: answer.status, text: await answer.text() };
};
