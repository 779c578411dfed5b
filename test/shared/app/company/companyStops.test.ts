// Companies that the operator has stopped.
import { describe, expect, it } from 'vitest';
import { isDeletionDue, isStop, rememberStops, stopOf } from '../../../../shared/app/company/companyStops.ts';
import type { Directory } from '../../../../shared/state/directory.ts';
import type { Company } from '../../../../shared/state/register.ts';

const acme: Company = { company: 'acme', name: 'Acme', createdAt: 1 };

type Get = () => Promise<{ readonly value: Company; readonly etag: string }>;
/** A directory with these companies, and with synchronisation as the administrator set it. */
const directory = (get: Get, state: 'enabled' | 'disabled' | 'unset' = 'enabled') =>
  ({
    companies: { get },
    synchronisation: () => ({
      get: async () => (state === 'unset' ? undefined : { value: { state, at: 0 }, etag: '1' }),
    }),
  }) as unknown as Directory;

describe('stopOf', () => {
  it('says what stands in the way of a run', () => {
    expect(stopOf(acme)).toBeUndefined();
    expect(stopOf({ ...acme, suspendedAt: 2 })).toBe('company-suspended');
    expect(stopOf({ ...acme, suspendedAt: 2, deletesFrom: 3 })).toBe('company-deleting');
    expect([isStop('company-suspended'), isStop('company-deleting'), isStop('not-found')]).toEqual([true, true, false]);
  });
});

describe('isDeletionDue', () => {
  it('is true where no step was made for five minutes after it could have been', () => {
    const minute = 60_000;
    const deleting = { ...acme, suspendedAt: 1, deletesFrom: minute };
    expect(isDeletionDue(acme, 99 * minute)).toBe(false);
    expect([isDeletionDue(deleting, 6 * minute - 1), isDeletionDue(deleting, 6 * minute)]).toEqual([false, true]);
    const going = { ...deleting, deletionStepAt: 10 * minute };
    expect([isDeletionDue(going, 14 * minute), isDeletionDue(going, 15 * minute)]).toEqual([false, true]);
  });
});

describe('rememberStops', () => {
  it('reads a company once in its time, and anew after forget', async () => {
    let now = 0;
    let reads = 0;
    let value = acme;
    const get = async () => {
      reads += 1;
      return { value, etag: '1' };
    };
    const stops = rememberStops({ directory: directory(get), now: () => now, rememberMs: 60 });
    expect([await stops.of('acme'), await stops.of('acme'), reads]).toEqual([undefined, undefined, 1]);
    value = { ...acme, suspendedAt: 2 };
    now = 59;
    expect(await stops.of('acme')).toBeUndefined();
    now = 60;
    expect(await stops.of('acme')).toBe('company-suspended');
    value = acme;
    stops.forget('acme');
    expect(await stops.of('acme')).toBeUndefined();
  });

  it.each([
    ['unset', 'synchronisation-disabled'],
    ['disabled', 'synchronisation-disabled'],
    ['enabled', undefined],
  ] as const)('the administrator has set %s: %s', async (state, stop) => {
    const get = async () => ({ value: acme, etag: '1' });
    expect(await rememberStops({ directory: directory(get, state), now: () => 0, rememberMs: 60 }).of('acme')).toBe(
      stop,
    );
    expect(isStop(stop)).toBe(stop !== undefined);
  });

  it('a failed read is not remembered', async () => {
    const get = async () => Promise.reject(new Error('down'));
    const stops = rememberStops({ directory: directory(get), now: () => 0, rememberMs: 60 });
    await expect(stops.of('acme')).rejects.toThrow('down');
    await expect(stops.of('acme')).rejects.toThrow('down');
  });
});
