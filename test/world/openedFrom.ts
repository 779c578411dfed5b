// A losing value that the worlds of tests keep in the clear.
import type { EventField } from '../../shared/calendar/event.ts';
import type { OpenedLoser } from '../../shared/sync/ports/link.ts';

export function openedFrom(field: EventField, text: string): OpenedLoser {
  const value = JSON.parse(text);
  if (field !== 'description' || typeof value === 'string') return { patch: { [field]: value } };
  return { patch: { description: value.text }, body: value.body };
}
