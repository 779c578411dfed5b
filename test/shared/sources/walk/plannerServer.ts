// Planner, a business application that is made up for the walk: bookings over HTTPS in its own JSON. It has the oddities
// of real ones: tokens that end, pages, a pause that it asks for, conflicts of versions, a listing that lacks a page.
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tlsFiles } from '../../../../local/exchange/http/tls.ts';
import type { Booking, BookingFields } from './plannerBooking.ts';

export const ACCOUNT = { account: 'acme', key: 'the key of the walk' };
const PAGE = 100;

export interface PlannerServer {
  readonly url: string;
  readonly caCertificate: string;
  /** Requests so far, without those for tokens. */
  readonly requests: () => number;
  /** Somebody who works in the application. */
  readonly person: {
    create(fields: BookingFields): string;
    edit(id: string, fields: Partial<BookingFields>): void;
    remove(id: string): void;
    list(): readonly Booking[];
  };
  /** The next request is answered 429. */
  throttleOnce(seconds: number): void;
  /** Every token that was given out is refused from now on. */
  endTokens(): void;
  /** The next listing ends one booking too early. */
  cutListingShort(): void;
  close(): Promise<void>;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly id: string;
  readonly body: unknown;
  readonly version: string | undefined;
}
interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

export async function startPlanner(): Promise<PlannerServer> {
  const tls = await tlsFiles(undefined);
  const bookings = createBookings();
  const tokens = new Set<string>();
  const odd = { pause: undefined as number | undefined, cut: false };
  let requests = 0;
  let given = 0;

  function signIn(body: unknown): Answer {
    if (JSON.stringify(body) !== JSON.stringify(ACCOUNT)) return { status: 401 };
    given += 1;
    tokens.add(`token-${given}`);
    return { status: 200, body: { token: `token-${given}` } };
  }

  function answer(asked: Asked, authorization: string | undefined): Answer {
    if (asked.url.pathname === '/token') return signIn(asked.body);
    requests += 1;
    if (!tokens.has(authorization?.replace('Bearer ', '') ?? '')) return { status: 401 };
    const { pause } = odd;
    odd.pause = undefined;
    if (pause !== undefined) return { status: 429, headers: { 'retry-after': `${pause}` } };
    if (asked.url.pathname === '/changes') return bookings.changes(Number(asked.url.searchParams.get('since')));
    if (asked.url.pathname === '/bookings' && asked.method === 'GET') {
      const listed = bookings.list(asked.url.searchParams, odd.cut);
      odd.cut = false;
      return listed;
    }
    return bookings.one(asked);
  }

  const server = createServer({ cert: tls.certificate, key: tls.key }, async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const url = new URL(request.url ?? '/', 'https://planner');
    const asked = {
      method: request.method ?? 'GET',
      url,
      id: url.pathname.split('/')[2] ?? '',
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      version: request.headers['if-match'],
    };
    send(response, answer(asked, request.headers.authorization));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    url: `https://localhost:${port}`,
    caCertificate: tls.ca,
    requests: () => requests,
    person: bookings.person,
    throttleOnce(seconds) {
      odd.pause = seconds;
    },
    endTokens: () => tokens.clear(),
    cutListingShort() {
      odd.cut = true;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

/** The application's data: bookings, and a feed of their changes. */
function createBookings() {
  const stored = new Map<string, Booking>();
  const feed: string[] = [];
  let ids = 0;

  const put = (booking: Booking): Booking => {
    stored.set(booking.id, booking);
    feed.push(booking.id);
    return booking;
  };
  const create = (fields: BookingFields): Booking => {
    ids += 1;
    return put({ ...fields, id: `b${ids}`, version: 1 });
  };
  const edit = (id: string, fields: Partial<BookingFields>): Booking => {
    const before = stored.get(id);
    if (!before) throw new Error(`there is no booking ${id}`);
    return put({ ...before, ...fields, version: before.version + 1 });
  };
  const remove = (id: string): void => {
    stored.delete(id);
    feed.push(id);
  };
  const stampOf = (sync: string | null): unknown => (sync === null ? undefined : JSON.parse(sync).tag?.nonce);

  return {
    person: {
      create: (fields: BookingFields) => create(fields).id,
      edit: (id: string, fields: Partial<BookingFields>) => void edit(id, fields),
      remove,
      list: () => [...stored.values()],
    },

    changes(since: number): Answer {
      const page = feed.slice(since, since + PAGE);
      const changes = [...new Set(page)].map((id) => {
        const { version, host, guests } = stored.get(id) ?? {};
        return version === undefined ? { id } : { id, version, host, guests };
      });
      const until = since + page.length;
      return { status: 200, body: { changes, until, more: until < feed.length } };
    },

    list(query: URLSearchParams, isCut: boolean): Answer {
      const person = query.get('person');
      const stamp = query.get('stamp');
      const from = Number(query.get('from') ?? 0);
      const found = [...stored.values()].filter(
        ({ host, guests, sync }) =>
          (person === null || host === person || guests.includes(person)) &&
          (stamp === null || stampOf(sync) === stamp),
      );
      const page = found.slice(from, from + PAGE - (isCut ? 1 : 0)).slice(0, isCut ? found.length - 1 : PAGE);
      const next = from + PAGE < found.length ? { next: from + PAGE } : {};
      return { status: 200, body: { bookings: page, total: found.length, ...next } };
    },

    one({ method, id, body, version }: Asked): Answer {
      // The adapter is what is under test: it sends whole fields.
      const fields = body as BookingFields;
      if (method === 'POST') {
        const known = [...stored.values()].find(({ sync }) => stampOf(sync) === stampOf(fields.sync));
        return { status: 200, body: known ?? create(fields) };
      }
      const before = stored.get(id);
      if (!before) return { status: 404 };
      if (method === 'GET') return { status: 200, body: before };
      if (version !== `${before.version}`) return { status: 409 };
      if (method === 'PATCH') return { status: 200, body: edit(id, fields) };
      remove(id);
      return { status: 204 };
    },
  };
}
