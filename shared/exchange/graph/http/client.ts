// Microsoft's Graph client over connections of ours: it builds addresses and reads answers and errors. The things it
// would do by itself (other hosts, redirects, waiting and trying again inside a function) is not in its chain.
import type { Client, Context, GraphError } from '@microsoft/microsoft-graph-client';
import type { ClientRequest } from '../../../net/client.ts';
import { ANSWER_TOO_LARGE, type HttpAnswer, type TransportFault, type TransportResult } from '../../../net/https.ts';
import { isParsable } from '../../../net/jsonSize.ts';
import { isWebPage } from '../../../net/webPage.ts';

/** Sends one request as it is. */
export type GraphSend = (request: ClientRequest) => Promise<TransportResult>;

/**
 * One request, built with the client: `(client) => client.api('/users/…/calendar').select('id').get()`. The client
 * escapes nothing: what is put into a path or a filter goes through encodeURIComponent.
 */
export type GraphAsk = (client: Client) => Promise<unknown>;

export type GraphAnswer =
  | { readonly ok: true; readonly value: unknown; readonly date: string | undefined }
  | { readonly ok: false; readonly fault: TransportFault }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly retryAfter: string | undefined };

const VERSION = 'v1.0';

/** Never throws for what comes from outside. `value` is whatever JSON came: its reader parses it. */
export async function askGraph(graphUrl: string, send: GraphSend, ask: GraphAsk): Promise<GraphAnswer> {
  const { Client, GraphError } = await import('@microsoft/microsoft-graph-client');
  let sent: TransportResult | undefined;
  const execute = async (context: Context): Promise<void> => {
    const request = requestOf(context);
    sent = new URL(graphUrl).origin === request.url.origin ? readable(await send(request)) : ELSEWHERE;
    if (!sent.ok) throw new Error(sent.fault.code);
    context.response = responseOf(sent.answer);
  };
  // The chain is this one link: no authentication handler that sends the token elsewhere, no retries, no redirects.
  const client = Client.initWithMiddleware({
    baseUrl: `${graphUrl}/`,
    defaultVersion: VERSION,
    middleware: { execute },
  });
  try {
    const value = await ask(client);
    return { ok: true, value, date: sent?.ok ? sent.answer.headers.date : undefined };
  } catch (error) {
    if (sent && !sent.ok) return { ok: false, fault: sent.fault };
    if (!(error instanceof GraphError) || !sent) throw error;
    return refusalOf(error, sent.answer);
  }
}

/** The result, or the fault of an answer that must not reach the parser of the client. */
function readable(sent: TransportResult): TransportResult {
  if (!sent.ok) return sent;
  if (isWebPage(sent.answer)) return { ok: false, fault: { reason: 'webPage', code: 'HTML' } };
  return isParsable(sent.answer.body) ? sent : { ok: false, fault: ANSWER_TOO_LARGE };
}

/** A next link of a page that leads away: the token must not follow it. */
const ELSEWHERE = { ok: false, fault: { reason: 'address', code: 'ANOTHER_HOST' } } as const;

function requestOf({ request, options }: Context): ClientRequest {
  const { method = 'GET', headers, body } = options ?? {};
  return {
    url: new URL(typeof request === 'string' ? request : request.url),
    // The client has a call for each of these, and for PUT, which calendars do not know.
    method: method as ClientRequest['method'],
    headers: Object.fromEntries(new Headers(headers)),
    body: typeof body === 'string' ? body : '',
  };
}

/** Fetch's Response, which is what the client reads; those without a body must be given none. */
function responseOf({ status, headers, body }: HttpAnswer): Response {
  const single = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : body, { status, headers: new Headers(single as [string, string][]) });
}

/** A redirect is no success for the client; what is no JSON is an error of it with the status of a success. */
function refusalOf(error: GraphError, { status, headers }: HttpAnswer): GraphAnswer {
  if (status >= 200 && status < 300) return { ok: false, fault: { reason: 'cut', code: 'NOT_JSON' } };
  return { ok: false, status, code: error.code ?? '', retryAfter: headers['retry-after'] };
}
