// The poll of a source, as people are told of it.
import type { SourceState } from '../../shared/app/source/sourceState.ts';
import { problemView } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';

/** The field `poll`; empty while nothing is wrong. */
export function pollView({ problem, nextTry }: SourceState): { readonly poll?: object } {
  if (!problem) return {};
  const since = problem.at === undefined ? {} : { since: instantText(problem.at) };
  const next = nextTry === undefined ? {} : { nextTry: instantText(nextTry) };
  return { poll: { problem: { ...problemView(problem), ...since }, ...next } };
}
