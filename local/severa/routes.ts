// Finds the route that answers a request, and the scope that the route needs.
import { type Answer, type Asked, notFound, Refusal, refusalAnswer } from './http/answer.ts';
import { createPages } from './http/paging.ts';
import { createQuota } from './http/quota.ts';
import type { Tokens } from './http/token.ts';
import type { Organisation } from './records/organisation.ts';
import { activityRoute, participantRoute } from './resources/activities.ts';
import { organisationDetails, timeZones, typeRoute, userRoute } from './resources/directory.ts';

interface Route {
  readonly area: string;
  readonly answer: (asked: Asked) => Answer;
}

const VERBS: Readonly<Record<string, string>> = { GET: 'read', DELETE: 'delete' };

/** Answers a request whose path is below the base: `/v1/…`, `/v1.0/…` or `/heartbeat/…`. */
export function createRoutes(organisation: Organisation, tokens: Tokens): (asked: Asked) => Answer {
  const { behaviour, clock } = organisation;
  const pages = createPages(clock, behaviour);
  const isOverQuota = createQuota(clock, behaviour);
  const routes: Readonly<Record<string, Route>> = {
    activities: { area: 'activities', answer: (asked) => activityRoute(organisation, pages, asked) },
    activityparticipants: { area: 'activities', answer: (asked) => participantRoute(organisation, asked) },
    users: { area: 'users', answer: (asked) => userRoute(organisation, pages, asked) },
    activitytypes: { area: 'settings', answer: (asked) => typeRoute(organisation, pages, asked) },
    localization: { area: 'settings', answer: timeZones },
    organizationdetails: { area: 'organization', answer: organisationDetails },
  };

  function heartbeat(asked: Asked): Answer {
    const [, name] = asked.path;
    if (name === 'server') return { status: 200, text: 'Server is alive.' };
    if (name === 'database') return { status: 200, text: 'Database is alive.' };
    if (name !== 'authorized') throw notFound();
    tokens.scopesOf(asked);
    return { status: 204 };
  }

  function answer(asked: Asked): Answer {
    const [first = ''] = asked.path;
    if (first === 'heartbeat') return heartbeat(asked);
    if (first === 'token' && asked.method === 'POST') return tokens.give(asked);
    if (first === 'refreshtoken' && asked.method === 'POST') return tokens.refresh(asked);
    const route = Object.hasOwn(routes, first) ? routes[first] : undefined;
    if (!route) throw notFound();
    const scopes = tokens.scopesOf(asked);
    if (behaviour.organisationProblem !== undefined) throw new Refusal(403, behaviour.organisationProblem);
    const scope = `${route.area}:${VERBS[asked.method] ?? 'write'}`;
    if (!scopes.has(scope)) throw new Refusal(403, 'InsufficientApiScope');
    organisation.round += 1;
    return route.answer(asked);
  }

  return (asked) => {
    try {
      return isOverQuota() ?? answer(asked);
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error, behaviour.errorBody);
      throw error;
    }
  };
}
