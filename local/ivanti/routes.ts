// Leads a request to its route: the right base, a known caller, then metadata or records.
import { type Answer, type Asked, htmlPage, invalidPath, Refusal, refusalAnswer } from './http/answer.ts';
import type { Account, SignIn } from './http/signIn.ts';
import { leakingFailure, troubleAnswer } from './http/trouble.ts';
import { metadataOf } from './objects/metadata.ts';
import type { Tenant } from './records/tenant.ts';
import { addressOf } from './resources/address.ts';
import { recordRoute } from './resources/records.ts';

interface RouteOptions {
  readonly tenant: Tenant;
  readonly signIn: SignIn;
  readonly account: Account;
  /** Runs the workflows that are due. */
  readonly settle: () => void;
}

/** Answers a request. `origin` is the server's own, for the contexts of answers. */
export function createRoutes({ tenant, signIn, account, settle }: RouteOptions) {
  const { behaviour, clock, objects } = tenant;

  function odata(asked: Asked, origin: string): Answer {
    signIn.check(asked);
    const [, , first = '', second = ''] = asked.path;
    const isMetadata = second.toLowerCase() === '$metadata';
    if (isMetadata && first.toLowerCase() !== 'businessobject') return metadata(asked, first);
    if (first.toLowerCase() !== 'businessobject' || second === '' || isMetadata) throw noService();
    const address = addressOf(objects, asked.path.slice(3));
    if (address === undefined) throw invalidPath();
    const root = `${origin}${asked.isHeat ? '/HEAT' : ''}/api/odata`;
    const { username: login, role } = account;
    return recordRoute(tenant, { asked, address, root, login, role });
  }

  function metadata(asked: Asked, set: string): Answer {
    if (asked.method !== 'GET' || !/^\w+s$/i.test(set)) throw noService();
    // Only XML exists; the request for JSON breaks the server.
    if (`${asked.headers.accept ?? ''}`.includes('json')) return leakingFailure();
    const text = metadataOf(objects, set.toLowerCase(), behaviour.hiddenFields);
    return { status: 200, type: 'application/xml', text };
  }

  function answer(asked: Asked, origin: string): Answer {
    const [api = '', area = '', ...rest] = asked.path.map((segment) => segment.toLowerCase());
    const isMissing = behaviour.bases === (asked.isHeat ? 'root' : 'heat');
    if (api !== 'api' || isMissing) return htmlPage(behaviour.wrongBase === 'html' ? 200 : 404);
    const isLogin = area === 'rest' && rest.join('/') === 'authentication/login' && asked.method === 'POST';
    if (isLogin) return signIn.login(asked);
    if (area !== 'odata') throw invalidPath();
    return odata(asked, origin);
  }

  return (asked: Asked, origin: string): Answer => {
    settle();
    const trouble = troubleAnswer(behaviour, clock());
    if (trouble) return trouble;
    try {
      return answer(asked, origin);
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error);
      throw error;
    } finally {
      settle();
    }
  };
}

const noService = (): Refusal => new Refusal(404, 'No service found for the requested path.');
