// A foreign client, python3-exchangelib as Debian ships it, uses the local Exchange as it would a real one.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADA, ADA_HERSELF, BEN, SERVICE, startTestExchange } from './ewsClient.ts';

const PYTHON = '/usr/bin/python3';
const missing = spawnSync(PYTHON, ['-c', 'import exchangelib']).status !== 0;

/** Runs the script; answers its exit status, the checks that held, and what it complained of. */
async function run(
  caFile: string,
  settings: object,
): Promise<{ status: number | null; checks: string[]; errors: string }> {
  const child = spawn(PYTHON, [join(import.meta.dirname, 'exchangelibClient.py')], {
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

describe.skipIf(missing)('exchangelib (skipped where python3-exchangelib is not installed)', () => {
  it.each([
    { who: 'a service account by impersonation', account: SERVICE, impersonate: true, checks: 25 },
    { who: 'the user with their own account', account: ADA_HERSELF, impersonate: false, checks: 26 },
  ])(
    '$who creates, reads, updates, deletes and synchronises',
    async ({ account, impersonate, checks }) => {
      const exchange = await startTestExchange();
      const caFile = join(mkdtempSync(join(tmpdir(), 'exchange-')), 'ca.pem');
      writeFileSync(caFile, exchange.caCertificate);
      const settings = {
        url: exchange.url,
        account: account.name,
        password: account.password,
        mailbox: ADA,
        stranger: BEN,
        impersonate,
      };
      const result = await run(caFile, settings);
      await exchange.close();
      expect(result.errors).toBe('');
      expect(result.checks).toHaveLength(checks);
      expect(result.status).toBe(0);
      expect(exchange.mail).toEqual([]);
    },
    60_000,
  );
});
