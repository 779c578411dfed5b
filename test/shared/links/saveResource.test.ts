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
  it('refuses to write unseen over what is stored', () => {
    expect(admit({ kind: 'none' }, 'v1')).toEqual({ ok: false, problem: 'version-required' });
    expect(admit({ kind: 'any' }, undefined)).toEqual({ ok: false, problem: 'version-stale' });
  });
});
