import { describe, expect, it } from 'vitest';
import { stamped, stampOf } from '../../../../shared/sync/expansion/occurrenceStamps.ts';

describe('stamped', () => {
  it('keeps the rev of each occurrence beside the others, the last one of each', () => {
    const first = stamped(undefined, new Map([['2026-12-01', 'r1']]));
    const second = stamped(first, new Map([['2026-12-08T09:00:00', 'r2']]));
    const third = stamped(second, new Map([['2026-12-01', 'r3']]));
    expect(stampOf(third, '2026-12-01')).toBe('r3');
    expect(stampOf(third, '2026-12-08T09:00:00')).toBe('r2');
    expect(stampOf(third, '2026-12-08')).toBeUndefined();
  });

  it('takes the stamp of the whole entry for none of an occurrence', () => {
    expect(stampOf('r0', '2026-12-01')).toBeUndefined();
    expect(stamped('r0', new Map([['2026-12-01', 'r1']]))).toBe('2026-12-01=r1');
  });

  it('does not grow for ever: the oldest go', () => {
    let stamps: string | undefined;
    for (let n = 0; n < 300; n += 1) stamps = stamped(stamps, new Map([[`key${n}`, `r${n}`]]));
    expect(stamps?.split(' ')).toHaveLength(200);
    expect(stampOf(stamps, 'key299')).toBe('r299');
    expect(stampOf(stamps, 'key0')).toBeUndefined();
  });
});
