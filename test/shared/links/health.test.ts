// Health: tables and queues answer, or one of them does not.
import { describe, expect, it } from 'vitest';
import { checkHealth } from '../../../shared/links/health.ts';
import { memoryCompany } from './memoryApp.ts';

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
});
