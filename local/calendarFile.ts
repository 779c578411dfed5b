// Loads a .ics file into a mailbox of the local Exchange. Loading the same file again adds only the missing events: a
// mailbox is kept between starts, and people repeat a command line.
import { readFileSync } from 'node:fs';
import { decodeIcs } from './exchange/ics/bytes.ts';
import { type IcsCalendar, loadIcs } from './exchange/ics/ics.ts';
import type { Person } from './exchange/person/person.ts';

/** Throws one sentence when the file cannot be read or is not a calendar. */
export function readCalendarFile(file: string): IcsCalendar {
  const text = readText(file);
  try {
    return loadIcs(text);
  } catch (error) {
    throw new Error(`The file ${file} is not a calendar (.ics).`, { cause: error });
  }
}

/** Creates the events whose UID the calendar folder does not hold yet. Returns their number. */
export function addCalendar(person: Person, { items }: IcsCalendar): number {
  const held = new Set(person.list().map((item) => item.uid));
  const missing = items.filter(({ uid }) => uid === undefined || !held.has(uid));
  for (const item of missing) person.create(item);
  return missing.length;
}

function readText(file: string): string {
  try {
    return decodeIcs(readFileSync(file));
  } catch (error) {
    throw new Error(`The file ${file} cannot be read.`, { cause: error });
  }
}
