// From an HTTP request to an EWS answer: method and path, misbehaviour, sign-in, size, envelope, operation.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Accounts } from './accounts.ts';
import type { Behaviour, Misbehaviour } from './behaviour.ts';
import type { SentMail } from './operations/operation.ts';
import { OPERATIONS } from './operations/operations.ts';
import { envelope, errorMessage, faultEnvelope, responseBody } from './soap/answer.ts';
import { type EwsRequest, readEnvelope } from './soap/envelope.ts';
import { ResponseError, SoapFault, schemaViolation } from './soap/errors.ts';
import { NotXml, readXml, type XmlElement } from './soap/xml.ts';
import type { EwsVersion } from './versions.ts';

export interface EwsHttpOptions {
  readonly accounts: Accounts;
  readonly behaviour: Behaviour;
  readonly version: EwsVersion;
  readonly schemes: readonly string[];
  readonly send: (mail: SentMail) => void;
  /** Called before each answer: what was answered is not forgotten, however the process ends. */
  readonly keep: () => void;
}

export interface EwsHttp {
  readonly listener: RequestListener;
  readonly requests: ReadonlyMap<string, number>;
  endHanging(): void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const PATH = '/ews/exchange.asmx';
/** Exchange 2013 and later: maxAllowedContentLength of the EWS web.config, 64 MiB. */
const BODY_MAX_BYTES = 67_108_864;
const BUSY = 'The server cannot service this request right now. Try again later.';
const SIGN_IN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="/owa/auth.owa" method="post">Sign in</form></body></html>';

export function ewsHttp(options: EwsHttpOptions): EwsHttp {
  const requests = new Map<string, number>();
  const hanging = new Set<ServerResponse>();

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refuseHttp(request, options);
    const body = refusal ? undefined : await readBody(request);
    if (body === undefined) return write(response, refusal ?? { status: 413, body: '' });
    const root = parse(body);
    const operation = root === undefined ? 'unreadable' : operationOf(root);
    requests.set(operation, (requests.get(operation) ?? 0) + 1);
    const misbehaviour = options.behaviour.take(operation);
    if (misbehaviour?.kind === 'hang') return void hanging.add(response);
    if (misbehaviour?.kind === 'dropped') return void request.socket.destroy();
    const instead = misbehaviour && answerInstead(misbehaviour, operation, options);
    const answer = instead ?? answerTo(root, request.headers.authorization, options);
    options.keep();
    if (misbehaviour?.kind === 'lost') return void request.socket.destroy();
    write(response, misbehaviour ? spoiled(answer, misbehaviour) : answer);
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

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, {
    'Content-Type': 'text/xml; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

function refuseHttp(request: IncomingMessage, options: EwsHttpOptions): Answer | undefined {
  const path = (request.url ?? '').split('?')[0]?.toLowerCase();
  if (path !== PATH) return { status: 404, body: '' };
  if (!signedIn(request.headers.authorization, options)) return unauthorised(options);
  if (request.method !== 'POST') return { status: 405, body: '', headers: { Allow: 'POST' } };
  if (!/^text\/xml\b/i.test(request.headers['content-type'] ?? '')) return { status: 415, body: '' };
  return undefined;
}

const signedIn = (authorization: string | undefined, { accounts, schemes }: EwsHttpOptions) =>
  schemes.includes('Basic') ? accounts.signIn(authorization) : undefined;

/** Node joins header values that may repeat; WWW-Authenticate lists the schemes one by one. */
const unauthorised = ({ schemes }: EwsHttpOptions): Answer => ({
  status: 401,
  body: '',
  headers: {
    'WWW-Authenticate': schemes.map((scheme) => (scheme === 'Basic' ? 'Basic realm="localhost"' : scheme)).join(', '),
  },
});

/** The text, or undefined when it is larger than EWS accepts. */
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

/** For counting: the name in the body, whether or not it is an operation. */
const operationOf = (root: XmlElement): string =>
  root.children.find(({ name }) => name === 'Body')?.children[0]?.name ?? 'unreadable';

function answerTo(root: XmlElement | undefined, authorization: string | undefined, options: EwsHttpOptions): Answer {
  const { accounts, version, send } = options;
  try {
    if (!root) throw schemaViolation('The request is not well-formed XML.');
    const account = signedIn(authorization, options);
    if (!account) return unauthorised(options);
    const request = readEnvelope(root, version);
    const caller = accounts.callerFor(account, request.impersonate);
    const body = operationNamed(request)({
      request: request.element,
      version: request.version,
      zone: request.zone,
      caller,
      accounts,
      send,
    });
    return { status: 200, body: envelope(body, version) };
  } catch (error) {
    if (error instanceof SoapFault) return { status: 500, body: faultEnvelope(error) };
    throw error;
  }
}

function operationNamed({ operation }: EwsRequest) {
  const found = OPERATIONS.get(operation);
  if (!found) throw new SoapFault('ErrorInvalidRequest', `This server does not have the operation ${operation}.`);
  return found;
}

/** What is answered without looking at the request; undefined where it is carried out. */
function answerInstead(misbehaviour: Misbehaviour, operation: string, options: EwsHttpOptions): Answer | undefined {
  switch (misbehaviour.kind) {
    case 'busy': {
      const backOff = { BackOffMilliseconds: String(misbehaviour.backOffMilliseconds) };
      if (misbehaviour.as === 'fault')
        return { status: 500, body: faultEnvelope(new SoapFault('ErrorServerBusy', BUSY, backOff)) };
      const message = errorMessage(
        operation,
        new ResponseError('ErrorServerBusy', BUSY),
        contentOfError(operation),
        backOff,
      );
      return { status: 200, body: envelope(responseBody(operation, [message]), options.version) };
    }
    case 'fault':
      return { status: 500, body: faultEnvelope(new SoapFault(misbehaviour.code, misbehaviour.message)) };
    case 'unavailable':
      return { status: 503, body: '', headers: { 'Retry-After': String(misbehaviour.retryAfterSeconds) } };
    case 'page':
      return { status: 200, body: SIGN_IN_PAGE, headers: { 'Content-Type': 'text/html; charset=utf-8' } };
    case 'unauthorised':
      return unauthorised(options);
    case 'truncated':
    case 'garbled':
    case 'hang':
    case 'dropped':
    case 'lost':
      return undefined;
    default:
      return misbehaviour satisfies never;
  }
}

/** What the schema demands in a response message even when it is an error. */
const contentOfError = (operation: string): string =>
  /^(GetItem|CreateItem|UpdateItem|MoveItem|CopyItem)$/.test(operation) ? '<m:Items/>' : '';

function spoiled(answer: Answer, { kind }: Misbehaviour): Answer {
  const middle = Math.floor(answer.body.length / 2);
  if (kind === 'truncated') return { ...answer, body: answer.body.slice(0, middle) };
  if (kind === 'garbled')
    return { ...answer, body: `${answer.body.slice(0, middle)}\u0001<&${answer.body.slice(middle)}` };
  return answer;
}
