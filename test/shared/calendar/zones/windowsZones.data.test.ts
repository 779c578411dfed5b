// The checked-in table of Windows' zones against its generator and against every zone of the runtime.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { windowsZonesSource } from '../../../../local/generate/windowsZones.ts';
import { isTimeZone } from '../../../../shared/calendar/timeZone.ts';
import { WINDOWS_ZONES } from '../../../../shared/calendar/zones/windowsZones.data.ts';

describe('windowsZones.data.ts', () => {
  it('is what the generator writes', () => {
    const checkedIn = readFileSync(
      new URL('../../../../shared/calendar/zones/windowsZones.data.ts', import.meta.url),
      'utf8',
    );
    expect(checkedIn).toBe(windowsZonesSource());
  });

  it('names only zones that the runtime knows, each under one Windows id', () => {
    const zones = WINDOWS_ZONES.flatMap(([, names]) => names.split(' '));
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(new Set(zones).size).toBe(zones.length);
  });
});
