// The cookie of the browser in which a consent was started. It comes back with the browser from Microsoft's pages. No script,
// no other site and no plain connection gets it.
import type { Cookie } from '@azure/functions';

/** With this prefix browsers insist on Secure and on this one host (RFC 6265bis section 4.1.3.2). */
const NAME = '__Host-consent';

/** SameSite is Lax, since the cookie has to come when Microsoft sends the browser back. Times in milliseconds. */
export const sessionCookie = (session: string, expiresAt: number, now: number): Cookie => ({
  name: NAME,
  value: session,
  httpOnly: true,
  secure: true,
  sameSite: 'Lax',
  path: '/',
  maxAge: Math.ceil((expiresAt - now) / 1000),
});

/** The session of a request with this Cookie header (RFC 6265 section 4.2.1). */
export const sessionOf = (cookies: string | null): string | undefined =>
  (cookies ?? '')
    .split(/; */)
    .find((pair) => pair.startsWith(`${NAME}=`))
    ?.slice(NAME.length + 1);
