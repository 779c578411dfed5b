// The status of a link, from its rows.
import { describe, expect, it, vi } from 'vitest';
import { type LinkStatus, readLinkStatus } from '../../../../shared/links/status/linkStatus.ts';
import { DEFAULT_RULES } from '../../../../shared/sync/ports/linkRules.ts';
import { ADA, memoryCompany, SOURCE, settingsOf } from '../memoryApp.ts';
import { pairRow, side, wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

const request = { email: ADA, limit: 10, titles: false };

async function statusOf(company: ReturnType<typeof memoryCompany>, more: object = {}): Promise<LinkStatus> {
  const status = await readLinkStatus(company.acting, { ...request, ...more });
  if (!('run' in status)) throw new Error('the link has no status');
  return status;
}

describe('readLinkStatus', () => {
  it('a user who never switched on is off, and an unknown one is said as such', async () => {
    const { acting } = memoryCompany();
    expect(await readLinkStatus(acting, request)).toEqual({ state: 'off' });
    expect(await readLinkStatus(acting, { ...request, email: 'eve@example.com' })).toEqual({ problem: 'user-unknown' });
  });

  it('tells settings, run, hold and counts', async () => {
    const company = memoryCompany();
    const { tables, clock } = company;
    company.addLink(settingsOf('ada', { started: true, endsAfter: 7 }));
    const problem = { code: 'exchange-timeout', at: 5 };
    const pause = { until: clock.now + 1, failures: 1, connection: 'c' };
    tables.put(
      'ada',
      { kind: 'lease', name: '' },
      { owner: 'o', until: clock.now, startedAt: 3, deletes: [], pause, problem },
    );
    tables.put('ada', { kind: 'hold', name: '' }, { id: 'h', state: 'held', count: 4, at: 6 });
    tables.put('ada', { kind: 'pair', name: 'a' }, wholePair('a', { standing: { is: 'held', hold: 'h' } }));
    expect(await statusOf(company)).toMatchObject({
      state: 'on',
      source: 'planner',
      conflictPolicy: 'mailbox',
      rules: DEFAULT_RULES,
      endsAfter: 7,
      run: { running: false, last: 3, nextTry: clock.now + 1, problem },
      hold: { deletes: 4, since: 6 },
      counts: { held: 1, inStep: 0 },
    });
    tables.put('ada', { kind: 'hold', name: '' }, { id: 'h', state: 'released', count: 4, at: 6 });
    tables.put('ada', { kind: 'lease', name: '' }, { owner: 'o', until: clock.now + 1, startedAt: 3, deletes: [] });
    const later = await statusOf(company);
    expect(later).not.toHaveProperty('hold');
    expect(later.run).toEqual({ running: true, last: 3 });
  });

  it('tells why the business application is not asked, while the link has runs', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    expect((await statusOf(company)).poll).toEqual({});
    const failing = { problem: { code: 'source-unavailable', at: 5 }, nextTry: 9 };
    const asked = vi.fn(async () => failing);
    company.app.sourceState = asked;
    expect((await statusOf(company)).poll).toEqual(failing);
    expect(asked).toHaveBeenCalledWith('acme', SOURCE);
    company.addLink(settingsOf('ada', { on: false }));
    expect((await statusOf(company)).poll).toEqual({});
  });

  it('names why a pair is left out, what people are told of it, and its problem', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    const problem = { code: 'item-rejected', field: 'title', at: 5 };
    const pairs = [
      pairRow('a', { source: side('s'), standing: { is: 'expanded', version: '1', at: 0 } }),
      wholePair('b', { mailbox: { ...side('e'), remarks: ['zone-unknown'] }, problem }),
      wholePair('c', { standing: { is: 'left' } }),
    ];
    for (const pair of pairs) company.tables.put('ada', { kind: 'pair', name: pair.pair }, pair);
    expect((await statusOf(company)).pairs.shown).toMatchObject([
      {
        state: 'leftOut',
        inExchange: false,
        inSource: true,
        leftOut: { reason: 'recurrence-not-supported', expanded: true },
        remarks: [],
      },
      { state: 'inStep', remarks: [{ code: 'zone-unknown' }], problem },
      { state: 'left', inExchange: true },
    ]);
    expect((await statusOf(company)).pairs.shown[2]).not.toHaveProperty('leftOut');
  });

  it('reads titles only where they are asked for, and only of the page', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada'));
    company.open({ mailbox: shownRemote(), source: shownRemote() });
    for (const pair of ['a', 'b']) company.tables.put('ada', { kind: 'pair', name: pair }, wholePair(pair));
    expect((await statusOf(company)).pairs.shown[0]).not.toHaveProperty('title');
    const { pairs } = await statusOf(company, { titles: true, limit: 1 });
    expect(pairs).toMatchObject({ shown: [{ pair: 'a', title: 'title of event-a' }], next: 'a' });
  });

  it('a clean-up counts from the pairs while it goes on, and from its row in the end', async () => {
    const company = memoryCompany();
    company.addLink(settingsOf('ada', { on: false, removing: true }));
    const nothing = { events: 0, entries: 0 };
    const row = { epoch: 1, at: 2, removed: { events: 9, entries: 0 }, kept: nothing };
    company.tables.put('ada', { kind: 'cleanup', name: '' }, { ...row, state: 'removing' });
    company.tables.put(
      'ada',
      { kind: 'pair', name: 'a' },
      pairRow('a', { source: side('s'), cleared: { side: 'mailbox', as: 'removed' } }),
    );
    expect(await statusOf(company)).toMatchObject({
      state: 'removing',
      cleanup: { ended: false, since: 2, removed: { events: 1, entries: 0 }, kept: nothing },
    });
    company.tables.put('ada', { kind: 'cleanup', name: '' }, { ...row, state: 'done' });
    expect(await statusOf(company)).toMatchObject({
      state: 'off',
      cleanup: { ended: true, removed: { events: 9 } },
    });
    company.addLink(settingsOf('ada'));
    expect(await statusOf(company)).not.toHaveProperty('cleanup');
  });
});
