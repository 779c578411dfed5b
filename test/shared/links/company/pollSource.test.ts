// A poll of a source. The links that it touches are in test/shared/sync/poll/poll.test.ts.
import { describe, expect, it } from 'vitest';
import { pollSource } from '../../../../shared/links/company/pollSource.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { memoryCompany, settingsOf } from '../memoryApp.ts';
import { shownRemote } from '../shownRemote.ts';

const planner = { company: 'acme', source: 'planner' };

function polling(changes: Source['changes']) {
  const company = memoryCompany();
  company.addLink(settingsOf('ada'));
  const source = { ...shownRemote(), changes };
  const context = { company: company.tables.companyStore(), source, settings: 'v1', now: company.app.now };
  return { ...company, app: { ...company.app, pollContext: async () => context } };
}

describe('pollSource', () => {
  it('each link that a change touches gets a look, and the source another poll while there is more', async () => {
    const change = { kind: 'changed', id: 's', version: '1', owner: 'ada@example.com', participants: [] } as const;
    const { app, messages } = polling(async () => ok({ changes: [change], watermark: '1', more: true }));
    expect(await pollSource(app, planner)).toEqual({ state: 'polled' });
    expect(messages).toEqual(['link ada', 'source planner']);
  });

  it('a source that does not answer is said by the kind of its failure', async () => {
    const { app, messages } = polling(async () => failed({ kind: 'transient', code: 'source-unavailable' }));
    expect(await pollSource(app, planner)).toEqual({ state: 'failed', kind: 'transient' });
    expect(messages).toEqual([]);
  });

  it.each([
    ['polled', ok({ changes: [], watermark: '1', more: false })],
    ['failed', failed({ kind: 'transient', code: 'source-unavailable' } as const)],
  ])('the link for which it was asked gets a look, where the source was %s', async (state, page) => {
    const { app, messages } = polling(async () => page);
    expect(await pollSource(app, { ...planner, link: 'ada' })).toMatchObject({ state });
    expect(messages).toEqual(['link ada']);
  });

  it('so is one that cannot be opened', async () => {
    const { app } = memoryCompany();
    const closed = { ...app, pollContext: async () => 'source-not-configured' as const };
    expect(await pollSource(closed, planner)).toEqual({ state: 'notOpened', problem: 'source-not-configured' });
  });
});
