// The sources of a company: one, and the state of its poll.
import { describe, expect, it } from 'vitest';
import { listSources, readSource, saveSource } from '../../../../shared/links/connections/sources.ts';
import { invalid } from '../../../../shared/links/refusal.ts';
import { memoryCompany, SOURCE } from '../memoryApp.ts';

const failing = { problem: { code: 'source-unavailable' } } as const;

function failingCompany() {
  const company = memoryCompany();
  const app = {
    ...company.app,
    sourceState: async () => failing,
    sealSourceSecret: (name: string, source: string, secret: string) => `${name} ${source}: ${secret}`,
  };
  return { ...company, app, acting: { ...company.acting, app } };
}

describe('sources', () => {
  it('are shown with why they are not asked at the moment', async () => {
    const { acting, app } = failingCompany();
    expect(await listSources(acting)).toEqual([{ settings: SOURCE, state: failing }]);
    const read = await readSource(acting, 'planner');
    expect(read).toEqual({ value: { settings: SOURCE, state: failing }, etag: expect.any(String) });
    app.directory.source = () => ({ get: async () => undefined, put: async () => ({ ok: false, reason: 'stale' }) });
    expect(await readSource(acting, 'planner')).toEqual({ problem: 'not-found' });
  });

  it('settings are stored with the secrets sealed for this source, and this process reads them anew', async () => {
    const { acting, app } = failingCompany();
    const saved = await saveSource(acting, {
      source: 'planner',
      precondition: { kind: 'any' },
      settings: (stored, seal) => ({ value: { ...(stored ?? SOURCE), secrets: { token: seal('secret') } } }),
    });
    expect(saved).toMatchObject({ isNew: false, value: { secrets: { token: 'acme planner: secret' } } });
    expect((await app.directory.source('acme', 'planner').get())?.value).toMatchObject({ secrets: {} });
    expect(app.settingsChanged).toHaveBeenCalledWith('acme');
  });

  it('a company has one source, and refused settings are not stored', async () => {
    const { acting } = failingCompany();
    const settings = () => ({ value: { ...SOURCE, source: 'other' } });
    expect(await saveSource(acting, { source: 'other', precondition: { kind: 'none' }, settings })).toEqual({
      problem: 'another-source',
    });
    const refusal = invalid([{ field: 'secrets.token', message: 'is missing' }]);
    const refused = { source: 'planner', precondition: { kind: 'any' }, settings: () => refusal } as const;
    expect(await saveSource(acting, refused)).toEqual(refusal);
    expect(await readSource(acting, 'planner')).toMatchObject({ value: { settings: SOURCE } });
  });
});
