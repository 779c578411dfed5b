// Severa's REST API as far as the tests of its adapter need it, from its public description. It has tokens, users, types,
// activities with pages, series with their exceptions, and participants. Long because it is one server.
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tlsFiles } from '../../../../local/exchange/http/tls.ts';

export const CREDENTIALS = { clientId: 'client of the tests', clientSecret: 'secret of the tests' };
const PAGE = 20;

export interface Row {
  guid: string;
  [field: string]: unknown;
}

export interface SeveraServer {
  readonly url: string;
  readonly caCertificate: string;
  readonly users: Row[];
  readonly types: Row[];
  readonly activities: Row[];
  readonly participants: Row[];
  /** Requests so far, without those for tokens. */
  readonly requests: () => number;
  readonly sent: { readonly method: string; readonly path: string; readonly body: unknown }[];
  /** Somebody who works in Severa. */
  readonly office: {
    create(fields: object): string;
    edit(guid: string, fields: object): void;
    remove(guid: string): void;
  };
  /** Answers instead of the server's own, for requests whose method and path it is asked about. */
  answerWith(odd: ((method: string, path: string) => Answer | undefined) | undefined): void;
  endTokens(): void;
  /** The scopes of the tokens from now on, whatever is asked for. */
  grant(scope: string): void;
  /** Severa's clock: each change is one second later. */
  readonly now: () => number;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of JSON. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

/** `clock`: Severa's clock. Without it, each change is a second later than the one before. */
export async function startSevera(start: number, clock?: () => number): Promise<SeveraServer> {
  const tls = await tlsFiles(undefined);
  const [users, types, activities, participants]: [Row[], Row[], Row[], Row[]] = [[], [], [], []];
  const tokens = new Set<string>();
  const sent: { method: string; path: string; body: unknown }[] = [];
  let odd: ((method: string, path: string) => Answer | undefined) | undefined;
  let granted: string | undefined;
  let requests = 0;
  let made = 0;
  let time = start;
  const stamp = (): string => {
    time = Math.max(time + 1000, clock?.() ?? 0);
    return new Date(time).toISOString();
  };

  const office: SeveraServer['office'] = {
    create(fields) {
      made += 1;
      const at = stamp();
      const row: Row = {
        hasDuration: true,
        ...fields,
        guid: `activity-${made}`,
        createdDateTime: at,
        lastUpdatedDateTime: at,
      };
      activities.push(row);
      return row.guid;
    },
    edit(guid, fields) {
      Object.assign(activities.find((row) => row.guid === guid) ?? {}, fields, { lastUpdatedDateTime: stamp() });
    },
    remove(guid) {
      activities.splice(
        activities.findIndex((row) => row.guid === guid),
        1,
      );
    },
  };

  function listed(query: URLSearchParams): Row[] {
    const kind = query.get('recurrenceType');
    const user = query.get('userGuids');
    const since = Date.parse(query.get('changedSince') ?? '1970-01-01T00:00:00Z');
    return activities.filter((row) => {
      const isSeries = row.recurrence !== undefined && row.recurrence !== null;
      const isException = row.recurrenceParentActivityGuid !== undefined;
      if (kind === 'Series' ? !isSeries : kind === 'Exception' ? !isException : isSeries) return false;
      const owner = (row.ownerUser as { guid: string }).guid;
      const takesPart = participants.some((each) => each.activityGuid === row.guid && each.participantGuid === user);
      if (user !== null && owner !== user && !takesPart) return false;
      return Date.parse(String(row.lastUpdatedDateTime)) >= since;
    });
  }

  const paged = (rows: readonly Row[], query: URLSearchParams): Answer => {
    const from = Number(query.get('pageToken') ?? 0);
    const size = Math.min(Number(query.get('rowCount') ?? PAGE), PAGE);
    const next = from + size;
    return {
      status: 200,
      body: rows.slice(from, next),
      headers: next < rows.length ? { NextPageToken: `${next}` } : {},
    };
  };

  function one(method: string, [guid = '', below = '', participant = '']: string[], body: unknown): Answer {
    const row = activities.find((each) => each.guid === guid);
    if (!row) return { status: 404 };
    if (below === 'activityparticipants' && method === 'GET') {
      return { status: 200, body: participants.filter((each) => each.activityGuid === guid) };
    }
    if (below === 'activityparticipants') {
      participants.splice(
        participants.findIndex((each) => each.guid === participant),
        1,
      );
      office.edit(guid, {});
      return { status: 204 };
    }
    if (method === 'GET') return { status: 200, body: row };
    if (method === 'DELETE') {
      office.remove(guid);
      return { status: 204 };
    }
    const changes = (body as { op: string; path: string; value: unknown }[]).map(({ path, value }) => [
      path.slice(1),
      value,
    ]);
    office.edit(guid, Object.fromEntries(changes));
    return { status: 200, body: [row] };
  }

  function answer(
    method: string,
    url: URL,
    { body, authorization }: { body: unknown; authorization: string | undefined },
  ): Answer {
    const path = url.pathname.replace('/rest-api', '');
    if (path === '/v1/token') {
      const { client_id: id, client_secret: secret, scope } = body as Record<string, string>;
      if (id !== CREDENTIALS.clientId || secret !== CREDENTIALS.clientSecret) return { status: 401 };
      tokens.add(`token-${tokens.size + 1}`);
      return {
        status: 200,
        body: { access_token: `token-${tokens.size}`, access_token_expires_in: 3600, scope: granted ?? scope },
      };
    }
    if (path === '/heartbeat/server') return { status: 200, text: 'Server is alive.' };
    requests += 1;
    sent.push({ method, path, body });
    if (!tokens.has(authorization?.replace('Bearer ', '') ?? '')) return { status: 401 };
    const strange = odd?.(method, path);
    if (strange) return strange;
    if (path === '/heartbeat/authorized') return { status: 204 };
    if (path === '/v1/users') return paged(users, url.searchParams);
    if (path === '/v1/activitytypes') return paged(types, url.searchParams);
    if (path === '/v1/activityparticipants') {
      made += 1;
      const row: Row = { ...(body as object), guid: `participant-${made}` };
      participants.push(row);
      office.edit(String(row.activityGuid), {});
      return { status: 201, body: row };
    }
    if (path === '/v1/activities' && method === 'GET') return paged(listed(url.searchParams), url.searchParams);
    if (path === '/v1/activities') {
      const guid = office.create(body as object);
      return { status: 201, body: activities.find((row) => row.guid === guid) };
    }
    return one(method, path.split('/').slice(3), body);
  }

  const server = createServer({ cert: tls.certificate, key: tls.key }, async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const url = new URL(request.url ?? '/', 'https://severa');
    send(response, answer(request.method ?? 'GET', url, { body, authorization: request.headers.authorization }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    url: `https://localhost:${port}/rest-api`,
    caCertificate: tls.ca,
    users,
    types,
    activities,
    participants,
    requests: () => requests,
    sent,
    office,
    answerWith: (answers) => {
      odd = answers;
    },
    endTokens: () => tokens.clear(),
    grant(scope) {
      granted = scope;
    },
    now: () => time,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function send(response: ServerResponse, { status, body, text, headers = {} }: Answer): void {
  const content = text ?? (body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, { 'content-type': text === undefined ? 'application/json' : 'text/html', ...headers });
  response.end(content);
}
