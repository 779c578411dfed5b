// npm run check: every static check, one line each. All of them run; one that fails makes the exit status 1.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { checkImports } from './imports.ts';
import { checkLockFile } from './lockFile.ts';
import { type CheckResult, runChecks } from './runChecks.ts';
import { checkTidy, listFiles } from './tidy.ts';

const root = join(import.meta.dirname, '../..');
const bin = join(root, 'node_modules/.bin');

/** Fewer files than this, and a check has not looked where the code is. */
const FILES_AT_LEAST = 100;

/** A program of node_modules/.bin: what it prints are its problems when it fails. */
function tool(name: string, ...args: string[]): CheckResult {
  const run = spawnSync(join(bin, name), args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // Its first line asks the environment for node: the one of this project, not the machine's.
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
  });
  if (run.status === 0) return { problems: [], seen: name };
  const output = [run.stdout, run.stderr, run.error?.message].filter(Boolean).join('\n').trimEnd();
  return { problems: output === '' ? [`${name} ended with status ${run.status}`] : output.split('\n'), seen: name };
}

async function imports(): Promise<CheckResult> {
  const files = listFiles(root).filter((path) => /^(functions|shared|local|test)\/.*\.ts$/.test(path));
  const { problems, modules, folders } = await checkImports(root, {
    floor: Math.max(files.length, FILES_AT_LEAST),
  });
  return { problems, seen: `${modules} modules in ${folders} folders` };
}

function tidy(): CheckResult {
  const { problems, files } = checkTidy(root);
  const seen = `${files} files`;
  return files < FILES_AT_LEAST
    ? { seen, problems: [...problems, `files-read: only ${seen} were read.`] }
    : { seen, problems };
}

function lock(): CheckResult {
  const { problems, packages } = checkLockFile(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return { problems, seen: `${packages} packages` };
}

const failed = await runChecks(
  {
    types: () => tool('tsc', '--project', root),
    format: () => tool('biome', 'ci', '--colors=off', '--reporter=concise', '--error-on-warnings', root),
    imports,
    unused: () => tool('knip', '--config', join(root, 'test/checks/knip.jsonc'), '--no-progress'),
    tidy,
    lock,
  },
  (line) => console.log(line),
);
process.exitCode = failed.length === 0 ? 0 : 1;
