// The queue poll-source: a message in, messages for the touched links out.
import { describe, expect, it, vi } from 'vitest';
import { StoreUnavailable } from '../../shared/sync/ports/store.ts';
import { configuredCompany, ENTRY } from '../world/product/acme.ts';
import { switchedOn } from '../world/product/adaLink.ts';
import { appAt, deliver, logged } from '../world/product/registered.ts';

let now = Date.UTC(2026, 10, 20);
const app = appAt(() => now);
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

  it('a source that cannot be read is asked nothing until its pause is over, and says so where it is shown', async () => {
    const { call, company } = await configuredCompany();
    const entries = app.directory.entries(company, 'planner');
    const changes = vi.fn(() => Promise.reject(new StoreUnavailable('down')));
    const opened = vi.spyOn(app.directory, 'entries').mockReturnValue({ ...entries, changes });
    const poll = () => deliver('pollSource', { v: 1, company, source: 'planner' });
    await poll();
    expect(logged.at(-1)).toBe('pollSource: transient');
    await poll();
    expect(changes).toHaveBeenCalledTimes(1);
    const shown = await call('GET', 'sources/planner');
    const at = '2026-11-20T00:00:00.000Z';
    const problem = { code: 'source-unavailable', who: 'nobody', since: at };
    expect(shown.body.poll).toMatchObject({ problem, nextTry: '2026-11-20T00:00:30.000Z' });
    expect((await call('GET', 'sources')).body).toMatchObject({ items: [{ poll: { problem } }] });
    const put = await call('PUT', 'sources/planner', {
      body: shown.body,
      headers: { 'if-match': shown.headers.etag ?? '' },
    });
    expect(put.status).toBe(200);
    now += 30_000;
    opened.mockRestore();
    await poll();
    expect((await call('GET', 'sources/planner')).body).not.toHaveProperty('poll');
  });

  it.each([[{}], ['text'], [42], [null], [{ v: 2, company: 'acme', source: 'planner' }]])(
    'the message %j is not ours and throws',
    async (message) => {
      await expect(deliver('pollSource', message)).rejects.toThrow();
    },
  );
});
