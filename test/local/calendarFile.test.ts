import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addCalendar, readCalendarFile } from '../../local/calendarFile.ts';
import { startExchange } from '../../local/exchange/server.ts';

const event = (uid: string): string =>
  ['BEGIN:VEVENT', `UID:${uid}`, 'DTSTART:20261201T090000Z', 'DTEND:20261201T100000Z', 'END:VEVENT'].join('\r\n');

function calendarFile(...uids: readonly string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'calendar-')), 'calendar.ics');
  writeFileSync(file, ['BEGIN:VCALENDAR', 'VERSION:2.0', ...uids.map(event), 'END:VCALENDAR', ''].join('\r\n'));
  return file;
}

describe('addCalendar', () => {
  it('adds only the events that are missing', async () => {
    const exchange = await startExchange({ mailboxes: ['ada@example.com'], accounts: [], clock: () => 0 });
    const ada = exchange.person('ada@example.com');
    expect(addCalendar(ada, readCalendarFile(calendarFile('one', 'two')))).toBe(2);
    expect(addCalendar(ada, readCalendarFile(calendarFile('one', 'two')))).toBe(0);
    expect(addCalendar(ada, readCalendarFile(calendarFile('two', 'three')))).toBe(1);
    expect(ada.list().map((item) => item.uid)).toEqual(['one', 'two', 'three']);
    await exchange.close();
  });
});
