// Microsoft Graph v1.0 over the mailboxes of the local Exchange: one calendar, seen through EWS and through Graph.
// It bends to Microsoft's documentation and metadata, never to a client of ours.
//
// Kept for reading: ids of both kinds; $select, $filter, $expand, pages; change tracking with its traps; batches.
// Kept for writing: If-Match; transactionId; extended properties shared with EWS; mails to attendees.
// Kept besides: subscriptions; roles of the token.
// Not kept: /me, groups, attachments, online meetings, other people's calendars, $search, /beta.
import type { Clock } from '../../../shared/seams.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { MailboxMoves } from '../accounts/mailboxMoves.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import type { Send } from '../person/meetingMail.ts';
import { ResponseError } from '../soap/errors.ts';
import type { Mailbox } from '../store/store.ts';
import { runBatch } from './batch.ts';
import { type HttpReply, refusal, reply } from './reply.ts';
import type { Call, GraphAnswer, GraphCaller, GraphRequest, GraphSite } from './request/call.ts';
import { accessDenied, GraphError, segmentNotFound } from './request/errors.ts';
import { readPreferences } from './request/prefer.ts';
import { readQuery } from './request/query.ts';
import { userId } from './resources/users.ts';
import { routeOf } from './routes.ts';
import {
  createSubscriptions,
  type Deliver,
  type Notifications,
  type Subscriptions,
} from './subscriptions/subscriptions.ts';
import { createWatch, NoAnswer, type Watch } from './watch.ts';

export interface GraphOptions {
  /** `https://localhost:PORT` */
  readonly origin: () => string;
  readonly accounts: Accounts;
  readonly behaviour: Behaviour;
  readonly moves: MailboxMoves;
  readonly clock: Clock;
  readonly send: Send;
  /** The caller that the Authorization header names. Rejects with GraphError without a valid token. */
  readonly callerOf: (authorization: string | undefined) => Promise<GraphCaller>;
  readonly deliver: Deliver;
}

/** A request from the network. `path` begins after the origin. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Graph {
  readonly respond: (request: HttpRequest) => Promise<HttpReply>;
  /** Requests so far, by the name of the route. Requests inside a batch count under their own names too. */
  readonly requests: ReadonlyMap<string, number>;
  readonly notifications: Notifications;
}

export const GRAPH_PATH = '/v1.0';

/** The parts that carry out a request. */
interface Parts {
  readonly site: GraphSite;
  readonly watch: Watch;
  readonly subscriptions: Subscriptions;
  /** Throws GraphError where the mailbox does not exist or the caller may not open it. */
  readonly openMailbox: (user: string, caller: GraphCaller) => Mailbox;
  readonly clock: Clock;
}

export function createGraph(options: GraphOptions): Graph {
  const { origin, accounts, clock, send, deliver, moves } = options;
  const root = () => origin() + GRAPH_PATH;
  const mailboxOf = (user: string): Mailbox | undefined =>
    accounts.mailbox(user) ?? accounts.mailboxes().find((mailbox) => userId(mailbox) === user.toLowerCase());
  const subscriptions = createSubscriptions({ clock, root, deliver, mailbox: mailboxOf });
  const watch = createWatch(options.behaviour);
  const openMailbox = (user: string, caller: GraphCaller): Mailbox => {
    const mailbox = mailboxOf(user);
    if (!mailbox || !caller.hasUser(mailbox))
      throw new GraphError(404, { code: 'ErrorInvalidUser', message: `The requested user '${user}' is invalid.` });
    if (!caller.mayOpen(mailbox)) throw accessDenied();
    expectHere(mailbox, moves);
    return mailbox;
  };
  const parts: Parts = { site: { root, send }, watch, subscriptions, openMailbox, clock };
  return {
    requests: watch.requests,
    notifications: subscriptions,
    async respond({ method, path, headers, body }) {
      try {
        const caller = await options.callerOf(headers.authorization);
        const request = { method, url: path.slice(GRAPH_PATH.length), headers, body: readJson(body) };
        return reply(await answerOf(request, caller, parts));
      } catch (error) {
        if (error instanceof NoAnswer) return { kind: error.kind };
        return reply(refusal(error, clock()));
      }
    },
  };
}

/** The answer, which may be a refusal. Throws NoAnswer. */
async function answerOf(request: GraphRequest, caller: GraphCaller, parts: Parts): Promise<GraphAnswer> {
  try {
    return await carryOut(request, caller, parts);
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    return refusal(error, parts.clock());
  }
}

async function carryOut(request: GraphRequest, caller: GraphCaller, parts: Parts): Promise<GraphAnswer> {
  const { watch, site } = parts;
  const [path = '', queryText = ''] = splitOnce(request.url, '?');
  const [first = '', user, ...rest] = path.split('/').slice(1).map(decoded);
  if (first === '$batch')
    return watch.watched('POST $batch', () => runBatch(request.body, (step) => answerOf(step, caller, parts)));
  if (first === 'subscriptions') return subscription(request, { id: user, caller }, parts);
  if (first !== 'users' || !user) throw segmentNotFound(first);
  const route = routeOf(request.method, rest);
  return watch.watched(route.name, async () => {
    const mailbox = parts.openMailbox(user, caller);
    const prefer = readPreferences(request.headers.prefer);
    const call: Call = { request, path, query: readQuery(queryText), queryText, prefer, mailbox, caller, site };
    const answer = await watch.alongside(`${caller.appId} ${mailbox.address}`, () => route.handle(call));
    const applied = prefer.applied === '' ? {} : { 'Preference-Applied': prefer.applied };
    return { ...answer, headers: { ...applied, ...answer.headers } };
  });
}

function subscription(
  { method, headers, body }: GraphRequest,
  { id, caller }: { readonly id: string | undefined; readonly caller: GraphCaller },
  { watch, subscriptions }: Parts,
): Promise<GraphAnswer> {
  const kind = `${method} ${id === undefined ? 'subscriptions' : 'subscription'}`;
  return watch.watched(kind, async () => {
    if (kind === 'POST subscriptions')
      return subscriptions.create(caller, body, readPreferences(headers.prefer).idType);
    if (kind === 'GET subscriptions') return subscriptions.list(caller);
    if (kind === 'GET subscription' && id !== undefined) return subscriptions.get(caller, id);
    if (kind === 'PATCH subscription' && id !== undefined) return subscriptions.renew(caller, id, body);
    if (kind === 'DELETE subscription' && id !== undefined) return subscriptions.remove(caller, id);
    throw segmentNotFound('subscriptions');
  });
}

/** A mailbox that is being moved cannot be opened. A mailbox that has left the organisation has no Graph. */
function expectHere(mailbox: Mailbox, moves: MailboxMoves): void {
  try {
    moves.expectHere(mailbox);
  } catch (error) {
    if (error instanceof ResponseError && error.code === 'ErrorMailboxMoveInProgress')
      throw new GraphError(503, { code: error.code, message: error.message });
    const text = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    throw new GraphError(404, { code: 'MailboxNotEnabledForRESTAPI', message: text });
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw segmentNotFound(segment);
  }
}

function splitOnce(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function readJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new GraphError(400, { code: 'BadRequest', message: 'Unable to read JSON request payload.' });
  }
}
