// Brings the texts of an event into their one form. Every side does so with what it reads and with what it writes, so
// that none refuses what another one gave.
import type { EventPatch, OccurrenceOverride, OccurrencePatch, RecurrenceId, When } from '../event.ts';
import { normalText } from '../text.ts';

/** Returns the event, or the patch, with its texts in normal form, those of single occurrences included. */
export function normalTexts<P extends EventPatch>(patch: P): P {
  return { ...patch, ...ownTexts(patch), ...(patch.when?.recurrence ? { when: normalWhen(patch.when) } : {}) };
}

function ownTexts({ title, description, location, keywords }: Omit<EventPatch, 'when'>): Omit<EventPatch, 'when'> {
  return {
    ...(title === undefined ? {} : { title: normalText(title) }),
    ...(description === undefined ? {} : { description: normalText(description) }),
    ...(location === undefined ? {} : { location: normalText(location) }),
    ...(keywords === undefined ? {} : { keywords: normalKeywords(keywords) }),
  };
}

/** Nobody sees an empty keyword. */
const normalKeywords = (keywords: readonly string[]): string[] =>
  keywords.map(normalText).filter((keyword) => keyword.trim() !== '');

function normalWhen(when: When): When {
  if (!when.recurrence) return when;
  const entries = Object.entries(when.recurrence.overrides).map(([id, override]): [RecurrenceId, OccurrenceOverride] =>
    'excluded' in override ? [id, override] : [id, normalPatch(override)],
  );
  return { ...when, recurrence: { ...when.recurrence, overrides: Object.fromEntries(entries) } };
}

const normalPatch = ({ when, ...fields }: OccurrencePatch): OccurrencePatch => ({
  ...(when === undefined ? {} : { when }),
  ...fields,
  ...ownTexts(fields),
});
