// OAuth on EWS: the token of an app with full_access_as_app, or with a role in Exchange over some mailboxes (RBAC for
// Applications), which the token does not mention. The app acts for mailboxes by impersonation alone.
import type { Principal } from '../accounts/accounts.ts';
import type { App } from '../entra/app.ts';
import type { Entra } from '../entra/entra.ts';
import { FULL_ACCESS } from '../entra/tokens.ts';

/** Exchange's x-ms-diagnostics for a valid token without the needed permission. */
export interface Insufficient {
  readonly status: 401 | 403;
  readonly diagnostics: string;
}

/** The app of a token; undefined for a token that is not valid here and now. */
export async function principalOf(
  token: string,
  entra: Entra,
  apps: readonly App[],
): Promise<Principal | Insufficient | undefined> {
  const claims = await entra.claimsOf(token, 'exchange');
  const app = apps.find(({ clientId, tenant }) => clientId === claims?.appid && tenant === claims.tid);
  if (!claims || !app) return undefined;
  const roles = Array.isArray(claims.roles) ? claims.roles : [];
  const hasRoleInExchange = roles.length === 0 && app.impersonates !== 'all';
  if (roles.length === 0 && !hasRoleInExchange)
    return insufficient(401, 'The token contains no permissions, or permissions can not be understood.');
  if (!roles.includes(FULL_ACCESS) && !hasRoleInExchange)
    return insufficient(403, 'The token contains not enough scope to make this call.');
  return { name: app.clientId, impersonates: app.impersonates, mustImpersonate: true };
}

const insufficient = (status: 401 | 403, reason: string): Insufficient => ({
  status,
  diagnostics: `2000008;reason="${reason}";error_category="invalid_grant"`,
});
