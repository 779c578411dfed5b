// The permissions that an organisation granted, as the application's token says it (RFC 7519; Microsoft's access token
// claims `tid` and `roles`). The token came straight from the sign-in service over TLS, so that its signature needs no
// checking here: Graph checks it.
import { z } from 'zod';

/** The one permission that calendars need (Microsoft Graph permissions reference). */
export const CALENDARS_ROLE = 'Calendars.ReadWrite';

export interface Grant {
  readonly tenant: string;
  /** Application permissions. */
  readonly roles: readonly string[];
}

const claims = z.object({ tid: z.string(), roles: z.array(z.string()).default([]) });

/** Undefined for what is no token of an organisation. */
export function grantOf(token: string): Grant | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const parsed = claims.safeParse(payload);
    return parsed.success ? { tenant: parsed.data.tid, roles: parsed.data.roles } : undefined;
  } catch {
    return undefined;
  }
}
