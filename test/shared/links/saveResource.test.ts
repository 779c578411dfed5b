// A stored thing is changed by those who saw its version.
import { describe, expect, it } from 'vitest';
import { admit, saveResource } from '../../../shared/links/saveResource.ts';
import { memoryResource } from './memoryApp.ts';

const to = (value: string) => ({ value: () => ({ value }) });
const decision = { name: '1-x', row: { at: 1, by: 'company', what: 'sourceChanged' } } as const;

describe('saveResource', () => {
  it('inserts, and changes the version that was seen', async () => {
    const resource = memoryResource<string>(undefined);
    const saved = await saveResource(resource, { kind: 'absent' }, to('first'));
    if ('problem' in saved) throw new Error(saved.problem);
    expect(saved).toMatchObject({ value: 'first', isNew: true });
    const changed = await saveResource(resource, { kind: 'version', version: saved.version }, to('second'));
    expect(changed).toMatchObject({ value: 'second', isNew: false });
    expect(await saveResource(resource, { kind: 'version', version: saved.version }, to('third'))).toEqual({
      problem: 'version-stale',
    });
    expect((await resource.get())?.value).toBe('second');
  });

  it('answers stale when somebody else was quicker between read and write', async () => {
    const resource = memoryResource<string>(undefined);
    const racing = {
      ...resource,
      async get() {
        const stored = await resource.get();
        resource.set('theirs');
        return stored;
      },
    };
    expect(await saveResource(racing, { kind: 'none' }, to('ours'))).toEqual({ problem: 'version-stale' });
    expect((await resource.get())?.value).toBe('theirs');
  });

  it('a change that is refused writes nothing', async () => {
    const resource = memoryResource<string>(undefined);
    const refusal = { problem: 'request-invalid', errors: [{ field: 'password', message: 'is missing' }] } as const;
    expect(await saveResource(resource, { kind: 'none' }, { value: () => refusal })).toEqual(refusal);
    expect(await resource.get()).toBeUndefined();
  });

  it('stores the decision about a change, and none where nothing was changed', async () => {
    const records: unknown[] = [];
    const resource = memoryResource<string>('same', (given) => records.push(given));
    const change = (value: string) => ({
      ...to(value),
      decision: (stored: string | undefined, next: string) => (stored === next ? undefined : decision),
    });
    await saveResource(resource, { kind: 'any' }, change('same'));
    await saveResource(resource, { kind: 'any' }, change('other'));
    expect(records).toEqual([undefined, decision]);
  });
});

describe('admit', () => {
  const stale = { ok: false, problem: 'version-stale' };
  const insert = { ok: true, version: undefined };
  it.each([
    [{ kind: 'none' } as const, insert, { ok: false, problem: 'version-required' }],
    [{ kind: 'absent' } as const, insert, { ok: false, problem: 'already-exists' }],
    [{ kind: 'any' } as const, stale, { ok: true, version: 'v1' }],
    [{ kind: 'version', version: 'v1' } as const, stale, { ok: true, version: 'v1' }],
    [{ kind: 'version', version: 'v0' } as const, stale, stale],
  ])('%j where nothing stands, and where v1 stands', (precondition, absent, present) => {
    expect(admit(precondition, undefined)).toEqual(absent);
    expect(admit(precondition, 'v1')).toEqual(present);
  });
});
