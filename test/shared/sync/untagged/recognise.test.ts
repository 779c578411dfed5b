// Finds the entry that a creation has made, where the entry bears no tag.
import { describe, expect, it } from 'vitest';
import { createPrinter, naturalKey } from '../../../../shared/calendar/canonical/fingerprint.ts';
import type { SourceItem } from '../../../../shared/sync/ports/source.ts';
import type { Announcement } from '../../../../shared/sync/ports/tagLedger.ts';
import { ownerPrint, recognise } from '../../../../shared/sync/untagged/recognise.ts';
import { sampleEvent } from '../../../contract/source.ts';

const MINUTE = 60_000;
const AT = 1_000 * MINUTE;
const printer = { key: 'k1', print: createPrinter(new Uint8Array(32).fill(1)) };
const former = { key: 'k0', print: createPrinter(new Uint8Array(32).fill(2)) };
const PRINTERS = [printer, former];

const made = (nonce: string, change: Partial<Announcement> = {}, by = printer): Announcement => ({
  tag: { pair: `pair of ${nonce}`, nonce },
  owner: ownerPrint(by, 'ada@example.com'),
  at: AT,
  naturalKey: naturalKey(by.print, sampleEvent),
  key: by.key,
  ...change,
});
const entry = (id: string, change: Partial<SourceItem> = {}): SourceItem => ({
  id,
  version: '1',
  owner: 'ada@example.com',
  participants: [],
  modified: false,
  createdAt: AT + 1,
  content: { kind: 'event', event: sampleEvent },
  ...change,
});
const edited: SourceItem['content'] = { kind: 'event', event: { ...sampleEvent, title: 'edited' } };
const found = (items: readonly SourceItem[], announcements: readonly Announcement[]) =>
  recognise(items, announcements, PRINTERS).map(({ item, announcement }) => `${item.id} ${announcement.tag.nonce}`);

describe('recognise', () => {
  it.each([
    ['by owner, natural key and time', {}, ['e1 n1']],
    ['whatever else was edited', { content: { kind: 'event', event: { ...sampleEvent, location: 'x' } } }, ['e1 n1']],
    ['while the clocks differ by minutes', { createdAt: AT - 5 * MINUTE }, ['e1 n1']],
    ['not where it is older', { createdAt: AT - 5 * MINUTE - 1 }, []],
    ['not where it is so young that the request had ended', { createdAt: AT + 18 * MINUTE }, []],
    ['not where nobody says when it was made', { createdAt: undefined }, []],
    ['not where it says something else', { content: edited }, []],
    ['not the entry of another user', { owner: 'bob@example.com' }, []],
    ['where a person has handed it over', { owner: 'bob@example.com', participants: ['ada@example.com'] }, ['e1 n1']],
    ['though edited, where the application names our account', { content: edited, createdByUs: true }, ['e1 n1']],
    ['not where it cannot be read', { content: { kind: 'leftOut', reason: 'item-unreadable', title: '' } }, []],
  ] as const)('%s', (_, change, expected) => {
    expect(found([entry('e1', change as Partial<SourceItem>)], [made('n1')])).toEqual(expected);
  });

  it('takes each creation and each entry once', () => {
    expect(found([entry('e1'), entry('e2')], [made('n1')])).toEqual(['e1 n1']);
    expect(found([entry('e1'), entry('e2')], [made('n1'), made('n2')])).toHaveLength(2);
  });

  it('takes the newest creation: the older one was given up', () => {
    expect(found([entry('e1')], [made('n1'), made('n2', { at: AT + MINUTE })])).toEqual(['e1 n2']);
  });

  it('prefers the owner to a participant', () => {
    const ofBob = made('n2', { owner: ownerPrint(printer, 'bob@example.com'), at: AT + 1 });
    const shared = entry('e1', { owner: 'ada@example.com', participants: ['bob@example.com'] });
    expect(found([shared], [ofBob, made('n1')])).toEqual(['e1 n1']);
  });

  it('compares under the key of the announcement, and with no key that is missing', () => {
    expect(found([entry('e1')], [made('n1', {}, former)])).toEqual(['e1 n1']);
    expect(recognise([entry('e1')], [made('n1', {}, former)], [printer])).toEqual([]);
  });

  it('an edited entry of our account is not guessed at where two creations may have made it', () => {
    const ours = entry('e1', { content: edited, createdByUs: true });
    expect(found([ours], [made('n1'), made('n2')])).toEqual([]);
  });
});
