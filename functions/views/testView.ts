// The report of a connection test as people read it.
import type { TestReport } from '../../shared/probe/report.ts';
import { problemView } from '../http/answer.ts';

export function testView({ ok, steps }: Pick<TestReport, 'ok' | 'steps'>): object {
  return {
    ok,
    steps: steps.map(({ problem, ...step }) => ({
      ...step,
      ...(problem ? { problem: problemView({ code: problem }) } : {}),
    })),
  };
}
