// Requests and answers as plain values, and the refusals of Ivanti.

export interface Asked {
  readonly method: string;
  /** The segments of the path, decoded, without the leading `/HEAT`. */
  readonly path: readonly string[];
  readonly isHeat: boolean;
  readonly query: URLSearchParams;
  /** The body as it came. */
  readonly text: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Answer {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The connection ends without an answer. */
  readonly isLost?: boolean;
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'Invalid Request Payload',
  401: 'Unauthorized',
  404: 'Not Found',
  500: 'Internal Server Error',
};

/** A request that Ivanti does not carry out. The code follows from the status: 400 is `ISM_4000`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: string;
  readonly description: string;

  constructor(status: number, message: string, description = DESCRIPTIONS[status] ?? '') {
    super(message);
    this.status = status;
    this.code = `ISM_${status < 500 ? 4000 + (status - 400) : 5000}`;
    this.description = description;
  }
}

export const refused = (message: string): Refusal => new Refusal(400, message);
export const invalidPath = (): Refusal => new Refusal(404, 'Invalid Path');

/** The answer to a refused request. `message` is an array in every version of the help. */
export const refusalAnswer = ({ status, code, description, message }: Refusal): Answer => ({
  status,
  json: { code, description, message: [message], help: 'Contact your system administrator.' },
});

/** A page for people, as a wrong address or a firewall gives it: its status says nothing. */
export const htmlPage = (status: number): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  text: '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action="login"></form></body></html>',
});
