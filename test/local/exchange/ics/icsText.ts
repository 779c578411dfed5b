// Texts of .ics files for tests, and what a mailbox stores of them.
import { loadIcs } from '../../../../local/exchange/ics/ics.ts';
import { createPerson, type Person } from '../../../../local/exchange/person/person.ts';
import { createMailbox } from '../../../../local/exchange/store/store.ts';

export const calendarOf = (...parts: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//y//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n');

/** A VEVENT with the UID `a`, unless `lines` have another one. */
export const vevent = (...lines: readonly string[]): string =>
  ['BEGIN:VEVENT', ...(lines.some((line) => line.startsWith('UID')) ? [] : ['UID:a']), ...lines, 'END:VEVENT'].join(
    '\r\n',
  );

/** A VTIMEZONE as Outlook writes it; with a daylight offset it changes the clocks as the European Union does. */
export function definition(name: string, { standard, daylight }: { standard: string; daylight?: string }): string {
  const observance = (kind: string, [from, to]: readonly string[], lines: readonly string[]) => [
    ...[`BEGIN:${kind}`, ...lines],
    ...[`TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, `END:${kind}`],
  ];
  const hour = (offset: string) => String(Number(offset.slice(1, 3)) + 1).padStart(2, '0');
  const lines = daylight
    ? [
        ...observance(
          'STANDARD',
          [daylight, standard],
          [`DTSTART:16011028T${hour(daylight)}0000`, 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
        ),
        ...observance(
          'DAYLIGHT',
          [standard, daylight],
          [`DTSTART:16010325T${hour(standard)}0000`, 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
        ),
      ]
    : observance('STANDARD', [standard, standard], ['DTSTART:16010101T000000']);
  return ['BEGIN:VTIMEZONE', `TZID:${name}`, ...lines, 'END:VTIMEZONE'].join('\r\n');
}

export const openPerson = (): Person =>
  createPerson(createMailbox({ address: 'ada@example.com', seed: 'test', clock: () => 0, changed: () => undefined }));

/** The items of the file as a mailbox stores them, with their times in UTC. */
export function stored(text: string) {
  const person = openPerson();
  for (const item of loadIcs(text).items) person.create(item);
  return person.list().map(({ subject, start, end, isAllDay, reminderIsSet, reminderMinutes, recurrence }) => ({
    ...{ subject, isAllDay, recurrence },
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    reminder: reminderIsSet ? reminderMinutes : null,
  }));
}
