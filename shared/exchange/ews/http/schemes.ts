// The authentication schemes in a 401 (RFC 9110 section 11.6.1). Node joins repeated headers with commas.
import type { HttpAnswer } from '../../../net/https.ts';

/** `Basic, Negotiate, NTLM`: the names of the known ones, in their order. */
export function offeredSchemes({ headers }: Pick<HttpAnswer, 'headers'>): string[] {
  const names = (headers['www-authenticate'] ?? '').split(',').map((challenge) => challenge.trim().split(/[ =]/)[0]);
  return names.flatMap((name = '') => (/^(Basic|Bearer|Digest|Kerberos|Negotiate|NTLM)$/i.test(name) ? [name] : []));
}

export const offers = (answer: Pick<HttpAnswer, 'headers'>, scheme: 'Basic' | 'NTLM' | 'Bearer'): boolean =>
  offeredSchemes(answer).some((offered) => offered.toLowerCase() === scheme.toLowerCase());

/** The message of an NTLM challenge. */
export function ntlmChallenge({ headers }: Pick<HttpAnswer, 'headers'>): Buffer | undefined {
  const [, encoded] = /(?:^|,)\s*NTLM\s+([A-Za-z0-9+/]+=*)/i.exec(headers['www-authenticate'] ?? '') ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
}
