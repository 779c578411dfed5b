// The pairs that a tag brought together, for the person who decides on the start.
import { describe, expect, it } from 'vitest';
import { startLink } from '../../../../shared/links/link/startLink.ts';
import { askedMatches, listTagMatches } from '../../../../shared/links/pairs/tagMatches.ts';
import { ADA, memoryCompany, settingsOf } from '../memoryApp.ts';
import { wholePair } from '../rows.ts';
import { shownRemote } from '../shownRemote.ts';

function company(matchedBy: 'tag' | 'tagAlone') {
  const company = memoryCompany();
  company.addLink(settingsOf('ada'));
  company.open({ mailbox: shownRemote(), source: shownRemote() });
  company.tables.put('ada', { kind: 'mailboxWatermark', name: '' }, { watermark: 'w', enumerating: false });
  company.tables.put('ada', { kind: 'sourceEnumeration', name: '' }, { epoch: 1 });
  company.tables.put('ada', { kind: 'pair', name: 'a' }, wholePair('a', { matchedBy }));
  company.tables.put('ada', { kind: 'pair', name: 'b' }, wholePair('b'));
  return company;
}

describe('listTagMatches', () => {
  it('names both sides of the pairs that a tag brought together, and of no other', async () => {
    const { acting } = company('tagAlone');
    expect(await listTagMatches(acting, { email: ADA, limit: 5 })).toEqual({
      items: [{ event: 'title of event-a', entry: 'title of entry-a', by: 'tagAlone' }],
    });
  });
});

describe('startLink', () => {
  it('asks first where title and time say otherwise', async () => {
    const { acting } = company('tagAlone');
    expect(await startLink(acting, { email: ADA })).toEqual({ problem: 'matches-unconfirmed' });
    expect(await startLink(acting, { email: ADA, matchesConfirmed: true })).toEqual({ state: 'on' });
  });

  it('does not ask where they say the same', async () => {
    const { acting } = company('tag');
    expect(await startLink(acting, { email: ADA })).toEqual({ state: 'on' });
    expect(askedMatches([])).toBe(0);
  });
});
