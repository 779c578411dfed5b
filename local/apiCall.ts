// One request to the product's own HTTP API, and its answer.
import * as z from 'zod';

export interface ApiRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body?: object;
  readonly etag?: string | null;
}

export interface ApiAnswer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
}

/** Calls one address of the API with a key. Rejects only when no answer arrives. */
export async function callApi(url: string, key: string, { method, body, etag }: ApiRequest): Promise<ApiAnswer> {
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(etag ? { 'if-match': etag } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, etag: answer.headers.get('etag'), body: text === '' ? undefined : JSON.parse(text) };
}

/** The API's refusal as one sentence, with its code, and with the fields that it names. `what` was asked for. */
export function refused(what: string, { status, body }: ApiAnswer): Error {
  const problem = problemSchema.safeParse(body);
  if (!problem.success) return new Error(`The API refused ${what} with ${status}.`);
  const { code, detail, errors = [] } = problem.data;
  const fields = errors.map(({ field, message }) => ` ${field}: ${message}.`).join('');
  return new Error(`The API refused ${what} with ${status} (${code}): ${detail}${fields}`);
}

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});
