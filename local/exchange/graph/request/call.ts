// The input and output of every Graph resource.
import type { Send } from '../../person/meetingMail.ts';
import type { Mailbox } from '../../store/store.ts';
import type { Preferences } from './prefer.ts';
import type { Query } from './query.ts';

/** A request, from the network or from a batch. */
export interface GraphRequest {
  readonly method: string;
  /** Path and query after the version: `/users/ada@example.com/events?$top=5`. */
  readonly url: string;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object | string;
}

/** The caller, as its token says. */
export interface GraphCaller {
  readonly appId: string;
  readonly tenant: string;
  readonly roles: readonly string[];
  /** True where the mailbox belongs to the caller's tenant. */
  readonly hasUser: (mailbox: Mailbox) => boolean;
  /** True where the tenant lets the app open the mailbox. */
  readonly mayOpen: (mailbox: Mailbox) => boolean;
}

/** The parts of the server that resources need. */
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
  /** The query as sent: links to further pages repeat it. */
  readonly queryText: string;
  readonly prefer: Preferences;
  readonly mailbox: Mailbox;
  readonly caller: GraphCaller;
  readonly site: GraphSite;
}

/** The `@odata.context` of an answer. */
export const contextOf = ({ site, mailbox }: Call, rest: string): string =>
  `${site.root()}/$metadata#users('${encodeURIComponent(mailbox.address)}')/${rest}`;

/** A link to this request's path with another query. */
export const linkTo = ({ site, path }: Call, query: string): string => `${site.root()}${path}?${query}`;
