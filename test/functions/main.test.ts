// The entry point of the bundle: everything that Azure is to call is registered when it is loaded.
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { ConfigInvalid } from '../../shared/config.ts';
import { registered } from '../world/product/registered.ts';

describe('main', () => {
  it('registers the timers, the queues and their poison queues', () => {
    expect([...registered.timers.keys()]).toEqual(['schedule', 'renewSubscriptions']);
    expect([...registered.queues.keys()].sort()).toEqual([
      'deleteCompanyStep',
      'deleteCompanyStepPoison',
      'pollSource',
      'pollSourcePoison',
      'syncLink',
      'syncLinkPoison',
    ]);
    for (const { connection } of registered.queues.values()) expect(connection).toBe('AzureWebJobsStorage');
  });

  it('every HTTP function does its own sign-in, so that the host asks for no function key', () => {
    expect(registered.http.size).toBeGreaterThan(20);
    for (const { authLevel } of registered.http.values()) expect(authLevel).toBe('anonymous');
  });

  it('every file of functions/ that registers something is imported', async () => {
    const folder = new URL('../../functions/', import.meta.url);
    const main = await readFile(new URL('main.ts', folder), 'utf8');
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
    const files = await Promise.all(
      names.map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
    );
    const registering = files.filter(({ text }) => /^(companyRoute|operatorRoute|azure\.\w+)\(/m.test(text));
    expect(registering.length).toBeGreaterThan(8);
    for (const { name } of registering) expect(main).toContain(`./${name}`);
  });

  it('does not start with settings that are wrong', async () => {
    const { startApp } = await import('../../functions/main.ts');
    vi.stubEnv('ENCRYPTION_KEY', 'short');
    expect(() => startApp()).toThrow(ConfigInvalid);
    vi.unstubAllEnvs();
  });
});
