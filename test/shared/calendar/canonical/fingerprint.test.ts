// The law first: prints are equal exactly when canonical forms are. Then what the key and the field's name add.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import { createPrinter, naturalKey } from '../../../../shared/calendar/canonical/fingerprint.ts';
import type { CalendarEvent, OccurrenceOverride, When } from '../../../../shared/calendar/event.ts';
import { allDay, timed } from '../../../../shared/calendar/when.ts';
import { hostile } from '../hostile.ts';
import { seriesOf } from '../series.ts';
import { fixed } from '../zones.ts';

const key = new Uint8Array(32).fill(7);
const print = createPrinter(key);

describe('createPrinter', () => {
  it('prints equal exactly what has the same canonical form', () => {
    const blanks = fc.constantFrom('', ' ', '\u0001');
    const property = fc.property(hostile, fc.oneof(blanks, hostile), (text, more) => {
      const [one, other] = [text, text + more];
      const equal = canonicalField('title', one) === canonicalField('title', other);
      expect(print({ title: one }).title === print({ title: other }).title).toBe(equal);
    });
    fc.assert(property, fixed);
  });

  it('is HMAC-SHA-256 over field, NUL and canonical form, cut to 12 bytes', () => {
    const mac = createHmac('sha256', key).update('title\0Board').digest().subarray(0, 12).toString('base64url');
    expect(print({ title: ' Board ' })).toEqual({ title: mac });
    expect(mac).toHaveLength(16);
  });

  it('prints the given fields only, absent and empty ones apart', () => {
    expect(Object.keys(print({ location: '', alert: null }))).toEqual(['location', 'alert']);
    expect(print({})).toEqual({});
  });

  it('prints an event once, however often it is asked', () => {
    const fields = { title: 'Board' };
    expect(print(fields)).toBe(print(fields));
    expect(print({ ...fields })).toEqual(print(fields));
  });

  it('prints the same text differently in another field and under another key', () => {
    const { title, location } = print({ title: 'x', location: 'x' });
    expect(title).not.toBe(location);
    expect(createPrinter(new Uint8Array(32).fill(8))({ title: 'x' }).title).not.toBe(title);
  });
});

describe('naturalKey', () => {
  const when = timed({ start: 0, end: 3_600_000 }, 'UTC');
  const event: CalendarEvent = {
    title: 'Board',
    description: '',
    location: '',
    when,
    privacy: 'public',
    freeBusyStatus: 'busy',
    keywords: [],
    alert: null,
  };
  const keyOf = (change: Partial<CalendarEvent>) => naturalKey(print, { ...event, ...change });
  const series = seriesOf('2026-11-16', { frequency: 'weekly', interval: 1 });
  const withOverrides = (overrides: Record<string, OccurrenceOverride>): When => ({
    ...series,
    recurrence: { rule: { frequency: 'weekly', interval: 1, end: { kind: 'never' } }, overrides },
  });

  it('is the same for the same title and time, whatever else differs', () => {
    const elsewhere = timed({ start: 0, end: 3_600_000 }, 'Asia/Kathmandu');
    expect(keyOf({ title: ' Board', description: 'whatever', when: elsewhere })).toBe(keyOf({}));
  });

  it('differs for another title, another start, another end and another rule', () => {
    const keys = [
      keyOf({}),
      keyOf({ title: 'Bored' }),
      keyOf({ when: timed({ start: 1000, end: 3_600_000 }, 'UTC') }),
      keyOf({ when: timed({ start: 0, end: 3_601_000 }, 'UTC') }),
      keyOf({ when: allDay('1970-01-01', '1970-01-02') }),
      keyOf({ when: allDay('2026-11-16', '2026-11-17') }),
      keyOf({ when: series }),
      keyOf({ when: seriesOf('2026-11-16', { frequency: 'weekly', interval: 2 }) }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is the same for a series whatever is different about single occurrences', () => {
    const changed = withOverrides({ '2026-11-16': { excluded: true }, '2026-11-23': { title: 'x' } });
    expect(keyOf({ when: changed })).toBe(keyOf({ when: series }));
    expect(print({ when: changed }).when).not.toBe(print({ when: series }).when);
  });

  it('of a single event takes the print that there is', () => {
    const asked: unknown[] = [];
    naturalKey((fields) => {
      asked.push(fields);
      return print(fields);
    }, event);
    expect(asked[0]).toBe(event);
  });

  it('refuses to be made of half', () => {
    expect(() => naturalKey(() => ({ title: 'a' }), event)).toThrow('title and when');
    expect(() => naturalKey(() => ({ when: 'a' }), event)).toThrow('title and when');
  });
});
