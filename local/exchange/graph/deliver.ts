// A notification on its way to a notification URL: one POST, over HTTP too, since here everything is on one machine.
import type { Deliver } from './subscriptions/subscriptions.ts';

/** learn.microsoft.com: a validation has to be answered within 10 seconds. */
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
