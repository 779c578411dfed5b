// A record and the event that it means.
import { describe, expect, it } from 'vitest';
import {
  isReadOnly,
  isSingle,
  itemOf,
  propertiesOf,
  tagIn,
  tagText,
  typeOf,
} from '../../../../shared/sources/ivanti/calendarItem.ts';

const map = {
  title: 'Subject',
  start: 'Start',
  end: 'End',
  owner: 'Owner',
  allDay: 'AllDay',
  body: 'Details',
  location: 'Location',
  tag: 'Link',
} as const;
const ROW = {
  RecId: '1',
  Subject: 'Patch the servers',
  Start: '2026-11-20T07:00:00Z',
  End: '2026-11-20T08:00:00Z',
  Owner: 'Ada',
  CreatedDateTime: '2026-11-19T07:00:00Z',
  LastModDateTime: '2026-11-19T07:00:00Z',
  LastModBy: 'Ada',
};
const reading = {
  map,
  timeZone: 'Europe/Helsinki',
  addressOf: (login: string) => (login === 'ada' ? 'ada@example.com' : undefined),
};
const item = (row: object) => itemOf({ ...ROW, ...row }, reading);

describe('itemOf', () => {
  it('is an event in the zone of the settings, of the employee with the login', () => {
    expect(item({})).toMatchObject({
      id: '1',
      owner: 'ada@example.com',
      participants: [],
      type: 'CalendarItem',
      modified: false,
      unstamped: true,
      createdAt: Date.UTC(2026, 10, 19, 7),
      content: {
        kind: 'event',
        event: {
          title: 'Patch the servers',
          when: { start: '2026-11-20T09:00:00', timeZone: 'Europe/Helsinki', duration: 'PT1H' },
        },
      },
    });
  });

  it('an owner without an address is nobody', () => {
    expect(item({ Owner: 'InternalServices' }).owner).toBe('');
  });

  it.each([
    ['at midnight', '2026-11-21T22:00:00Z'],
    ['a second before midnight', '2026-11-21T21:59:59Z'],
  ])('a whole day ends %s of its zone', (_, End) => {
    const { content } = item({ AllDay: 'True', Start: '2026-11-19T22:00:00Z', End });
    expect(content).toMatchObject({ event: { when: { showWithoutTime: true, start: '2026-11-20', duration: 'P2D' } } });
  });

  it('without a start it cannot be read', () => {
    expect(item({ Start: '0001-01-01T00:00:00Z' }).content).toMatchObject({
      kind: 'leftOut',
      reason: 'item-unreadable',
    });
    expect(item({ End: null }).content).toMatchObject({ event: { when: { duration: 'PT0S' } } });
  });

  it('has another version as soon as what is read differs, and none for a workflow that writes it again', () => {
    const { version } = item({});
    expect(item({ LastModBy: 'InternalServices', LastModDateTime: '2026-11-19T07:00:05Z' }).version).toBe(version);
    for (const row of [{ Subject: 'x' }, { Owner: 'bob' }, { ParentLink_Category: 'Change' }, { ReadOnly: true }]) {
      expect(item(row).version).not.toBe(version);
    }
  });

  it('counts as modified after a later change, unless a workflow made it right after the creation', () => {
    expect(item({ LastModDateTime: '2026-11-19T07:00:05Z' }).modified).toBe(true);
    expect(item({ LastModDateTime: '2026-11-19T07:00:05Z', LastModBy: 'InternalServices' }).modified).toBe(false);
    expect(item({ LastModDateTime: '2026-11-19T08:00:00Z', LastModBy: 'InternalServices' }).modified).toBe(true);
  });

  it('a read-only item holds every field', () => {
    expect(item({}).fixed).toBeUndefined();
    expect(item({ ReadOnly: true }).fixed).toContain('title');
    expect(isReadOnly({ ReadOnly: null })).toBe(false);
  });

  it('its type is the object that it belongs to', () => {
    expect(typeOf({ ParentLink_Category: 'Change' })).toBe('Change');
    expect(typeOf({ ParentLink_Category: null })).toBe('CalendarItem');
  });
});

describe('propertiesOf', () => {
  it('are those of the patch, under the names of the tenant', () => {
    const when = {
      showWithoutTime: false,
      start: '2026-11-20T09:00:00',
      timeZone: 'Europe/Helsinki',
      duration: 'PT1H',
    } as const;
    expect(propertiesOf({ title: '', description: '<b>\n', location: 'Room', when }, map, 'Europe/Helsinki')).toEqual({
      Subject: '-',
      Details: '&lt;b&gt;<br>',
      Location: 'Room',
      Start: '2026-11-20T07:00:00Z',
      End: '2026-11-20T08:00:00Z',
      AllDay: false,
    });
    expect(propertiesOf({ alert: null, keywords: ['x'] }, map, 'Europe/Helsinki')).toEqual({});
  });

  it('a whole day is the midnights of the zone', () => {
    const when = { showWithoutTime: true, start: '2026-11-20', duration: 'P1D' } as const;
    expect(propertiesOf({ when }, map, 'Europe/Helsinki')).toEqual({
      Start: '2026-11-19T22:00:00Z',
      End: '2026-11-20T22:00:00Z',
      AllDay: true,
    });
  });

  it('a property that the tenant lacks is not written', () => {
    const { body: _, location: __, ...few } = map;
    expect(propertiesOf({ description: 'x', location: 'y' }, few, 'UTC')).toEqual({});
  });
});

describe('the tag', () => {
  it('is read as it was written', () => {
    for (const tag of [
      { pair: 'p', nonce: 'n' },
      { pair: 'p', nonce: 'n', of: 'o.m' },
    ]) {
      expect(tagIn(tagText(tag))).toEqual(tag);
    }
  });

  it('a text of another system is none', () => {
    for (const text of ['', 'AAMkAD=', 'ecs|p', 'ecs|p|n|o|x', 'other|p|n']) expect(tagIn(text)).toBeUndefined();
  });
});

it('an event without recurrence is a single one', () => {
  const { content } = item({});
  expect(content.kind === 'event' && isSingle(content.event)).toBe(true);
});
