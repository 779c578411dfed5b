// Reads every import of a tree and reports the ones that importRules.ts forbids.
// A check that read too few modules fails: with a compiler that it cannot load, the reader finds nothing and reports
// nothing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IModule, type IViolation } from 'dependency-cruiser';
import { type FolderCycle, findFolderCycles } from './folderCycles.ts';
import { EVERY_FOLDER, EXACT_FOLDERS, FOLDER_RULE, importRules } from './importRules.ts';

export interface ImportReport {
  /** One line for each forbidden import or cycle: rule, where, and what to do instead. */
  readonly problems: readonly string[];
  /** The number of modules that were read. */
  readonly modules: number;
  /** The number of folders of functions/, shared/ and local/ in which modules stand. */
  readonly folders: number;
}

export interface ImportOptions {
  /** Fewer modules than this is a problem of its own. */
  readonly floor: number;
}

/** Checks the folders of the deployed and local code below `root`. */
export async function checkImports(root: string, { floor }: ImportOptions): Promise<ImportReport> {
  const { summary, modules } = await readImports(root);
  const ours = modules.filter((module) => !module.source.includes('node_modules/') && !module.coreModule);
  const { folders, cycles } = exactCycles(ours);
  const problems = [...summary.violations.map(violationLine), ...cycles.map(cycleLine)];
  if (ours.length < floor)
    problems.push(`modules-read: only ${ours.length} modules were read, at least ${floor} exist.`);
  return { problems, modules: ours.length, folders };
}

function violationLine({ rule, from, to, cycle }: IViolation): string {
  const comment = importRules.find(({ name }) => name === rule.name)?.comment ?? '';
  const way = rule.name === FOLDER_RULE && cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
  return `${rule.name}: ${[...new Set(way)].join(' -> ')}. ${comment}`;
}

const cycleLine = ({ folders, imports }: FolderCycle): string =>
  `${EXACT_FOLDERS.name}: ${folders.join(', ')}: ${imports.join('; ')}. ${EXACT_FOLDERS.comment}`;

function exactCycles(modules: readonly IModule[]): ReturnType<typeof findFolderCycles> {
  const files = modules
    .filter(({ source }) => new RegExp(EVERY_FOLDER).test(source))
    .map(({ source, dependencies }) => ({ source, imports: dependencies.map(({ resolved }) => resolved) }));
  return findFolderCycles(files);
}

async function readImports(root: string): Promise<ICruiseResult> {
  const folders = ['functions', 'shared', 'local', 'test'].filter((folder) => existsSync(join(root, folder)));
  const { output } = await cruise(folders, {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...importRules] },
    // Rules about folders need the folders, which are read for metrics alone.
    metrics: true,
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
