// The names of zones as they are met in practice.
import { describe, expect, it } from 'vitest';
import { WINDOWS_ZONES } from '../../../../shared/calendar/zones/windowsZones.data.ts';
import { ianaFromWindows, windowsFromIana } from '../../../../shared/calendar/zones/windowsZones.ts';

describe('ianaFromWindows', () => {
  it.each([
    ['FLE Standard Time', 'Europe/Kiev'],
    ['fle standard time', 'Europe/Kiev'],
    ['Eastern Standard Time', 'America/New_York'],
    ['GMT Standard Time', 'Europe/London'],
    ['UTC', 'UTC'],
    ['tzone://Microsoft/Utc', 'UTC'],
    ['UTC-11', 'Etc/GMT+11'],
  ])('reads %s as %s', (id, zone) => expect(ianaFromWindows(id)).toBe(zone));

  it.each(['', 'tzone://Microsoft/Custom', 'Customized Time Zone', 'Europe/Helsinki', '__proto__'])(
    'does not know %j',
    (id) => expect(ianaFromWindows(id)).toBeUndefined(),
  );

  it('leads back to the same Windows id', () => {
    const changed = WINDOWS_ZONES.map(([id]) => id).filter((id) => windowsFromIana(ianaFromWindows(id) ?? '') !== id);
    expect(changed).toEqual([]);
  });
});

describe('windowsFromIana', () => {
  it.each([
    ['Europe/Helsinki', 'FLE Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['America/Nuuk', 'Greenland Standard Time'],
    ['Asia/Kathmandu', 'Nepal Standard Time'],
    ['US/Pacific', 'Pacific Standard Time'],
    ['europe/helsinki', 'FLE Standard Time'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
  ])('writes %s as %s', (zone, id) => expect(windowsFromIana(zone)).toBe(id));

  it.each(['', 'Mars/Olympus', '+02:00', 'PST', '__proto__'])('has nothing for %j', (zone) => {
    expect(windowsFromIana(zone)).toBeUndefined();
  });

  it('has an id for every zone of the runtime but Antarctica/Troll', () => {
    const without = Intl.supportedValuesOf('timeZone').filter((zone) => windowsFromIana(zone) === undefined);
    expect(without).toEqual(['Antarctica/Troll']);
  });
});
