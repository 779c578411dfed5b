// Several requests in one (learn.microsoft.com: "Combine multiple HTTP requests using JSON batching"): each has its own
// outcome, and its own Retry-After.
import { z } from 'zod';
import type { Instant } from '../../../calendar/event.ts';
import { type Failure, failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { brokenAnswer } from '../../failures.ts';
import { failureOfGraph, failureOfWrite, type GraphRefusal } from '../http/failures.ts';
import { askOnce, type GraphMailbox, HEADERS, HEADERS_OF_FORMATS } from './graphMailbox.ts';

export interface BatchRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind the version, with its query. */
  readonly url: string;
  readonly body?: object;
  /** Texts of events are answered as HTML, and not as plain text. */
  readonly bodies?: 'html';
  /** The version that the item must still have. */
  readonly ifMatch?: string;
  /** Only after the request at this place, and only if that succeeded. */
  readonly after?: number;
}

/** The reading of the answer to each request of a batch. */
export interface AnswerReading<T> {
  /** Takes what is wanted from a success. `at`: the place of its request. */
  readonly read: (body: unknown, at: number) => Outcome<T>;
  /** The meaning of an answer that is no success; undefined: the same as elsewhere. */
  readonly refused?: (refusal: GraphRefusal) => Outcome<T> | undefined;
}

/** Microsoft's limit. */
export const BATCH_MAX = 20;

/** One outcome per request, in order; no requests are no request. */
export async function askEach<T>(
  mailbox: GraphMailbox,
  requests: readonly BatchRequest[],
  { read, refused }: AnswerReading<T>,
): Promise<Outcome<T>[]> {
  const outcomes: Outcome<T>[] = [];
  while (outcomes.length < requests.length) {
    const from = outcomes.length;
    const batch = requests.slice(from, from + BATCH_MAX);
    const answers = await askBatch(mailbox, batch, outcomes);
    outcomes.push(
      ...answers.map((answer, at): Outcome<T> => {
        if (!answer.ok) return answer;
        const { status, body } = answer.value;
        if (status >= 200 && status < 300) return read(body, from + at);
        const refusal = refusalOf(answer.value);
        return refused?.(refusal) ?? failed(failureOf(batch[at], refusal, mailbox.connection.now()));
      }),
    );
  }
  return outcomes;
}

const failureOf = (request: BatchRequest | undefined, refusal: GraphRefusal, now: Instant): Failure =>
  request?.method === 'GET' ? failureOfGraph(refusal, now) : failureOfWrite(refusal, now);

const answer = z.object({
  id: z.string(),
  status: z.number(),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});
type Answer = z.infer<typeof answer>;

const answers = z.object({ responses: z.array(answer) });

/** `earlier`: the outcomes of the requests before this batch, on which some of its requests may depend. */
async function askBatch(
  mailbox: GraphMailbox,
  batch: readonly BatchRequest[],
  earlier: readonly Outcome<unknown>[],
): Promise<Outcome<Answer>[]> {
  const from = earlier.length;
  const isLost = ({ after }: BatchRequest): boolean => after !== undefined && after < from && !earlier[after]?.ok;
  const requests = batch.flatMap((request, at) => (isLost(request) ? [] : [stepOf(request, from, at)]));
  const sent = await askOnce(mailbox, (client) => client.api('/$batch').post({ requests }));
  if (!sent.ok) return batch.map(() => sent);
  const parsed = answers.safeParse(sent.value);
  if (!parsed.success) return batch.map(() => failed(brokenAnswer('not the answer of a batch')));
  const byId = new Map(parsed.data.responses.map((each) => [each.id, each]));
  return batch.map((request, at) => {
    if (isLost(request)) return failed(FAILED_DEPENDENCY);
    const found = byId.get(String(from + at));
    return found ? ok(found) : failed(brokenAnswer('answers are missing'));
  });
}

function stepOf({ method, url, body, bodies, ifMatch, after }: BatchRequest, from: number, at: number): object {
  const isInside = after !== undefined && after >= from;
  return {
    id: String(from + at),
    method,
    url,
    headers: {
      ...(bodies === 'html' ? HEADERS_OF_FORMATS : HEADERS),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(ifMatch === undefined ? {} : { 'If-Match': ifMatch }),
    },
    ...(body ? { body } : {}),
    ...(isInside ? { dependsOn: [String(after)] } : {}),
  };
}

const FAILED_DEPENDENCY: Failure = { kind: 'transient', code: 'exchange-error', detail: 'HTTP 424 FailedDependency' };

const error = z.object({ error: z.object({ code: z.string() }) });

function refusalOf({ status, headers, body }: Answer): GraphRefusal {
  const [, retryAfter] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after') ?? [];
  return {
    status,
    code: error.safeParse(body).data?.error.code ?? '',
    retryAfter: retryAfter === undefined ? undefined : String(retryAfter),
  };
}
