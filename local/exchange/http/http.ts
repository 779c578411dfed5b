// From an HTTP request to an EWS answer: path, sign-in, method, size, misbehaviour, budget, envelope, operation.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../../shared/seams.ts';
import type { Accounts, Caller, Principal } from '../accounts/accounts.ts';
import type { MailboxMoves } from '../accounts/mailboxMoves.ts';
import type { Behaviour } from '../behaviour/behaviour.ts';
import { refusedByPolicy } from '../behaviour/ewsPolicy.ts';
import { BACK_OFF, createOpenRequests, cutToBudget, type OpenRequests, withBusyEntries } from '../behaviour/limits.ts';
import { type Answer, answerInstead, errorAnswer, spoiled } from '../behaviour/misbehave.ts';
import type { Entra } from '../entra/entra.ts';
import { GRAPH_PATH, type Graph, type HttpRequest } from '../graph/graph.ts';
import { OPERATIONS } from '../operations/operations.ts';
import type { Send } from '../person/meetingMail.ts';
import type { SignIn } from '../signIn/signIn.ts';
import { envelope, faultEnvelope } from '../soap/answer.ts';
import { type EwsRequest, readEnvelope } from '../soap/envelope.ts';
import { ResponseError, SoapFault, schemaViolation } from '../soap/errors.ts';
import { schemaOf } from '../soap/versions.ts';
import { NotXml, readXml, type XmlElement } from '../xml/xml.ts';

export interface EwsHttpOptions {
  readonly accounts: Accounts;
  readonly behaviour: Behaviour;
  readonly moves: MailboxMoves;
  readonly signIn: SignIn;
  readonly entra: Entra | undefined;
  readonly graph: Graph;
  readonly send: Send;
  /** The time of the Date header; undefined takes the machine's own time. */
  readonly dateHeader: Clock | undefined;
  /** Called before each answer, so that an answered change survives any end of the process. */
  readonly keep: () => void;
}

export interface EwsHttp {
  readonly listener: RequestListener;
  readonly requests: ReadonlyMap<string, number>;
  endHanging(): void;
}

const PATH = '/ews/exchange.asmx';
/** Exchange 2013 and later: maxAllowedContentLength of the EWS web.config, 64 MiB. */
const BODY_MAX_BYTES = 67_108_864;

export function ewsHttp(options: EwsHttpOptions): EwsHttp {
  const requests = new Map<string, number>();
  const hanging = new Set<ServerResponse>();
  const open = createOpenRequests();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const write = (answer: Answer) => writeAnswer(response, answer, options.dateHeader);
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path.startsWith(`${GRAPH_PATH}/`)) {
      const reply = await options.graph.respond(await graphRequest(request));
      options.keep();
      if (reply.kind === 'hang') return void hanging.add(response);
      if (reply.kind !== 'answer') return void request.socket.destroy();
      return write(reply);
    }
    if (path.toLowerCase() !== PATH) return write(await elsewhere(request, options.entra));
    const signedIn = await options.signIn.of(request);
    if ('refusal' in signedIn) return write({ body: '', ...signedIn.refusal });
    const refusal = refuseHttp(request);
    const body = refusal ? undefined : await readBody(request);
    if (body === undefined) return write(refusal ?? { status: 413, body: '' });
    const root = parse(body);
    const operation = root === undefined ? 'unreadable' : operationOf(root);
    requests.set(operation, (requests.get(operation) ?? 0) + 1);
    const misbehaviour = options.behaviour.take(operation);
    if (misbehaviour?.kind === 'hang') return void hanging.add(response);
    if (misbehaviour?.kind === 'dropped') return void request.socket.destroy();
    const challenge = { body: '', ...options.signIn.challenge() };
    const server = options.moves.serverOf(undefined);
    const instead = misbehaviour && answerInstead(misbehaviour, operation, { server, challenge });
    const answer = instead ?? (await answerTo(root, signedIn.principal, { ...options, open }));
    options.keep();
    if (misbehaviour?.kind === 'lost') return void request.socket.destroy();
    write(misbehaviour ? spoiled(answer, misbehaviour) : answer);
  }

  return {
    listener: (request, response) => {
      respond(request, response).catch(() => response.destroy());
    },
    requests,
    endHanging() {
      for (const response of hanging) response.destroy();
    },
  };
}

function writeAnswer(response: ServerResponse, { status, body, headers = {} }: Answer, date: Clock | undefined): void {
  response.writeHead(status, {
    'Content-Type': 'text/xml; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...(date && { Date: new Date(date()).toUTCString() }),
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()])),
  });
  response.end(body);
}

