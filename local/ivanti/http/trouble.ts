// Answers that have nothing to do with the request: limits, failures, and pages of a firewall.
import type { Instant } from '../../../shared/calendar/event.ts';
import { type Answer, htmlPage } from './answer.ts';
import type { IvantiBehaviour } from './behaviour.ts';

const RETRY_SECONDS = 2;

/** A failure whose body holds what no log may hold. It is HTML-encoded JSON after a sentence. */
export const leakingFailure = (): Answer => ({
  status: 500,
  type: 'text/html; charset=utf-8',
  text: 'Unhandled system exception: {&quot;code&quot;:&quot;ISM_5000&quot;,&quot;SessionId&quot;:&quot;LEAKED-SESSION-ID&quot;,&quot;LoginId&quot;:&quot;LEAKED-LOGIN&quot;}',
});

/** The answer of the trouble that is on; undefined where there is none. */
export function troubleAnswer({ trouble, retryAfter }: IvantiBehaviour, now: Instant): Answer | undefined {
  switch (trouble) {
    case 'none':
      return undefined;
    case 'html':
      return htmlPage(200);
    case '500':
      return leakingFailure();
    case '429':
    case '503':
      return { status: Number(trouble), headers: retryHeader(retryAfter, now) };
  }
}

function retryHeader(form: IvantiBehaviour['retryAfter'], now: Instant): Readonly<Record<string, string>> {
  if (form === 'absent') return {};
  const date = new Date(now + RETRY_SECONDS * 1000).toUTCString();
  return { 'retry-after': form === 'seconds' ? `${RETRY_SECONDS}` : date };
}
