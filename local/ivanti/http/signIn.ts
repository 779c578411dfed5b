// Three ways to be known: an API key, a session by login, and the session's cookie.
import { createHash } from 'node:crypto';
import type { Clock } from '../../../shared/seams.ts';
import { type Answer, type Asked, Refusal } from './answer.ts';
import type { IvantiBehaviour } from './behaviour.ts';

/** The credentials of the one account. Key and password act as the same person in the same role. */
export interface Account {
  readonly tenant: string;
  readonly apiKey: string;
  readonly username: string;
  readonly password: string;
  readonly role: string;
}

export interface SignIn {
  /** POST /api/rest/authentication/login. The answer is a JSON string. Throws 400 for a wrong login. */
  login(asked: Asked): Answer;
  /** Throws 401 for a key or session that is missing, wrong or over. */
  check(asked: Asked): void;
}

interface SignInOptions {
  readonly clock: Clock;
  readonly behaviour: IvantiBehaviour;
  readonly account: Account;
}

const WRONG_LOGIN = 'Unable to log in: check tenant, user name, password, or the OpenID Connect settings.';
const TEXTS = {
  '2021': 'Invalid Session key or Authentication token or Host',
  '2018': 'Invalid session key or session timed out',
} as const;

export function createSignIn({ clock, behaviour, account }: SignInOptions): SignIn {
  const sessions = new Map<string, number>();

  function isKnown(credential: string): boolean {
    if (credential === `rest_api_key=${account.apiKey}`) return true;
    const until = sessions.get(credential);
    return until !== undefined && until > clock();
  }

  return {
    login({ text }) {
      const names = ['tenant', 'username', 'password', 'role'] as const;
      const fields = jsonObject(text);
      if (names.some((name) => fields[name] !== account[name])) throw new Refusal(400, WRONG_LOGIN, 'Bad Request');
      const count = sessions.size + 1;
      const secret = createHash('sha256').update(`session ${count}`).digest('hex').slice(0, 32).toUpperCase();
      const session = `${account.tenant}#${secret}#${count}`;
      sessions.set(session, clock() + behaviour.sessionSeconds * 1000);
      return { status: 200, json: session };
    },
    check({ headers }) {
      const credential = `${headers.authorization ?? ''}` || cookieIn(`${headers.cookie ?? ''}`);
      if (!isKnown(credential)) throw new Refusal(401, TEXTS[behaviour.signInText]);
    },
  };
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    throw new Refusal(400, WRONG_LOGIN, 'Bad Request');
  }
}

/** The session of the cookie `SID`, or an empty text. */
function cookieIn(header: string): string {
  const parts = header.split(';').map((part) => part.trim());
  const found = parts.find((part) => part.startsWith('SID='));
  return decodeURIComponent(found?.slice('SID='.length) ?? '');
}
