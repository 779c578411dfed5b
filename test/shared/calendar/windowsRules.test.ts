// The checked-in table against its generator, and a few rules by example.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowsRulesSource } from '../../../local/generate/windowsRules.ts';
import { windowsIds, windowsRules } from '../../../shared/calendar/windowsRules.ts';
import { WINDOWS_ZONES } from '../../../shared/calendar/windowsZones.data.ts';

const data = resolve(process.env.DATA_DIR ?? join(import.meta.dirname, '../../../../shared/data'));
const file = join(data, 'windows-zones/rules.json');

describe('windowsRules.data.ts', () => {
  it.skipIf(!existsSync(file))('is what the generator writes (skipped: without the folder data/windows-zones)', () => {
    const checkedIn = readFileSync(new URL('../../../shared/calendar/windowsRules.data.ts', import.meta.url), 'utf8');
    expect(checkedIn).toBe(windowsRulesSource(JSON.parse(readFileSync(file, 'utf8'))));
  });

  it('has every Windows id that CLDR maps', () => {
    expect(WINDOWS_ZONES.filter(([id]) => windowsRules(id) === undefined)).toEqual([]);
    expect(windowsIds).toHaveLength(WINDOWS_ZONES.length + 2);
  });
});

describe('windowsRules', () => {
  it('reads a zone that keeps its offset', () => {
    expect(windowsRules('nepal standard time')).toEqual([{ standard: 345 }]);
  });

  it('reads the changes of each year', () => {
    expect(windowsRules('AUS Eastern Standard Time')).toEqual([
      {
        standard: 600,
        daylight: {
          offset: 660,
          start: { month: 10, week: 5, weekday: 0, minute: 120 },
          end: { month: 3, week: 5, weekday: 0, minute: 180 },
        },
      },
      {
        from: 2008,
        standard: 600,
        daylight: {
          offset: 660,
          start: { month: 10, week: 1, weekday: 0, minute: 120 },
          end: { month: 4, week: 1, weekday: 0, minute: 180 },
        },
      },
    ]);
  });

  it.each(['', 'Mars', '__proto__', 'British Columbia Standard Time'])('has nothing for %j', (id) => {
    expect(windowsRules(id)).toBeUndefined();
  });
});

describe('windowsRulesSource', () => {
  const daylight = { month: 3, week: 5, weekday: 0, hour: 24, minute: 0 };

  it('refuses a zone that leaves out a year', () => {
    const rules = [
      { to: 2010, standardOffset: 0 },
      { from: 2012, standardOffset: 60 },
    ];
    expect(() => windowsRulesSource({ source: 's', zones: { Z: { rules } } })).toThrow('no rule for some year');
  });

  it('writes the end of a day as its last minute', () => {
    const rules = [{ standardOffset: 0, daylightOffset: 60, daylightStart: daylight, daylightEnd: daylight }];
    expect(windowsRulesSource({ source: 's', zones: { Z: { rules } } })).toContain("'* 0 60 3.5.0@1440 3.5.0@1440'");
  });
});
