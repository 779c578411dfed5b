// Tokens by client credentials, under Severa's own names rather than those of OAuth.
import type { Clock } from '../../../shared/seams.ts';
import { type Answer, type Asked, objectIn, Refusal } from './answer.ts';
import type { SeveraBehaviour } from './behaviour.ts';

export interface Tokens {
  /** POST /token. */
  give(asked: Asked): Answer;
  /** POST /refreshtoken: the body is a bare JSON string. */
  refresh(asked: Asked): Answer;
  /** The scopes of the caller. Throws 401 for a token that is missing, unknown or over. */
  scopesOf(asked: Asked): ReadonlySet<string>;
}

interface TokenOptions {
  readonly clock: Clock;
  readonly behaviour: SeveraBehaviour;
  readonly clientId: string;
  readonly clientSecret: string;
}

export function createTokens({ clock, behaviour, clientId, clientSecret }: TokenOptions): Tokens {
  const access = new Map<string, { readonly scopes: readonly string[]; readonly until: number }>();
  const refreshes = new Map<string, readonly string[]>();
  let given = 0;

  function grant(scopes: readonly string[]): Answer {
    given += 1;
    const seconds = behaviour.tokenSeconds;
    const until = clock() + seconds * 1000;
    access.set(`access-${given}`, { scopes, until });
    refreshes.set(`refresh-${given}`, scopes);
    const json = {
      access_token: `access-${given}`,
      access_token_type: 'Bearer',
      access_token_expires_in: seconds,
      access_token_expires_utc: new Date(until).toISOString(),
      refresh_token: `refresh-${given}`,
      refresh_token_expires_in: seconds * 2,
      refresh_token_expires_utc: new Date(until + seconds * 1000).toISOString(),
      scope: scopes.join(' '),
    };
    return { status: 200, json };
  }

  return {
    give({ body }) {
      const entries = Object.entries(objectIn(body, 'body'));
      const fields = new Map(entries.map(([name, value]) => [name.toLowerCase(), value]));
      if (fields.get('client_id') !== clientId || fields.get('client_secret') !== clientSecret) {
        throw new Refusal(behaviour.wrongCredentials, 'AuthenticationRequired');
      }
      const wanted = `${fields.get('scope') ?? ''}`.split(/[\s,]+/).filter((scope) => scope !== '');
      const scopes = wanted.filter((scope) => behaviour.grantedScopes.includes(scope));
      const isRefused = scopes.length < wanted.length && behaviour.ungrantedScope === 'refuse';
      if (isRefused) throw new Refusal(400, 'InsufficientApiScope');
      return grant(scopes);
    },
    refresh({ body }) {
      const scopes = typeof body === 'string' ? refreshes.get(body) : undefined;
      if (scopes === undefined) throw new Refusal(401, 'AuthenticationRequired');
      return grant(scopes);
    },
    scopesOf({ headers }) {
      const found = access.get(`${headers.authorization ?? ''}`.replace(/^bearer /i, ''));
      if (!found || found.until <= clock()) throw new Refusal(401, 'AuthenticationRequired');
      const isMissing = headers.client_id !== clientId;
      if (isMissing && (behaviour.clientIdHeader === 'require' || headers.client_id !== undefined)) {
        throw new Refusal(401, 'AuthenticationRequired', { type: 'RequestHeader', name: 'Client_Id' });
      }
      return new Set(found.scopes);
    },
  };
}
