// The order of the test files. One project follows the other, because processes are shared within one only. The longest
// files of each come first, so that two workers end at about the same time.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest, the longest first, as npm test names them at its end. */
export const LONGEST = [
  'test/faults/sweepOverEws.test.ts',
  'test/faults/sweepOverGraph.test.ts',
  'test/soak/historiesOverEws.test.ts',
  'test/faults/sweepOfSeries.test.ts',
  'test/local/demo/demo.test.ts',
  'test/faults/sweepOfIdentity.test.ts',
  'test/soak/historiesOverGraph.test.ts',
  'test/faults/',
  'test/soak/',
  'test/local/product.test.ts',
  'test/local/host/queues.test.ts',
  'test/shared/exchange/ews/mailbox.test.ts',
  'test/scenarios/',
];

/** The place of a file in the order: the smaller the earlier. */
export function rankOf(path: string): number {
  const rank = LONGEST.findIndex((each) => path.includes(each));
  return rank < 0 ? LONGEST.length : rank;
}

/** Files with their projects in the order in which they run; `projects` are in the order of the configuration. */
export function inOrder<T extends { readonly path: string; readonly project: string }>(
  files: readonly T[],
  projects: readonly string[],
): T[] {
  return files.toSorted(
    (a, b) => projects.indexOf(a.project) - projects.indexOf(b.project) || rankOf(a.path) - rankOf(b.path),
  );
}

export class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications);
    const files = sorted.map((specification) => ({
      specification,
      path: specification.moduleId,
      project: specification.project.name,
    }));
    return inOrder(
      files,
      this.ctx.projects.map(({ name }) => name),
    ).map(({ specification }) => specification);
  }
}
