// Reads every file of the project and reports what breaks a house rule (tidyRules.ts), and every deployed file
// without a test of its own (mirroredTests.ts).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { findWithoutTest, testedElsewhere } from './mirroredTests.ts';
import { parseSource } from './sourceFile.ts';
import { tidyRules } from './tidyRules.ts';

/** Our own text is read. Lock files, generated folders and the samples of the checks are not. */
const READ = /\.(ts|py|md|json|yaml|yml)$|^\.ci\/|^\.gitignore$/;
const NOT_READ = /^package-lock\.json$|^local\.settings\.json$|^test\/checks\/(fixtures\/|tidy\.test\.ts$)/;
const NOT_OURS = /(^|\/)(node_modules|dist|\.git|\.local|coverage)(\/|$)/;

/** Findings of one file: `path:line rule: what to do instead`. `paths`: those of all files of the project. */
export function tidy(path: string, text: string, paths: readonly string[]): string[] {
  const file = parseSource(path, text);
  return tidyRules
    .filter(({ files, except }) => files.test(path) && !except?.test(path))
    .flatMap((rule) =>
      [...new Set(rule.find(file, paths))].map((line) => `${path}:${line} ${rule.name}: ${rule.instead}`),
    );
}

/** Paths of every file that is read, relative to `root`, sorted. */
export const listFiles = (root: string): string[] =>
  listPaths(root).filter((path) => READ.test(path) && !NOT_READ.test(path));

/** Paths of every file of the project, relative to `root`, sorted; read or not. */
function listPaths(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder))
    .sort()
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .filter((path) => !NOT_OURS.test(path))
    .flatMap((path) => {
      return statSync(join(root, path)).isDirectory() ? listPaths(root, path) : [path];
    });
}

/** Every finding below `root`, and the number of files read. `reasons` are those of mirroredTests.ts. */
export function checkTidy(
  root: string,
  reasons: Readonly<Record<string, string>> = testedElsewhere,
): { readonly problems: readonly string[]; readonly files: number } {
  const files = listFiles(root).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const paths = listPaths(root);
  const exists = (path: string): boolean => existsSync(join(root, path));
  return {
    problems: [
      ...files.flatMap(({ path, text }) => tidy(path, text, paths)),
      ...findWithoutTest(files, exists, reasons),
    ],
    files: files.length,
  };
}
