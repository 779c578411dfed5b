// Connections over Microsoft Graph joined: stored settings become mailboxes and the connection test.
import type { Instant } from '../../calendar/event.ts';
import type { GraphConnection, GraphConnectionOptions } from '../../exchange/graph/connection/connection.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Ids } from '../../seams.ts';
import type { GraphSettings, Versioned } from '../../state/directory.ts';
import type { ExchangeAdapter } from './exchangeAdapter.ts';
import { type GraphApplicationParts, graphApplication } from './graphApplication.ts';

export interface GraphParts extends GraphApplicationParts {
  readonly newId: Ids;
  /** So long a consent is believed without being read anew. */
  readonly rememberMs: number;
}

export interface GraphTenant extends Pick<GraphConnectionOptions, 'tenant' | 'clientId'> {}

export interface OpenGraph {
  readonly connection: GraphConnection;
  /** Changes with the settings, and with each consent. */
  readonly version: string;
}

export interface Graph extends ExchangeAdapter<GraphSettings> {
  /** The company's connection, shared by all who open it as long as it stays the same. */
  connect(company: string, settings: Versioned<GraphSettings>): Promise<OpenGraph | ProblemCode>;
  /** As whom the company's connection signs in, and where. */
  application(company: string, settings: GraphSettings): Promise<GraphTenant | ProblemCode>;
}

export function joinGraph(parts: GraphParts): Graph {
  const connect = rememberedConnections(parts);
  return {
    connect,

    async mailbox(company, settings, { address, calendar = settings.value.calendar }) {
      const opened = await connect(company, settings);
      if (typeof opened === 'string') return opened;
      const { createGraphMailbox } = await import('../../exchange/graph/mailbox.ts');
      const { timeZone } = settings.value;
      const mailbox = createGraphMailbox(opened.connection, { address, calendar, timeZone });
      return { mailbox, connection: opened.version };
    },

    async application(company, settings) {
      const application = await graphApplication(parts, company, settings);
      if (typeof application === 'string') return application;
      const { tenant, clientId } = application.connection;
      return { tenant, clientId };
    },

    async test(company, settings, { mailbox, write = false, outsider }) {
      const application = await graphApplication(parts, company, settings);
      if (typeof application === 'string') return application;
      const { probeGraph } = await import('../../exchange/graph/probe.ts');
      const { calendar, timeZone } = settings;
      const where = { testMailbox: mailbox ?? settings.testMailbox, timeZone, ...(calendar ? { calendar } : {}) };
      const asked = { write, ...(outsider === undefined ? {} : { outsider }) };
      return probeGraph({ ...application.connection, ...where, ...asked, newId: parts.newId });
    },
  };
}

/** One connection as long as settings and consent stay the same: the company's links share its token and sockets. */
function rememberedConnections(parts: GraphParts): Graph['connect'] {
  const { now, rememberMs } = parts;
  const connections = new Map<string, OpenGraph & { readonly etag: string; readonly until: Instant }>();
  return async (company, { value, etag }) => {
    const before = connections.get(company);
    if (before?.etag === etag && before.until > now()) return before;
    const application = await graphApplication(parts, company, value);
    if (typeof application === 'string') return application;
    const version = application.grantedAt === undefined ? etag : `${etag} ${application.grantedAt}`;
    const until = now() + rememberMs;
    if (before?.version === version) {
      connections.set(company, { ...before, until });
      return before;
    }
    const { createGraphConnection } = await import('../../exchange/graph/connection/connection.ts');
    // The former one is not closed: runs under way end with it, and its idle sockets end by themselves.
    const opened = { connection: createGraphConnection(application.connection), version, etag, until };
    connections.set(company, opened);
    return opened;
  };
}
