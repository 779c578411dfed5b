// A mailbox as its user has filled it: events of ordinary size.
import type { Person } from '../../../local/exchange/person/person.ts';

const FIRST = Date.UTC(2026, 0, 5, 7);
const HALF_HOUR_MS = 1_800_000;

export function fillMailbox(person: Person, events: number): void {
  for (let index = 0; index < events; index += 1) {
    const start = FIRST + index * HALF_HOUR_MS;
    person.create({
      subject: `Event ${index}`,
      body: `Agenda of event ${index}: one line of what it is about, and who brings what.`,
      location: index % 3 === 0 ? '' : `Room ${index % 17}`,
      start: new Date(start).toISOString(),
      end: new Date(start + HALF_HOUR_MS).toISOString(),
      zone: 'FLE Standard Time',
      isAllDay: false,
      sensitivity: 'Normal',
      freeBusy: 'Busy',
      categories: index % 4 === 0 ? ['Customer'] : [],
      reminderMinutes: 15,
    });
  }
}
