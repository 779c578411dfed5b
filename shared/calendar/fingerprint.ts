// Keyed fingerprints: how the state remembers what a field was without holding content. Without the key nobody can
// guess a title and check the guess.
import { createHmac, createSecretKey } from 'node:crypto';
import { canonicalField } from './canonical.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventField, type EventPatch } from './event.ts';

/** Keyed fingerprint of one field's canonical form, per field. */
export type Prints = { readonly [F in EventField]?: string };

/** 96 bits: among 100,000 values of a link, two meet by chance less than once in 10^18 links. */
const PRINT_BYTES = 12;

/**
 * A function that prints the fields it is given under `key`: HMAC-SHA-256 over field name, NUL and canonical form,
 * truncated (RFC 2104 section 5), base64url. Equal prints of a field mean equal canonical forms; the same text in
 * another field, or under another key, prints differently. What is printed does not change: an event is printed once,
 * however often it is asked for.
 */
export function createPrinter(key: Uint8Array): (fields: EventPatch) => Prints {
  // Imported once: with the bytes each HMAC would import them again, at five times its cost.
  const secret = createSecretKey(key);
  const printed = new WeakMap<EventPatch, Prints>();
  return (fields) => {
    const known = printed.get(fields);
    if (known) return known;
    const prints: { [F in EventField]?: string } = {};
    for (const field of EVENT_FIELDS) {
      const value = fields[field];
      if (value === undefined) continue;
      const mac = createHmac('sha256', secret)
        .update(`${field}\0${canonicalField(field, value)}`)
        .digest();
      prints[field] = mac.toString('base64url', 0, PRINT_BYTES);
    }
    printed.set(fields, prints);
    return prints;
  };
}

/**
 * What the first run matches an event and an entry by: title, start and end together, and of a series its rule. What is
 * different about single occurrences does not count: the merge of the pair takes care of it.
 */
export function naturalKey(print: (fields: CalendarEvent) => Prints, event: CalendarEvent): string {
  const { recurrence } = event.when;
  // A single event as it stands: it has been printed before.
  const plain = recurrence
    ? { ...event, when: { ...event.when, recurrence: { ...recurrence, overrides: {} } } }
    : event;
  const { title, when } = print(plain);
  if (title === undefined || when === undefined) throw new Error('a natural key needs title and when');
  return `${title}.${when}`;
}
