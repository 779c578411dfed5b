// The process is in the time zone that its project names, and so are the processes that tests start.
import { spawnSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';

const WINTER_AND_SUMMER = [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12)];
/** Minutes behind UTC, as Date has it. */
const OFFSETS: Readonly<Record<string, readonly number[]>> = {
  'Pacific/Auckland': [-780, -720],
  'America/Los_Angeles': [480, 420],
  'Asia/Kathmandu': [-345, -345],
  UTC: [0, 0],
};
const wallClock = { dateStyle: 'short', timeStyle: 'long' } as const;

describe('the zone of the process', () => {
  const zone = inject('processZone');

  it(`is ${zone}`, () => {
    const dates = WINTER_AND_SUMMER.map((instant) => new Date(instant));
    const offsets = dates.map((date) => date.getTimezoneOffset());
    expect(OFFSETS[zone] ?? offsets).toEqual(offsets);
    for (const date of dates) {
      expect(date.toLocaleString('en', wallClock)).toBe(date.toLocaleString('en', { ...wallClock, timeZone: zone }));
    }
  });

  it('is that of the processes that it starts', () => {
    const offset = `new Date(${WINTER_AND_SUMMER[0]}).getTimezoneOffset()`;
    const { stdout } = spawnSync(process.execPath, ['--print', offset], { encoding: 'utf8' });
    expect(Number(stdout)).toBe(new Date(WINTER_AND_SUMMER[0] ?? 0).getTimezoneOffset());
  });

  it('is one of at least four in every run', async () => {
    const { default: config } = await import('../../vitest.config.ts');
    const names = config.test?.projects?.map((project) =>
      typeof project === 'object' && 'test' in project ? project.test?.name : undefined,
    );
    expect(names).toEqual(expect.arrayContaining(Object.keys(OFFSETS)));
  });
});
