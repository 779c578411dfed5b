// An entry as the API gives it, in the words that it takes.
import type { When } from '../../calendar/event.ts';
import { toInstant, toLocal } from '../../calendar/timeZone.ts';
import { endInstant, startInstant } from '../../calendar/when.ts';
import type { EntryContent } from '../../state/entry.ts';
import { recurrenceJson } from './recurrence.ts';
import { spanJson } from './span.ts';

/** `parseEntry` reads the answer back into the same entry. */
export function entryJson({ type, owner, participants, content }: EntryContent): Record<string, unknown> {
  const people = { owner, participants };
  if (content.kind === 'leftOut') return { type, title: content.title, leftOut: content.reason, ...people };
  const { when, alert, title, description, location, privacy, freeBusyStatus, keywords } = content.event;
  return {
    type,
    title,
    description,
    location,
    ...timesOf(when),
    ...(when.recurrence ? recurrenceJson(when.recurrence, when) : {}),
    privacy,
    freeBusyStatus,
    keywords,
    alert: alert?.minutesBefore ?? null,
    ...people,
  };
}

function timesOf(when: When): object {
  if (when.showWithoutTime) return { showWithoutTime: true, ...spanJson(when, 'UTC') };
  const { timeZone } = when;
  if (when.recurrence) return { showWithoutTime: false, ...spanJson(when, timeZone), timeZone };
  const [start, end] = [startInstant(when, timeZone), endInstant(when, timeZone)];
  // The second pass of an hour that the clocks repeat has no name in local time: then both are written in UTC.
  const named = toInstant(toLocal(end, timeZone), timeZone) === end;
  const zone = named ? timeZone : 'UTC';
  return { showWithoutTime: false, start: toLocal(start, zone), end: toLocal(end, zone), timeZone: zone };
}
