// Keyed fingerprints of fields. The state remembers a field by its fingerprint, without content. Without the key, nobody
// can guess a title and check the guess.
import { createHmac, createSecretKey } from 'node:crypto';
import { type CalendarEvent, EVENT_FIELDS, type EventField, type EventPatch } from '../event.ts';
import { canonicalField } from './canonical.ts';

/** The fingerprints of fields. A field without value has none. */
export type Prints = { readonly [F in EventField]?: string };

/** 96 bits. Two of 100,000 values of a link have equal prints by chance in less than one of 10^18 links. */
const PRINT_BYTES = 12;

/**
 * Returns a function that prints fields under `key`. A print is the HMAC-SHA-256 of field name, NUL and canonical form,
 * truncated to 12 bytes (RFC 2104 section 5), in base64url. Equal prints of a field mean equal canonical forms. The same
 * text has another print in another field or under another key. The prints of an event are computed once and kept.
 */
export function createPrinter(key: Uint8Array): (fields: EventPatch) => Prints {
  // The key is imported once. With raw bytes, each HMAC would import them again, at five times its cost.
  const secret = createSecretKey(key);
  const cache = new WeakMap<EventPatch, Prints>();
  return (fields) => {
    const cached = cache.get(fields);
    if (cached) return cached;
    const prints: { [F in EventField]?: string } = {};
    for (const field of EVENT_FIELDS) {
      const value = fields[field];
      if (value === undefined) continue;
      const mac = createHmac('sha256', secret)
        .update(`${field}\0${canonicalField(field, value)}`)
        .digest();
      prints[field] = mac.toString('base64url', 0, PRINT_BYTES);
    }
    cache.set(fields, prints);
    return prints;
  };
}

/**
 * Returns the key by which the first run matches an event and an entry: title, start, end and rule together. Differences
 * of single occurrences do not count, because the merge of the pair handles them.
 */
export function naturalKey(print: (fields: CalendarEvent) => Prints, event: CalendarEvent): string {
  const { recurrence } = event.when;
  // A single event is passed on unchanged, so that its cached prints are used.
  const withoutOverrides = recurrence
    ? { ...event, when: { ...event.when, recurrence: { ...recurrence, overrides: {} } } }
    : event;
  const { title, when } = print(withoutOverrides);
  if (title === undefined || when === undefined) throw new Error('a natural key needs title and when');
  return `${title}.${when}`;
}
