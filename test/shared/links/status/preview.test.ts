// The deeds of a first run, from the rows of the pairs, and one page of what it leaves out.
import { describe, expect, it } from 'vitest';
import { listedStateOf } from '../../../../shared/links/pairs/pairState.ts';
import { previewOf, readPreview } from '../../../../shared/links/status/preview.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { pairRow, side, wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

describe('previewOf', () => {
  it('counts what is left out once, whole pairs too, and names the rule', () => {
    const pairs = [
      wholePair('1', { standing: { is: 'leftOut', reason: 'filtered', by: 'entryTypes' } }),
      wholePair('2', { standing: { is: 'leftOut', reason: 'recurrence-not-supported' } }),
      pairRow('3', { mailbox: side('e3'), standing: { is: 'leftOut', reason: 'direction', by: 'direction' } }),
      pairRow('4', { source: side('s4') }),
    ];
    expect(previewOf(pairs)).toEqual({
      matched: 0,
      toExchange: 1,
      invitations: 0,
      toSource: 0,
      matchedByTag: 0,
      matchedByTagAlone: 0,
      leftOut: [
        { pair: '1', side: 'mailbox', id: 'event-1', reason: 'filtered', rule: 'entryTypes' },
        { pair: '2', side: 'mailbox', id: 'event-2', reason: 'recurrence-not-supported' },
        { pair: '3', side: 'mailbox', id: 'e3', reason: 'direction', rule: 'direction' },
      ],
    });
    expect(pairs.map((pair) => listedStateOf(pair, false))).toEqual(['leftOut', 'leftOut', 'leftOut', 'waiting']);
  });

  it('whole pairs are matched, halves go to the other side, left-out ones are listed, tombstones are not', () => {
    const preview = previewOf([
      wholePair('a'),
      pairRow('b', { source: side('entry-b'), firstSeen: { naturalKey: '', prints: {}, version: '', invites: 3 } }),
      pairRow('c', { source: side('entry-c') }),
      pairRow('d', { mailbox: side('event-d') }),
      pairRow('e', { mailbox: side('event-e'), standing: { is: 'leftOut', reason: 'recurrence-not-supported' } }),
      pairRow('f', { source: side('entry-f'), standing: { is: 'leftOut', reason: 'ended-before-start-of-sync' } }),
      wholePair('g', { standing: { is: 'ended', at: 1 } }),
    ]);
    expect(preview).toEqual({
      matched: 1,
      toExchange: 2,
      invitations: 3,
      toSource: 1,
      matchedByTag: 0,
      matchedByTagAlone: 0,
      leftOut: [
        { pair: 'e', side: 'mailbox', id: 'event-e', reason: 'recurrence-not-supported' },
        { pair: 'f', side: 'source', id: 'entry-f', reason: 'ended-before-start-of-sync' },
      ],
    });
  });
});

describe('readPreview', () => {
  it('is ready when both sides were listed, and shows what is left out page by page', async () => {
    const { acting, addLink, tables, open } = memoryCompany();
    addLink(settingsOf('ada'));
    open({ mailbox: shownRemote(), source: shownRemote() });
    for (const pair of ['a', 'b'])
      tables.put(
        'ada',
        { kind: 'pair', name: pair },
        wholePair(pair, { standing: { is: 'leftOut', reason: 'filtered' } }),
      );
    tables.put('ada', { kind: 'pair', name: 'c' }, pairRow('c', { source: side('s') }));
    const first = await readPreview(acting, { email: ADA, limit: 1 });
    expect(first).toEqual({
      ready: false,
      matched: 0,
      toExchange: 1,
      invitations: 0,
      toSource: 0,
      matchedByTag: 0,
      matchedByTagAlone: 0,
      leftOutCount: 2,
      leftOut: [{ side: 'mailbox', title: 'title of event-a', reason: 'filtered' }],
      next: 'a',
    });
    tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { watermark: 'w', enumerating: false });
    tables.put('ada', { kind: 'sourceEnumeration', name: '' }, { epoch: 1 });
    const second = await readPreview(acting, { email: ADA, limit: 1, cursor: 'a' });
    expect(second).toMatchObject({ ready: true, leftOut: [{ title: 'title of event-b' }] });
    expect(second).not.toHaveProperty('next');
  });

  it('is for a link that is on', async () => {
    const { acting } = memoryCompany();
    expect(await readPreview(acting, { email: ADA, limit: 1 })).toEqual({ problem: 'link-not-on' });
  });
});
