import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../../../shared/calendar/event.ts';
import { ruleAgainstEntry, ruleAgainstEvent } from '../../../../../shared/sync/pair/scope/filter.ts';
import { DEFAULT_RULES, type Filter, type LinkRules } from '../../../../../shared/sync/ports/linkRules.ts';
import type { MailboxItem, Meeting } from '../../../../../shared/sync/ports/mailbox.ts';
import type { SourceItem } from '../../../../../shared/sync/ports/source.ts';
import { EVENT } from '../../../../contract/mailbox.ts';

const event = (change: Partial<CalendarEvent> = {}, more: Partial<MailboxItem> = {}): MailboxItem => ({
  id: 'e',
  version: '1',
  uid: 'u',
  content: { kind: 'event', event: { ...EVENT, ...change } },
  ...more,
});
const entry = (type: string | undefined, owner = 'ada@example.com'): SourceItem => ({
  ...event(),
  owner,
  participants: [],
  modified: false,
  ...(type === undefined ? {} : { type }),
});
const both = (filter: Filter): LinkRules => ({ ...DEFAULT_RULES, filters: { toExchange: filter, toSource: filter } });
const meeting = (role: Meeting['role']): Partial<MailboxItem> => ({
  meeting: { role, attendees: [], cancelled: false },
});
const allDay = { when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } } as const;

describe('ruleAgainstEvent', () => {
  const CASES: readonly (readonly [Filter, MailboxItem, MailboxItem])[] = [
    [{ categoriesAnyOf: ['Work'] }, event({ keywords: ['x', ' WORK '] }), event({ keywords: ['Workshop'] })],
    [{ categoriesNoneOf: ['Home'] }, event({ keywords: [] }), event({ keywords: ['home'] })],
    [{ privacy: ['public'] }, event({ privacy: 'public' }), event({ privacy: 'personal' })],
    [{ freeBusyStatus: ['busy', 'oof'] }, event({ freeBusyStatus: 'oof' }), event({ freeBusyStatus: 'free' })],
    [{ allDay: true }, event(allDay), event()],
    [{ allDay: false }, event(), event(allDay)],
    [{ ownOnly: true }, event({}, meeting('organiser')), event({}, meeting('attendee'))],
    [{ titleContains: ['BUDGET'] }, event({ title: 'The  budget' }), event({ title: 'Lunch' })],
    [{ titleContainsNone: ['no sync'] }, event({ title: 'Lunch' }), event({ title: 'Lunch (No  Sync)' })],
  ];

  it.each(CASES)('%j lets the one through and names itself for the other', (filter, passes, stays) => {
    expect(ruleAgainstEvent(both(filter), passes, 'activity')).toBeUndefined();
    expect(ruleAgainstEvent(both(filter), stays, 'activity')).toBe(Object.keys(filter)[0]);
  });

  it('takes the type of the entry that it would become', () => {
    const rules = both({ entryTypes: ['meeting'] });
    expect(ruleAgainstEvent(rules, event(), 'meeting')).toBeUndefined();
    expect(ruleAgainstEvent(rules, event(), 'absence')).toBe('entryTypes');
  });

  it('all that is set must be met, and each way has a filter of its own', () => {
    const rules = both({ allDay: false, privacy: ['private'] });
    expect(ruleAgainstEvent(rules, event(), undefined)).toBe('privacy');
    const oneWay = { ...rules, filters: { ...rules.filters, toSource: {} } };
    expect(ruleAgainstEvent(oneWay, event(), undefined)).toBeUndefined();
  });

  it.each([
    ['private', 'privateEvents'],
    ['secret', 'privateEvents'],
    ['personal', undefined],
    ['public', undefined],
  ] as const)('where private events are skipped, %s: %s', (privacy, rule) => {
    const rules: LinkRules = { ...DEFAULT_RULES, privateEvents: { kind: 'skip' } };
    expect(ruleAgainstEvent(rules, event({ privacy }), undefined)).toBe(rule);
  });
});

describe('ruleAgainstEntry', () => {
  it('asks for the type of the entry and for its owner', () => {
    const rules = both({ entryTypes: ['meeting'], ownOnly: true });
    expect(ruleAgainstEntry(rules, entry('meeting'), 'ada@example.com')).toBeUndefined();
    expect(ruleAgainstEntry(rules, entry('absence'), 'ada@example.com')).toBe('entryTypes');
    expect(ruleAgainstEntry(rules, entry('meeting'), 'grace@example.com')).toBe('ownOnly');
  });

  it('says nothing of an entry that cannot be read', () => {
    const unreadable: SourceItem = {
      ...entry('absence'),
      content: { kind: 'leftOut', reason: 'item-unreadable', title: '' },
    };
    expect(ruleAgainstEntry(both({ entryTypes: ['meeting'] }), unreadable, 'ada@example.com')).toBeUndefined();
  });
});