async function graphRequest(request: IncomingMessage): Promise<HttpRequest> {
  const { method = '', url = '', headers } = request;
  const single = Object.entries(headers).map(([name, value]) => [name, value?.toString()]);
  return { method, path: url, headers: Object.fromEntries(single), body: (await readBody(request)) ?? '' };
}

/** Requests outside EWS and Graph go to the token authority, if there is one. */
async function elsewhere(request: IncomingMessage, entra: Entra | undefined): Promise<Answer> {
  const body = (await readBody(request)) ?? '';
  const { method = '', url = '', headers } = request;
  const answer = await entra?.answer({ method, url, body, cookie: headers.cookie ?? '' });
  if (!answer) return { status: 404, body: '' };
  if (typeof answer.body === 'string') return { headers: {}, ...answer, body: answer.body };
  const json = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status: answer.status, body: JSON.stringify(answer.body), headers: { ...json, ...answer.headers } };
}

function refuseHttp(request: IncomingMessage): Answer | undefined {
  if (request.method !== 'POST') return { status: 405, body: '', headers: { Allow: 'POST' } };
  if (!/^text\/xml\b/i.test(request.headers['content-type'] ?? '')) return { status: 415, body: '' };
  return undefined;
}

/** The text; undefined when it is larger than EWS accepts. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  }
  return bytes <= BODY_MAX_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}

function parse(body: string): XmlElement | undefined {
  try {
    return readXml(body);
  } catch (error) {
    if (error instanceof NotXml) return undefined;
    throw error;
  }
}

/** The name in the body, for counting. It need not be an operation. */
const operationOf = (root: XmlElement): string =>
  root.children.find(({ name }) => name === 'Body')?.children[0]?.name ?? 'unreadable';

type WithOpenRequests = EwsHttpOptions & { readonly open: OpenRequests };

async function answerTo(
  root: XmlElement | undefined,
  principal: Principal,
  options: WithOpenRequests,
): Promise<Answer> {
  const { accounts, behaviour, moves } = options;
  try {
    if (!root) throw schemaViolation('The request is not well-formed XML.');
    const request = readEnvelope(root, schemaOf(moves.serverOf(undefined)));
    const closed = refusedByPolicy(behaviour.policy(), principal, request.impersonate?.value ?? principal.mailbox);
    if (closed) return { status: 403, body: '', headers: { 'X-EWS-Policy-Reason': closed } };
    const caller = accounts.callerFor(principal, request.impersonate);
    if (caller.mailbox) expectHere(caller.mailbox, moves);
    const budget = request.impersonate?.value.toLowerCase() ?? principal.name;
    return await withinBudget({ budget, operation: request.operation }, options, async () => {
      const { answerMs } = behaviour.limits();
      if (answerMs !== undefined) await wait(answerMs);
      return carryOut(request, caller, options);
    });
  } catch (error) {
    if (error instanceof SoapFault) return { status: 500, body: faultEnvelope(error) };
    throw error;
  }
}

/** A mailbox that cannot be opened refuses the whole request. */
function expectHere(mailbox: NonNullable<Caller['mailbox']>, moves: MailboxMoves): void {
  try {
    moves.expectHere(mailbox);
  } catch (error) {
    if (error instanceof ResponseError) throw new SoapFault(error.code, error.message);
    throw error;
  }
}

async function withinBudget(
  { budget, operation }: { readonly budget: string; readonly operation: string },
  { behaviour, moves, open }: WithOpenRequests,
  run: () => Promise<Answer>,
): Promise<Answer> {
  try {
    open.open(budget, operation, behaviour.limits());
  } catch (error) {
    if (error instanceof ResponseError)
      return errorAnswer(moves.serverOf(undefined), operation, { error, values: BACK_OFF });
    throw error;
  }
  try {
    return await run();
  } finally {
    open.close(budget, operation);
  }
}

function carryOut(request: EwsRequest, caller: Caller, options: EwsHttpOptions): Answer {
  const { accounts, behaviour, moves, send } = options;
  const { batch = Number.POSITIVE_INFINITY } = behaviour.limits();
  const run = operationNamed(request);
  const server = moves.serverOf(caller.mailbox);
  const { request: element, over } = cutToBudget(request.element, batch);
  const { version, zone } = request;
  const body = run({ request: element, version, server, zone, caller, accounts, moves, send });
  return { status: 200, body: envelope(withBusyEntries(body, request.operation, over), server) };
}

function operationNamed({ operation }: EwsRequest) {
  const found = OPERATIONS.get(operation);
  if (!found) throw new SoapFault('ErrorInvalidRequest', `This server does not have the operation ${operation}.`);
  return found;
}
