// The project's own pages, and their tables, as the tests of the documentation read them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from '../checks/tidy.ts';

export const root = join(import.meta.dirname, '../..');

export const readPage = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every page, by its path from the top level. */
export const pages: readonly string[] = listFiles(root).filter((path) => path.endsWith('.md'));

/** Every file of ours that is not a page. */
export const sources: readonly string[] = listFiles(root).filter((path) => path.endsWith('.ts'));

/** Rows of the first table after `heading`, without the head row; cells trimmed, bold and code marks removed. */
export function tableAfter(page: string, heading: string): string[][] {
  const from = page.indexOf(heading);
  if (from < 0) throw new Error(`there is no "${heading}"`);
  const lines = page.slice(from).split('\n');
  const begin = lines.findIndex((line) => line.startsWith('|'));
  const rest = lines.slice(begin);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(2, end < 0 ? undefined : end).map(cells);
}

/** A backslash keeps a bar inside a cell. */
const cells = (line: string): string[] =>
  line
    .slice(1, line.lastIndexOf('|'))
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll(/\*\*|`/g, ''));
