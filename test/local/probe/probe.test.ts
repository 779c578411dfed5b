// `npm run probe` as a program, over TLS.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startIvanti } from '../../../local/ivanti/server.ts';

const program = join(import.meta.dirname, '../../../local/probe/probe.ts');

async function start() {
  const ivanti = await startIvanti({ clock: () => Date.UTC(2026, 10, 20, 8) });
  onTestFinished(() => ivanti.close());
  const folder = mkdtempSync(join(tmpdir(), 'probe-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, ivanti.caCertificate);
  ivanti.office.addEmployee({ login: 'anna', email: 'anna@example.com' });
  const times = { isAllDay: true, startDate: '2026-11-23', endDate: '2026-11-24' } as const;
  for (const title of ['One', 'Two']) ivanti.office.create({ title, times, owner: 'anna' });
  const run = (key: string, ...more: readonly string[]) =>
    new Promise<{ readonly code: number; readonly out: string; readonly error: string }>((resolve) => {
      const networks = ['127.0.0.0/8', '::1/128'].flatMap((network) => ['--allow-network', network]);
      const args = [program, 'ivanti', '--url', ivanti.url, '--key-env', 'KEY', '--ca', ca, ...networks, ...more];
      const env = { ...process.env, KEY: key };
      execFile(process.execPath, args, { env }, (failure, out, error) => {
        const code = failure === null ? 0 : Number(failure.code);
        resolve({ code, out, error });
      });
    });
  return { ivanti, run };
}

it('meets the server, prints a line for each assumption, and leaves the records alone', async () => {
  const { ivanti, run } = await start();
  const { code, out, error } = await run(ivanti.apiKey);
  expect(out).toMatch(/\n\d+ hold, 0 differ, \d+ were not checked\.\n$/);
  expect([code, error]).toEqual([0, '']);
  expect(ivanti.office.list()).toHaveLength(2);
});

it('ends with 2 for a refused key', async () => {
  const { run } = await start();
  const { code, error } = await run('WRONG');
  expect([code, error]).toEqual([2, 'No API of Ivanti answers below this address, or it refuses the key.\n']);
});
