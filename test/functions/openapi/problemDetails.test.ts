// The promise about refusals: every problem of the catalogue keeps it.
import { expect, it } from 'vitest';
import { toHttp } from '../../../functions/http/answer.ts';
import { problemDetails } from '../../../functions/openapi/problemDetails.ts';
import { type ProblemCode, problems } from '../../../shared/problems.ts';

it.each(Object.keys(problems) as ProblemCode[])('%s', (code) => {
  const body: unknown = JSON.parse(String(toHttp({ problem: code, detail: 'x' }, 'id-1').body));
  expect(problemDetails.safeParse(body).error).toBeUndefined();
});
