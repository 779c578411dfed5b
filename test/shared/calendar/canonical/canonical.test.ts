// Laws over hostile strings first: the form is a fixpoint, and what nobody would call a change does not show in it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField, equalFields } from '../../../../shared/calendar/canonical/canonical.ts';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { normalText } from '../../../../shared/calendar/text.ts';
import { allDay, timed } from '../../../../shared/calendar/when.ts';
import { hostile } from '../hostile.ts';
import { fixed, instant, zone } from '../zones.ts';

const textField = fc.constantFrom('title' as const, 'description' as const, 'location' as const);

const event: CalendarEvent = {
  title: 'Board',
  description: 'Agenda',
  location: 'Room 1',
  when: timed({ start: Date.UTC(2026, 10, 20, 7), end: Date.UTC(2026, 10, 20, 8) }, 'Europe/Helsinki'),
  privacy: 'public',
  freeBusyStatus: 'busy',
  keywords: ['b', 'a'],
  alert: { minutesBefore: 15 },
};

describe('canonicalField', () => {
  it('is a fixpoint for texts: the form of a form is itself', () => {
    const property = fc.property(textField, hostile, (field, text) => {
      const form = canonicalField(field, text);
      expect(canonicalField(field, form)).toBe(form);
    });
    fc.assert(property, fixed);
  });

  it('is a fixpoint for keywords', () => {
    const property = fc.property(fc.array(hostile), (keywords) => {
      const form = canonicalField('keywords', keywords);
      expect(canonicalField('keywords', JSON.parse(form))).toBe(form);
    });
    fc.assert(property, fixed);
  });

  it('leaves nothing that XML cannot carry', () => {
    const property = fc.property(textField, hostile, (field, text) => {
      const canonical = canonicalField(field, text);
      expect(normalText(canonical)).toBe(canonical);
    });
    fc.assert(property, fixed);
  });

  it.each([
    ['title', '  R&D \t <x>\r\n now ', 'R&D <x> now'],
    ['title', 'bell\u0007 rings', 'bell rings'],
    ['location', 'Room\u00a01', 'Room 1'],
    ['title', ' \n ', ''],
    ['description', 'one  two \r\nthree\t\rfour\n\n', 'one  two\nthree\nfour'],
    ['description', '\n\n  first', 'first'],
    ['description', 'a\n \nb', 'a\n\nb'],
  ] as const)('of the %s %j is %j', (field, text, form) => {
    expect(canonicalField(field, text)).toBe(form);
  });

  it('keeps the Unicode form and the case of letters', () => {
    expect(canonicalField('title', 'e\u0301')).not.toBe(canonicalField('title', '\u00e9'));
    expect(canonicalField('title', 'Board')).not.toBe(canonicalField('title', 'board'));
  });

  it('takes time in proportion to the length of the text', () => {
    const blanks = ' '.repeat(1_000_000);
    expect(canonicalField('description', `a${blanks}b`)).toHaveLength(1_000_002);
    expect(canonicalField('title', `a${blanks}b`)).toBe('a b');
  });

  it('is the same for the same instants in the clothes of any two zones', () => {
    const property = fc.property(instant, fc.nat(100_000), zone, zone, (start, seconds, one, other) => {
      const end = start + seconds * 1000;
      const form = canonicalField('when', timed({ start, end }, one, 'FLE Standard Time'));
      expect(form).toBe(canonicalField('when', timed({ start, end }, other)));
      expect(form).toBe(`${new Date(start).toISOString().slice(0, 19)}Z/${seconds}`);
    });
    fc.assert(property, fixed);
  });

  it('differs for another start, another end, and for a day and its 24 hours', () => {
    const forms = [
      timed({ start: 0, end: 1000 }, 'UTC'),
      timed({ start: 1000, end: 1000 }, 'UTC'),
      timed({ start: 0, end: 2000 }, 'UTC'),
      timed({ start: 0, end: 86_400_000 }, 'UTC'),
      allDay('1970-01-01', '1970-01-02'),
      allDay('1970-01-01', '1970-01-03'),
    ].map((when) => canonicalField('when', when));
    expect(new Set(forms).size).toBe(forms.length);
  });

  it('reads other ways to write the same duration', () => {
    const start = { showWithoutTime: false, start: '2026-11-20T09:00:00', timeZone: 'UTC' } as const;
    expect(canonicalField('when', { ...start, duration: 'PT90M' })).toBe('2026-11-20T09:00:00Z/5400');
    expect(canonicalField('when', { showWithoutTime: true, start: '2026-11-20', duration: 'P02D' })).toBe(
      '2026-11-20/P2D',
    );
  });

  it('of a single event is what is stored of it', () => {
    expect(canonicalField('when', timed({ start: 0, end: 5_400_000 }, 'Europe/Helsinki'))).toBe(
      '1970-01-01T00:00:00Z/5400',
    );
    expect(canonicalField('when', allDay('2026-11-20', '2026-11-22'))).toBe('2026-11-20/P2D');
  });

  it('does not depend on order, repetition or blanks of keywords, and does on their borders', () => {
    expect(canonicalField('keywords', [' b', 'a', '', 'b '])).toBe('["a","b"]');
    expect(canonicalField('keywords', ['a,b'])).not.toBe(canonicalField('keywords', ['a', 'b']));
    expect(canonicalField('keywords', ['a","b'])).not.toBe(canonicalField('keywords', ['a', 'b']));
    expect(canonicalField('keywords', [])).toBe('[]');
  });

  it('tells no reminder from one at the start', () => {
    expect(canonicalField('alert', null)).toBe('');
    expect(canonicalField('alert', { minutesBefore: 0 })).toBe('0');
  });
});

describe('equalFields', () => {
  it('holds for an event and the same in other clothes', () => {
    const when = timed({ start: Date.UTC(2026, 10, 20, 7), end: Date.UTC(2026, 10, 20, 8) }, 'America/New_York');
    expect(equalFields(event, { ...event, title: ' Board ', keywords: ['a', 'b', 'a'], when })).toBe(true);
  });

  it.each([
    { title: 'Bored' },
    { description: '' },
    { location: 'Room 2' },
    { when: allDay('2026-11-20', '2026-11-21') },
    { privacy: 'private' },
    { freeBusyStatus: 'oof' },
    { keywords: ['a'] },
    { alert: null },
  ] as const)('sees %j', (change) => {
    expect(equalFields(event, { ...event, ...change })).toBe(false);
  });

  it('does not take an absent field for an empty one', () => {
    expect(equalFields({ title: 'a', location: '' }, { title: 'a' })).toBe(false);
    expect(equalFields({ alert: null }, {})).toBe(false);
    expect(equalFields({}, {})).toBe(true);
  });
});
