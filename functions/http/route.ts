// Every HTTP request goes one way: sign-in, permission, parsing, the handler, the answer.
import { app as azure, type HttpRequest, type InvocationContext } from '@azure/functions';
import { z } from 'zod';
import type { Caller } from '../../shared/access/caller.ts';
import { can } from '../../shared/access/roles.ts';
import type { App } from '../../shared/app/app.ts';
import { nameOfThrown, problemOfThrown } from '../../shared/links/thrownProblem.ts';
import { isParsable, REQUEST_VALUES_MAX } from '../../shared/net/jsonSize.ts';
import { runningApp } from '../process/running.ts';
import { invalid, type Reply, refused, toHttp } from './answer.ts';
import { describeRoute, type RouteDescription } from './described.ts';
import { fieldErrors, PARSING } from './fieldErrors.ts';
import { readText } from './readText.ts';

export interface Call<P, Q, B> {
  readonly app: App;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly header: (name: string) => string | null;
  /** Logs what the caller is not told: codes, never content. */
  readonly warn: (text: string) => void;
}

export interface CompanyCall<P, Q, B> extends Call<P, Q, B> {
  readonly company: string;
  /** The caller, as an audit row says it: a user's address, or `company` for its API keys. */
  readonly by: string;
  /** The id of the API key. */
  readonly byKey?: string;
}

interface RouteOptions<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> extends RouteDescription {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
}

const nothing = z.object({});
type Nothing = typeof nothing;

/** More than the longest entry that is accepted, written in the longest JSON escapes. */
const BODY_CHARACTERS_MAX = 1_000_000;

/** A route of one company. One of its API keys or one of its users calls. */
export function companyRoute<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(
  options: RouteOptions<P, Q, B>,
  handle: (call: CompanyCall<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply>,
): void {
  register(options, (call, caller) =>
    caller.role === 'operator'
      ? Promise.resolve(refused('not-allowed'))
      : handle({ ...call, company: caller.company, ...actorOf(caller) }),
  );
}

const actorOf = (caller: Exclude<Caller, { readonly role: 'operator' }>) =>
  caller.role === 'user' ? { by: caller.email } : { by: 'company', byKey: caller.key };

/** A route of the operator, who belongs to no company. */
export function operatorRoute<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(options: RouteOptions<P, Q, B>, handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Reply>): void {
  register(options, handle);
}

function register<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  options: RouteOptions<P, Q, B>,
  handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>, caller: Caller) => Promise<Reply>,
): void {
  describeRoute(options);
  azure.http(options.name, {
    route: options.path,
    methods: [options.method],
    authLevel: 'anonymous',
    handler: async (request, context) => {
      const reply = await answer({ request, context, options, handle });
      return toHttp(reply, context.invocationId);
    },
  });
}

interface Invocation<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  readonly request: HttpRequest;
  readonly context: InvocationContext;
  readonly options: RouteOptions<P, Q, B>;
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>, caller: Caller) => Promise<Reply>;
}

async function answer<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>({
  request,
  context,
  options,
  handle,
}: Invocation<P, Q, B>): Promise<Reply> {
  const header = (name: string) => request.headers.get(name);
  const warn = (text: string) => context.warn(text);
  try {
    const app = runningApp();
    await app.prepare();
    const caller = await app.identify(header);
    if (typeof caller === 'string') return refused(caller);
    if (!can(caller, options.action, request.params.email?.toLowerCase())) return refused('not-allowed');
    const parsed = await parse(request, options);
    return 'problem' in parsed ? parsed : await handle({ app, header, warn, ...parsed }, caller);
  } catch (error) {
    context.error(`${options.name}: ${nameOfThrown(error)}`);
    return refused(problemOfThrown(error));
  }
}

async function parse<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  request: HttpRequest,
  options: RouteOptions<P, Q, B>,
) {
  const json = options.body ? await readJson(request) : { value: undefined };
  if ('problem' in json) return json;
  const params = (options.params ?? nothing).safeParse(request.params, PARSING);
  const query = (options.query ?? nothing).safeParse(Object.fromEntries(request.query), PARSING);
  const body = (options.body ?? z.undefined()).safeParse(json.value, PARSING);
  const errors = [params, query, body].flatMap((each) => (each.success ? [] : fieldErrors(each.error)));
  if (!params.success || !query.success || !body.success) return invalid(errors);
  // Where the types say that a schema is absent, the default schema parsed.
  return {
    params: params.data as z.output<P>,
    query: query.data as z.output<Q>,
    body: body.data as z.output<B>,
  };
}

async function readJson(request: HttpRequest) {
  const text = await readText(request, BODY_CHARACTERS_MAX);
  if (text === undefined || !isParsable(text, REQUEST_VALUES_MAX)) return refused('request-too-large');
  try {
    return { value: (text === '' ? {} : JSON.parse(text)) as unknown };
  } catch {
    return refused('request-not-json');
  }
}
