// Health, for anyone who asks.
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { appAt, send } from '../world/product/registered.ts';

const app = appAt(() => 0);

describe('GET health', () => {
  it('touches tables and queues, and needs no key', async () => {
    expect(await send('GET', 'health')).toMatchObject({
      status: 200,
      body: { status: 'ok', dependencies: { tables: 'ok', queues: 'ok' } },
    });
  });

  it.each(['tables', 'queues'])('without %s it is 503 and says which, and no more', async (name) => {
    const down = new StoreUnavailable('AccountKey=secret');
    const ping = name === 'tables' ? vi.spyOn(app.directory, 'ping') : vi.spyOn(app.queues, 'ping');
    ping.mockRejectedValueOnce(down);
    const answer = await send('GET', 'health');
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({
      status: 'unavailable',
      dependencies: { tables: 'ok', queues: 'ok', [name]: 'unavailable' },
    });
  });
});
