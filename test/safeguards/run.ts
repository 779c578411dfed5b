// npm run safeguards: without any change all the named tests pass; without a safeguard its test fails. Prints the table,
// and ends with 0 when each is as it should be.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { SAFEGUARDS, type Safeguard, type Witness } from './safeguards.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Runs at the same time, as many as there are cores on the smallest machine that runs the tests. */
const AT_ONCE = 2;

const report = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ title: z.string(), status: z.string(), failureMessages: z.array(z.string()).optional() }),
      ),
    }),
  ),
});

interface Ran {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  /** The reason why no test could be run. */
  readonly broken: string | undefined;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Runs these tests, without the safeguard if one is given. */
async function runTests(witnesses: readonly Witness[], without: string | undefined, folder: string): Promise<Ran> {
  const file = join(folder, `${without ?? 'all'}.json`.replaceAll(' ', '-'));
  const args = [
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    join(import.meta.dirname, 'vitest.config.ts'),
    '--maxWorkers',
    without === undefined ? `${AT_ONCE}` : '1',
    '--reporter',
    'json',
    '--outputFile',
    file,
    '--testNamePattern',
    witnesses.map(({ test }) => escaped(test)).join('|'),
    ...new Set(witnesses.map((witness) => witness.file)),
  ];
  const output = await new Promise<string>((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      env: { ...process.env, SAFEGUARD: without ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('close', () => resolve(Buffer.concat(said).toString()));
  });
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { passed: [], failed: [], broken: output.slice(-2_000) };
  const { testResults } = report.parse(JSON.parse(text));
  const tests = testResults.flatMap((each) => each.assertionResults);
  const titles = (status: string): string[] => tests.filter((test) => test.status === status).map(({ title }) => title);
  const ran = { passed: titles('passed'), failed: titles('failed') };
  const messages = testResults.flatMap(({ message }) => message || []);
  return { ...ran, broken: ran.passed.length + ran.failed.length === 0 ? (messages[0] ?? 'no test ran') : undefined };
}

/** True when its test failed as it should. */
async function tryWithout(safeguard: Safeguard, folder: string): Promise<boolean> {
  const { failed, broken } = await runTests([safeguard.witness], safeguard.name, folder);
  const noticed = failed.find((title) => title.startsWith(safeguard.witness.test));
  console.log(`${noticed ? 'noticed    ' : 'NOT NOTICED'}  ${safeguard.name}: ${safeguard.without}`);
  for (const file of new Set(safeguard.changes.map((change) => change.file))) console.log(`             in ${file}`);
  console.log(`             ${noticed ?? broken ?? `"${safeguard.witness.test}" passes`}`);
  return noticed !== undefined;
}

async function main(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'safeguards-'));
  const all = await runTests(
    SAFEGUARDS.map(({ witness }) => witness),
    undefined,
    folder,
  );
  console.log(`with all safeguards: ${all.passed.length} tests pass, ${all.failed.length} fail`);
  for (const title of all.failed) console.log(`             ${title}`);
  if (all.broken) console.log(all.broken);
  const waiting = [...SAFEGUARDS];
  let asTheyShould = all.failed.length === 0 && all.passed.length > 0;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await tryWithout(next, folder))) asTheyShould = false;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await rm(folder, { recursive: true });
  return asTheyShould;
}

process.exitCode = (await main()) ? 0 : 1;
