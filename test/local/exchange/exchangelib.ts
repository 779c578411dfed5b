// Runs a script of python3-exchangelib, as Debian ships it, against the local Exchange.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalExchange } from '../../../local/exchange/server.ts';

const PYTHON = '/usr/bin/python3';
export const exchangelibIsMissing = spawnSync(PYTHON, ['-c', 'import exchangelib']).status !== 0;

export interface ScriptResult {
  readonly status: number | null;
  /** The checks that held, a line each. */
  readonly checks: readonly string[];
  /** Its complaints. */
  readonly errors: string;
}

/** Runs a script of this folder, which gets its settings as JSON on standard input. */
export async function runExchangelib(script: string, exchange: LocalExchange, settings: object): Promise<ScriptResult> {
  const caFile = join(mkdtempSync(join(tmpdir(), 'exchange-')), 'ca.pem');
  writeFileSync(caFile, exchange.caCertificate);
  const child = spawn(PYTHON, [join(import.meta.dirname, script)], {
    env: { ...process.env, REQUESTS_CA_BUNDLE: caFile, TZ: 'UTC', PYTHONDONTWRITEBYTECODE: '1' },
  });
  let checks = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => {
    checks += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk;
  });
  child.stdin.end(JSON.stringify(settings));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, checks: checks.split('\n').filter(Boolean), errors };
}
