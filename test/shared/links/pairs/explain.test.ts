// "Why is this entry not there?", from rows. test/functions/explain.test.ts asks it in every state of a pair.
import { describe, expect, it } from 'vitest';
import { explain } from '../../../../shared/links/pairs/explain.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { side, wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

function withPair(rest: Parameters<typeof wholePair>[1] = {}) {
  const company = memoryCompany();
  company.addLink(settingsOf('ada', { started: true }));
  company.open({
    mailbox: shownRemote({ gone: ['none'] }),
    source: shownRemote({ away: ['entry-a'] }),
  });
  company.tables.put('ada', { kind: 'pair', name: 'a' }, wholePair('a', rest));
  company.tables.put('ada', { kind: 'mailboxIndex', name: 'event-a' }, { id: 'event-a', pair: 'a' } as never);
  return company;
}

const ask = (id: string) => ({ email: ADA, limit: 100, question: { by: 'event', id } as const });

describe('explain', () => {
  it('gives a verdict with what people are told, and the past in the order of time', async () => {
    const { acting, tables, clock } = withPair({
      mailbox: { ...side('event-a'), madeAt: 10, remarks: ['zone-unknown'] },
      writtenAt: 30,
    });
    const row = { side: 'source', field: 'title', why: 'conflict', sealed: 's', pair: 'a', at: 20 } as const;
    tables.put('ada', { kind: 'history', name: '1-x' }, { ...row, expiresAt: clock.now + 1, restore: { at: 40 } });
    tables.put('ada', { kind: 'history', name: '2-x' }, { ...row, expiresAt: clock.now });
    expect(await explain(acting, ask('event-a'))).toEqual({
      complete: true,
      items: [
        {
          pair: 'a',
          title: 'title of event-a',
          inExchange: true,
          verdict: { state: 'inStep', origin: 'createdInExchange', since: 10, lastWrite: 30 },
          remarks: [{ code: 'zone-unknown' }],
          history: [
            { at: 10, what: 'createdInExchange' },
            { at: 20, what: 'valueLost', conflict: '1-x', field: 'title', side: 'source', why: 'conflict' },
            { at: 30, what: 'lastWrite' },
            { at: 40, what: 'restoreAsked', conflict: '1-x' },
          ],
        },
      ],
    });
  });

  it('shows both values of a time that one side stores in another way, as they read now', async () => {
    const stored = { side: 'mailbox', field: 'when', why: 'storedOtherwise', print: 'p', at: 7 } as const;
    const { acting, open } = withPair({ fieldRemarks: [stored] });
    const read = async () => [ok({ id: 'x', version: '1', content: { kind: 'event', event: EVENT } as const })];
    // A side is only read here.
    const shown = { batchSize: 10, read } as unknown as Mailbox & Source;
    open({ mailbox: shown, source: shown });
    const answer = await explain(acting, ask('event-a'));
    expect(answer).toMatchObject({
      items: [
        {
          verdict: { state: 'failed', problem: { code: 'time-stored-differently', field: 'when' } },
          remarks: [],
          values: [{ field: 'when', inExchange: EVENT.when, inSource: EVENT.when }],
        },
      ],
    });
    const { acting: other } = withPair({ fieldRemarks: [stored] });
    expect(await explain(other, ask('event-a'))).not.toHaveProperty('items.0.values');
  });

  it('a value that lost, and that nobody wants back, makes it a conflict', async () => {
    const { acting, tables, clock } = withPair();
    const row = { side: 'source', field: 'title', why: 'conflict', sealed: 's', at: 20 } as const;
    tables.put('ada', { kind: 'history', name: '1-x' }, { ...row, pair: 'another', expiresAt: clock.now + 1 });
    expect(await explain(acting, ask('event-a'))).toMatchObject({ items: [{ verdict: { state: 'inStep' } }] });
    tables.put('ada', { kind: 'history', name: '2-x' }, { ...row, pair: 'a', expiresAt: clock.now + 1 });
    expect(await explain(acting, ask('event-a'))).toMatchObject({ items: [{ verdict: { state: 'conflict' } }] });
  });

  it('a pair that has ended says when, and that a run deleted it', async () => {
    const { acting, tables } = withPair({ standing: { is: 'ended', at: 50 } });
    tables.put(
      'ada',
      { kind: 'lease', name: '' },
      { owner: 'o', until: 0, startedAt: 0, deletes: [{ at: 49, pair: 'a' }] },
    );
    expect(await explain(acting, ask('event-a'))).toMatchObject({
      items: [
        {
          verdict: { state: 'ended', at: 50 },
          history: [
            { at: 49, what: 'deleted' },
            { at: 50, what: 'ended' },
          ],
        },
      ],
    });
  });

  it('an item that no run has seen waits for a run, or for the switch', async () => {
    const { acting, addLink } = withPair();
    expect(await explain(acting, ask('new'))).toMatchObject({
      items: [{ title: 'title of new', inExchange: true, inSource: false, verdict: { state: 'notSeenYet' } }],
    });
    addLink(settingsOf('ada', { on: false }));
    expect(await explain(acting, ask('new'))).toMatchObject({ items: [{ verdict: { for: 'switchOn' } }] });
  });

  it('where nothing matches, it is not here', async () => {
    const { acting } = withPair();
    expect(await explain(acting, ask('none'))).toEqual({
      complete: true,
      items: [{ verdict: { state: 'notHere' }, remarks: [] }],
    });
  });

  it('a calendar that does not say is a problem, and so is a link that never was', async () => {
    const { acting } = withPair();
    expect(await explain(acting, { email: ADA, limit: 100, question: { by: 'entry', id: 'entry-a' } })).toEqual({
      problem: 'exchange-timeout',
    });
    expect(await explain(memoryCompany().acting, ask('event-a'))).toEqual({ problem: 'link-not-on' });
  });
});
