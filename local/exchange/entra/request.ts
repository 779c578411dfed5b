// A request to Entra over HTTP, and its answer.

export interface EntraRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The Cookie header. */
  readonly cookie: string;
  readonly body: string;
}

export interface EntraAnswer {
  readonly status: number;
  /** JSON, or the HTML of a page. */
  readonly body: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}
