// P7: a cold start, from an empty process to "functions registered", with the bundle that is deployed; and that what
// speaks EWS is in it and not evaluated.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atMost, type Figure, median, shown } from './figure.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/main.cjs');
const STARTS = 7;
const MB = 1e6;

/** Only so that the settings are complete: nothing is called at the start. */
const SETTINGS = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  STATE_STORAGE: 'UseDevelopmentStorage=true',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  OPERATOR_KEY: 'the-benchmark-has-no-operator-to-call-it',
};

/**
 * The program of the process. It is text, since a process that strips types has a compiler in its memory. The worker
 * provides `core`. Modules of the bundle are functions named after their path, so that coverage tells which were
 * evaluated.
 */
const START = `
  const { Module } = require('node:module');
  const { Session } = require('node:inspector');
  const [bundle, cover] = process.argv.slice(1);
  let functions = 0;
  const core = { version: '3.0.0', hostVersion: '4.0.0', setProgrammingModel() {}, registerHook() {}, log() {},
    registerFunction() { functions += 1; } };
  const original = Module.prototype.require;
  Module.prototype.require = function (name) { return name === '@azure/functions-core' ? core : original.call(this, name); };
  const session = new Session();
  if (cover) {
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true });
  }
  const startedAt = performance.now();
  require(bundle);
  const ms = performance.now() - startedAt;
  const { rss } = process.memoryUsage();
  let evaluated = [];
  if (cover) session.post('Profiler.takePreciseCoverage', (_, { result }) => {
    evaluated = result.filter(({ url }) => url.endsWith('/main.cjs')).flatMap((script) => script.functions)
      .filter(({ ranges }) => ranges[0].count > 0).map(({ functionName }) => functionName);
  });
  process.stdout.write(JSON.stringify({ functions, ms, rss, evaluated }));
  process.exit();
`;

interface Start {
  readonly functions: number;
  readonly ms: number;
  readonly rss: number;
  /** Names of functions that were called. */
  readonly evaluated: readonly string[];
}

export async function measureColdStart(): Promise<Figure[]> {
  const starts: Start[] = [];
  for (let count = 0; count < STARTS; count += 1) starts.push(await start());
  const covered = await start('cover');
  const evaluated = (library: string) =>
    covered.evaluated.filter((name) => name.startsWith(`node_modules/${library}/`)).length;
  if (covered.functions === 0 || evaluated('@azure/functions') === 0) throw new Error('The bundle registered nothing.');
  return [
    shown('P7.functions', covered.functions, 'functions'),
    atMost(300, { id: 'P7.time', value: median(starts.map(({ ms }) => ms)), unit: 'ms' }),
    atMost(120, { id: 'P7.memory', value: Math.max(...starts.map(({ rss }) => rss)) / MB, unit: 'MB' }),
    atMost(0, { id: 'P7.ews', value: evaluated('ews-javascript-api'), unit: 'modules' }),
  ];
}

async function start(...cover: 'cover'[]): Promise<Start> {
  const run = promisify(execFile);
  const args = ['--eval', START, BUNDLE, ...cover];
  const { stdout } = await run(process.execPath, args, { env: SETTINGS });
  return JSON.parse(stdout);
}
