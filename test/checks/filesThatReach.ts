// The tests that need a server are known by their imports, so that no list of them has to be kept.
import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';

/** A file is reached at one of the paths, or wherever the text stands in it. */
export interface Reached {
  readonly paths: readonly string[];
  readonly text: string;
}

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g;

/** Paths of the TypeScript files in `folder`, relative to `root`, that reach what is asked for through their imports. */
export function filesThatReach(root: string, folder: string, { paths, text }: Reached): string[] {
  const found = new Map<string, boolean>(paths.map((path) => [path, true]));
  const reaches = (path: string): boolean => {
    const known = found.get(path);
    if (known !== undefined) return known;
    // Imports form no circles (importRules.ts); one that does would end here.
    found.set(path, false);
    const content = readText(join(root, path));
    const imports = [...content.matchAll(IMPORT)].map(({ 1: name = '' }) => normalize(join(path, '..', name)));
    const answer = content.includes(text) || imports.some(reaches);
    found.set(path, answer);
    return answer;
  };
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`)
    .filter(reaches)
    .sort();
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A sample may import a file that does not exist.
    return '';
  }
}
