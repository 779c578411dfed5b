// Reads every file of the project and reports what breaks a house rule (tidyRules.ts), and every deployed file
// without a test of its own (twins.ts).
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseSource } from './sourceFile.ts';
import { tidyRules } from './tidyRules.ts';
import { findWithoutTwin, testedElsewhere } from './twins.ts';

/** What is read: our own text. Lock files, generated folders and the samples of the checks are not. */
const READ = /\.(ts|py|md|json|yaml|yml)$|^\.ci\/|^\.gitignore$/;
const NOT_READ =
  /(^|\/)(node_modules|dist|\.git|\.local|coverage)(\/|$)|^package-lock\.json$|^local\.settings\.json$|^test\/checks\/(fixtures\/|tidy\.test\.ts$)/;

/** Findings of one file: `path:line rule: what to do instead`. */
export function tidy(path: string, text: string): string[] {
  const file = parseSource(path, text);
  return tidyRules
    .filter((rule) => rule.files.test(path) && !rule.except?.test(path))
    .flatMap((rule) => [...new Set(rule.find(file))].map((line) => `${path}:${line} ${rule.name}: ${rule.instead}`));
}

/** Paths of every file that is read, relative to `root`, sorted. */
export function listFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder))
    .sort()
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
    .filter((path) => !NOT_READ.test(path))
    .flatMap((path) => {
      if (statSync(join(root, path)).isDirectory()) return listFiles(root, path);
      return READ.test(path) ? [path] : [];
    });
}

/** Every finding below `root`, and the number of files read. `reasons` are those of twins.ts. */
export function checkTidy(
  root: string,
  reasons: Readonly<Record<string, string>> = testedElsewhere,
): { readonly problems: readonly string[]; readonly files: number } {
  const files = listFiles(root).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const exists = (path: string): boolean => existsSync(join(root, path));
  return {
    problems: [...files.flatMap(({ path, text }) => tidy(path, text)), ...findWithoutTwin(files, exists, reasons)],
    files: files.length,
  };
}
