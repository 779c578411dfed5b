// Reads every import of a tree and reports the ones that importRules.ts forbids.
// A check that read too few modules fails: with a compiler it cannot load, the reader finds nothing and is content.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { importRules } from './importRules.ts';

export interface ImportReport {
  /** One line for each forbidden import: rule, from, to, and what to do instead. */
  readonly problems: readonly string[];
  readonly modules: number;
}

/** Checks the folders of the deployed and local code below `root`; fewer modules than `floor` is a problem of its own. */
export async function checkImports(root: string, floor: number): Promise<ImportReport> {
  const { summary, modules } = await readImports(root);
  const ours = modules.filter((module) => !module.source.includes('node_modules/') && !module.coreModule);
  const problems = summary.violations.map(({ rule, from, to }) => {
    const comment = importRules.find(({ name }) => name === rule.name)?.comment ?? '';
    return `${rule.name}: ${from}${to === from ? '' : ` -> ${to}`}. ${comment}`;
  });
  if (ours.length < floor)
    problems.push(`modules-read: only ${ours.length} modules were read, at least ${floor} exist.`);
  return { problems, modules: ours.length };
}

async function readImports(root: string): Promise<ICruiseResult> {
  const folders = ['functions', 'shared', 'local', 'test'].filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(folders, {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...importRules] },
    // Imports of types alone are imports too.
    tsPreCompilationDeps: true,
    exclude: { path: '^test/checks/fixtures/' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  });
  if (typeof output === 'string') throw new TypeError('dependency-cruiser answers text where a result was asked for');
  return output;
}
