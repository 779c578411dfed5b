// The caller of Graph: an application, with the organisation and the permissions that its token names.
import type { GraphCaller } from '../graph/request/call.ts';
import { GraphError } from '../graph/request/errors.ts';
import type { App } from './app.ts';
import type { Entra } from './entra.ts';
import type { Organisations } from './organisations.ts';

export interface GraphCallers {
  /** Reads the Authorization header. Rejects with GraphError unless it holds a token for Graph that is valid now. */
  of(authorization: string | undefined): Promise<GraphCaller>;
}

export interface GraphCallerOptions {
  readonly entra: Entra | undefined;
  readonly organisations: Organisations;
  readonly apps: readonly App[];
}

export function createGraphCallers({ entra, organisations, apps }: GraphCallerOptions): GraphCallers {
  return {
    async of(authorization) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      const claims = token === undefined ? undefined : await entra?.claimsOf(token, 'graph');
      if (!claims) throw invalidToken(token);
      const { appid: appId = '', tid: tenant = '', roles } = claims;
      const app = apps.find((each) => each.clientId === appId && each.tenant === tenant);
      const scope = app?.impersonates ?? 'all';
      const granted = Array.isArray(roles) ? roles.map(String) : [];
      return {
        appId: String(appId),
        tenant: String(tenant),
        // A role over a scope is given in Exchange: a token without permissions says nothing of it.
        roles: scope !== 'all' && granted.length === 0 ? ['Calendars.ReadWrite'] : granted,
        hasUser: ({ address }) => organisations.hasMailbox(String(tenant), address),
        mayOpen: ({ address }) => scope === 'all' || scope.some((each) => each.toLowerCase() === address.toLowerCase()),
      };
    },
  };
}

const invalidToken = (token: string | undefined) =>
  new GraphError(401, {
    code: 'InvalidAuthenticationToken',
    message:
      token === undefined ? 'Access token is empty.' : 'Lifetime validation failed, or the signature is invalid.',
    headers: { 'WWW-Authenticate': 'Bearer realm="", authorization_uri="https://localhost/common/oauth2/authorize"' },
  });
