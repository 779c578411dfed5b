// HTTP triggers on loopback: finds the function of a request, passes the whole request, and writes the answer. As on
// Azure, an unknown route or method is 404, a function that throws is 500 with an empty body, and one that returns
// nothing is 204. Keys (authLevel) are not checked, as in Core Tools.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setCookie } from './cookies.ts';
import type { HttpData, RegisteredFunction } from './core.ts';
import { type Invoker, triggerOf } from './invoke.ts';
import { byPrecedence, collide, matchRoute, parseRoute, pathSegments, type Route } from './routes.ts';

/** Azure's default for FUNCTIONS_REQUEST_BODY_SIZE_LIMIT. */
const bodyBytesMax = 104_857_600;
const loopback = '127.0.0.1';

export interface HttpTriggers {
  readonly url: string;
  /** Accepts no new request and resolves when the running ones are answered. */
  close(): Promise<void>;
}

interface RoutedFunction {
  readonly target: RegisteredFunction;
  readonly route: Route;
}

/** Reads the routes of all HTTP functions, narrowest first. Throws one sentence for a route that the host refuses. */
export function readRoutes(functions: readonly RegisteredFunction[], prefix: string): readonly RoutedFunction[] {
  const routed: RoutedFunction[] = [];
  for (const target of functions) {
    const { binding } = triggerOf(target);
    const own = parseRoute(typeof binding.route === 'string' ? binding.route : target.name, methodsOf(binding.methods));
    const route = { ...own, segments: [...parseRoute(prefix, []).segments, ...own.segments] };
    const rival = routed.find((other) => collide(other.route, route));
    if (rival) throw new Error(`${target.name} and ${rival.target.name} have the same route and method.`);
    routed.push({ target, route });
  }
  return routed.sort((left, right) => byPrecedence(left.route, right.route));
}

/** Listens on 127.0.0.1 (port 0: a free one). Rejects with one sentence when the port is taken. */
export async function serveHttp(
  routed: readonly RoutedFunction[],
  invoker: Invoker,
  port: number,
): Promise<HttpTriggers> {
  const server = createServer((request, response) => {
    // A connection that is kept alive would delay the end.
    response.once('close', () => server.listening || server.closeIdleConnections());
    answer({ routed, invoker }, request, response).catch(() => response.destroy());
  });
  const url = `http://${loopback}:${await listen(server, port)}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function answer(
  { routed, invoker }: { readonly routed: readonly RoutedFunction[]; readonly invoker: Invoker },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(`http://${request.headers.host ?? loopback}${request.url}`);
  const path = url && pathSegments(url.pathname);
  const method = request.method ?? 'GET';
  const found = path && find(routed, method, path);
  if (!found) {
    request.resume();
    response.writeHead(path ? 404 : 400).end();
    return;
  }
  const body = await readBody(request);
  if (body === 'too-large') {
    response.writeHead(413).end();
    return;
  }
  const http: HttpData = {
    method,
    url: url.href,
    headers: headersOf(request),
    params: found.params,
    query: queryOf(url),
    ...(body.length > 0 ? { body: { bytes: body } } : {}),
  };
  const { returnValue } = await invoker.invoke(found.target, { http }).catch(() => failed);
  write(response, returnValue?.http ?? { statusCode: '204' });
}

/** The answer for a function that threw. The invoker has logged the error. */
const failed = { returnValue: { http: { statusCode: '500' } } };

function find(routed: readonly RoutedFunction[], method: string, path: readonly string[]) {
  for (const { target, route } of routed) {
    if (!route.methods.includes(method)) continue;
    const params = matchRoute(route, path);
    if (params !== undefined) return { target, params };
  }
  return undefined;
}

/** Reads to the end even when the body is too large: the sender would not see the answer before. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= bodyBytesMax) chunks.push(chunk);
  }
  return bytes > bodyBytesMax ? 'too-large' : Buffer.concat(chunks);
}

function write(response: ServerResponse, http: HttpData): void {
  response.statusCode = Number(http.statusCode ?? '200');
  for (const [name, value] of Object.entries(http.headers ?? {})) response.setHeader(name, value);
  const cookies = (http.cookies ?? []).map(setCookie);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(http.body?.bytes);
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]),
  );
}

/** The values of a repeated name are joined by commas, as in the host. */
function queryOf(url: URL): Record<string, string> {
  const names = [...new Set(url.searchParams.keys())];
  return Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name).join(',')]));
}

function methodsOf(methods: unknown): readonly string[] {
  return Array.isArray(methods) ? methods.map(String) : ['GET', 'POST'];
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use; give another with --port.`) : error);
    });
    server.listen(port, loopback, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
