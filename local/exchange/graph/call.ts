// What every resource of Graph gets and gives.
import type { Send } from '../meetingMail.ts';
import type { Mailbox } from '../store.ts';
import type { Preferences } from './prefer.ts';
import type { Query } from './query.ts';

/** A request, of the network or of a batch. */
export interface GraphRequest {
  readonly method: string;
  /** Path and query behind the version: `/users/ada@example.com/events?$top=5`. */
  readonly url: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** Whoever calls, as their token says. */
export interface GraphCaller {
  readonly appId: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  /** Whether the mailbox is of the tenant. */
  readonly hasUser: (mailbox: Mailbox) => boolean;
  /** Whether the tenant lets the app into it. */
  readonly mayOpen: (mailbox: Mailbox) => boolean;
}

/** What resources need of the server. */
export interface GraphSite {
  /** `https://localhost:PORT/v1.0` */
  readonly root: () => string;
  readonly send: Send;
}

/** A request about one mailbox. */
export interface Call {
  readonly request: GraphRequest;
  /** The path without its query. */
  readonly path: string;
  readonly query: Query;
  /** The query as it came: links to further pages repeat it. */
  readonly queryText: string;
  readonly prefer: Preferences;
  readonly mailbox: Mailbox;
  readonly caller: GraphCaller;
  readonly site: GraphSite;
}

/** The `@odata.context` of what an answer holds. */
export const contextOf = ({ site, mailbox }: Call, rest: string): string =>
  `${site.root()}/$metadata#users('${encodeURIComponent(mailbox.address)}')/${rest}`;

/** A link to this request's path with another query. */
export const linkTo = ({ site, path }: Call, query: string): string => `${site.root()}${path}?${query}`;
