// An attendee's copy of a meeting follows the organiser's in what the invitation says.
import type { EventField } from '../calendar/event.ts';

export const FIXED_FOR_ATTENDEES: ReadonlySet<EventField> = new Set(['title', 'description', 'location', 'when']);
