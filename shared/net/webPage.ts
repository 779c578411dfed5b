// A web page where an answer of a service was expected: a proxy or a gateway sends its sign-in page with status 200.
import type { HttpAnswer } from './https.ts';

/** True when a successful answer is HTML, by its content type or by its first tag. */
export function isWebPage({ status, headers, body }: HttpAnswer): boolean {
  if (status < 200 || status >= 300 || body === '') return false;
  return /^(text\/html|application\/xhtml\+xml)\b/i.test(headers['content-type'] ?? '') || BEGINS_A_PAGE.test(body);
}

/** The spaces have a limit, so that a body of spaces is not read to its end. */
const BEGINS_A_PAGE = /^\uFEFF?\s{0,1000}<(!doctype\s+html|html)\b/i;
