// Repair: the library does not write a list of attendees that was only emptied, so that nobody could be taken off it.
import type { AttendeeCollection } from 'ews-javascript-api';

/** Empties the list so that the next update writes it: with whom is added afterwards, or deleted where nobody is. */
export function emptyAttendees(list: AttendeeCollection): void {
  list.Add('-');
  list.Clear();
}
