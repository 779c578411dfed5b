// JSON batching (learn.microsoft.com: Combine multiple HTTP requests using JSON batching). A batch holds up to 20
// requests, each with its own status, answered in no particular order.

import { objectOf } from './event/draft.ts';
import type { GraphAnswer, GraphRequest } from './request/call.ts';
import { GraphError } from './request/errors.ts';

const STEPS_MAX = 20;

interface Step {
  readonly id: string;
  readonly request: GraphRequest;
  readonly dependsOn: readonly string[];
}

/** Carries out a batch. Throws GraphError for a malformed batch, of which nothing was carried out. */
export async function runBatch(
  body: unknown,
  run: (request: GraphRequest) => Promise<GraphAnswer>,
): Promise<GraphAnswer> {
  const { requests } = objectOf(body);
  if (!Array.isArray(requests)) throw badBatch('Invalid batch payload format.');
  if (requests.length > STEPS_MAX)
    throw badBatch(`Number of batch request steps exceeds the maximum value of ${STEPS_MAX}.`);
  const steps = requests.map(readStep);
  if (new Set(steps.map(({ id }) => id)).size < steps.length) throw badBatch('Request ids have to be unique.');
  const answers = new Map<string, GraphAnswer>();
  for (const { id, request, dependsOn } of steps) {
    const failed = dependsOn.some((other) => (answers.get(other)?.status ?? 500) >= 400);
    answers.set(id, failed ? FAILED_DEPENDENCY : await run(request));
  }
  const responses = [...answers].reverse().map(([id, { status, headers, body: content }]) => ({
    id,
    status,
    headers: { ...(content !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(content !== undefined && { body: content }),
  }));
  return { status: 200, body: { responses } };
}

const badBatch = (message: string) => new GraphError(400, { code: 'BadRequest', message });

const FAILED_DEPENDENCY: GraphAnswer = {
  status: 424,
  body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
};

function readStep(given: unknown): Step {
  const { id, method, url, headers = {}, body, dependsOn = [] } = objectOf(given);
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string')
    throw badBatch('Each request of a batch needs id, method and url.');
  if (!Array.isArray(dependsOn)) throw badBatch('The property dependsOn has to be a collection.');
  const named = Object.entries(objectOf(headers)).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  const request = {
    method: method.toUpperCase(),
    url: url.startsWith('/') ? url : `/${url}`,
    headers: Object.fromEntries(named),
    body,
  };
  if (body !== undefined && !('content-type' in request.headers))
    throw badBatch(`Write request id : ${id} does not contain Content-Type header or body.`);
  return { id, request, dependsOn: dependsOn.map(String) };
}
