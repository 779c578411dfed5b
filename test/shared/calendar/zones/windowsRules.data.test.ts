// The checked-in table of Windows' rules against its generator.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowsRulesSource } from '../../../../local/generate/windowsRules.ts';
import { windowsIds, windowsRules } from '../../../../shared/calendar/zones/windowsRules.ts';
import { WINDOWS_ZONES } from '../../../../shared/calendar/zones/windowsZones.data.ts';

const data = resolve(process.env.DATA_DIR ?? join(import.meta.dirname, '../../../../../shared/data'));
const file = join(data, 'windows-zones/rules.json');

describe('windowsRules.data.ts', () => {
  it.skipIf(!existsSync(file))('is what the generator writes (skipped: without the folder data/windows-zones)', () => {
    const checkedIn = readFileSync(
      new URL('../../../../shared/calendar/zones/windowsRules.data.ts', import.meta.url),
      'utf8',
    );
    expect(checkedIn).toBe(windowsRulesSource(JSON.parse(readFileSync(file, 'utf8'))));
  });

  it('has every Windows id that CLDR maps', () => {
    expect(WINDOWS_ZONES.filter(([id]) => windowsRules(id) === undefined)).toEqual([]);
    expect(windowsIds).toHaveLength(WINDOWS_ZONES.length + 2);
  });
});
