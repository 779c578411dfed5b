// Requests and answers as plain values, and the refusals of Severa.

export interface Asked {
  readonly method: string;
  /** The segments after the version: `activities`, a guid, and so on. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type LocationType = 'PathParameter' | 'RequestBody' | 'RequestHeader' | 'UriParameter';

/** A request that Severa does not carry out. It carries the values of the error body. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly type: string;
  readonly location: { readonly type: LocationType; readonly name: string } | undefined;

  constructor(status: number, type: string, location?: { readonly type: LocationType; readonly name: string }) {
    super(location === undefined ? type : `${type}: ${location.name}`);
    this.status = status;
    this.type = type;
    this.location = location;
  }
}

export const notFound = (): Refusal => new Refusal(404, 'NotFound');
export const badField = (name: string): Refusal => new Refusal(400, 'InvalidParameter', { type: 'RequestBody', name });
export const badQuery = (name: string): Refusal => new Refusal(400, 'InvalidParameter', { type: 'UriParameter', name });

/** The answer to a refused request: 404 has no body, every other refusal the error model. */
export function refusalAnswer(refusal: Refusal, errorBody: 'model' | 'empty' | 'text'): Answer {
  const { status, type, location, message } = refusal;
  if (status === 404 || errorBody === 'empty') return { status };
  if (errorBody === 'text') return { status, text: message };
  const details = [location === undefined ? { message } : { message, location: { ...location, identifier: null } }];
  return { status, json: { error: { httpStatusCode: status, type, details, stack: 'at Severa.Made.Up()' } } };
}

/** The value as an object. Throws the refusal of the field `name` for anything else. */
export function objectIn(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badField(name);
  return Object.fromEntries(Object.entries(value));
}
