// The rules of a few zones of Windows by example.
import { describe, expect, it } from 'vitest';
import { windowsRulesSource } from '../../../../local/generate/windowsRules.ts';
import { windowsRules } from '../../../../shared/calendar/zones/windowsRules.ts';

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
