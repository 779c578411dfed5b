// The queue poll-source: a message in, messages for the touched links out.
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { configuredCompany, ENTRY } from '../world/product/acme.ts';
import { switchedOn } from '../world/product/adaLink.ts';
import { appAt, deliver, logged } from '../world/product/registered.ts';

const app = appAt(() => Date.UTC(2026, 10, 20));
const sent = vi.spyOn(app.queues, 'syncLink');

describe('pollSource', () => {
  it('a changed entry stands in the inbox of its owner, whose link is asked to run', async () => {
    const { call, company, link, store } = await switchedOn(app);
    await call('PUT', 'sources/planner/entries/e-1', { body: ENTRY });
    sent.mockClear();
    await deliver('pollSource', { v: 1, company, source: 'planner' });
    expect((await store.list('inbox')).map((stored) => stored.row.entry)).toEqual(['e-1']);
    expect(sent.mock.calls).toEqual([[{ company, link }]]);
  });

  it('without changes nobody is asked', async () => {
    const { company } = await configuredCompany();
    sent.mockClear();
    await deliver('pollSource', { v: 1, company, source: 'planner' });
    expect(sent).not.toHaveBeenCalled();
  });

  it('a source that is no longer there ends it', async () => {
    const { company } = await configuredCompany();
    await deliver('pollSource', { v: 1, company, source: 'other' });
    expect(logged.at(-1)).toBe('pollSource: source-not-configured');
  });

  it('a source that cannot be read throws, so that the host counts the attempt', async () => {
    const { company } = await configuredCompany();
    const entries = app.directory.entries(company, 'planner');
    const down = () => Promise.reject(new StoreUnavailable('down'));
    vi.spyOn(app.directory, 'entries').mockReturnValueOnce({ ...entries, changes: down });
    await expect(deliver('pollSource', { v: 1, company, source: 'planner' })).rejects.toThrow('transient');
  });

  it.each([[{}], ['text'], [42], [null], [{ v: 2, company: 'acme', source: 'planner' }]])(
    'the message %j is not ours and throws',
    async (message) => {
      await expect(deliver('pollSource', message)).rejects.toThrow();
    },
  );
});
