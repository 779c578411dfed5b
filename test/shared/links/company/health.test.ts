// Health: tables and queues answer, or one of them does not.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkHealth } from '../../../../shared/links/company/health.ts';
import { memoryCompany } from '../memoryApp.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('checkHealth', () => {
  it('each dependency answers or does not, whatever the reason', async () => {
    const { app } = memoryCompany();
    app.directory.ping = async () => undefined;
    expect(await checkHealth(app)).toEqual({ tables: true, queues: true });
    app.directory.ping = async () => {
      throw new Error('down');
    };
    expect(await checkHealth(app)).toEqual({ tables: false, queues: true });
    const away = () => Promise.reject(new Error('down'));
    const queues = { ...app.queues, ping: away };
    expect(await checkHealth({ ...app, prepare: away, queues })).toEqual({ tables: false, queues: false });
  });

  it.each(['prepare', 'tables', 'queues'])('%s that hangs is told after two seconds', async (hanging) => {
    const deadline = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
    const { app } = memoryCompany();
    const never = () => new Promise<never>(() => {});
    const directory = { ...app.directory, ping: hanging === 'tables' ? never : async () => undefined };
    const queues = hanging === 'queues' ? { ...app.queues, ping: never } : app.queues;
    const prepare = hanging === 'prepare' ? never : app.prepare;
    const health = checkHealth({ directory, queues, prepare });
    expect(timeout.mock.calls).toEqual([[2_000]]);
    // The other one answers meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    deadline.abort();
    expect(await health).toEqual({
      tables: hanging === 'queues',
      queues: hanging !== 'queues',
    });
  });
});
