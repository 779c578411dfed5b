// A company's source is opened from its stored settings: with its secrets, and anew when they change.
import { describe, expect, it } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { joinSources } from '../../../../shared/app/source/source.ts';
import { APPLICATIONS } from '../../../../shared/sources/registry.ts';
import type { SourceSettings } from '../../../../shared/state/directory.ts';
import { openDirectory } from '../../../world/openDirectory.ts';
import { type Opened, sampleApplication } from '../../sources/connect/sampleApplication.ts';

const key = new Uint8Array(32).fill(1);

async function open() {
  const { directory } = await openDirectory();
  const opened: Opened[] = [];
  const networksOf = (company: string) => (company === 'acme' ? ['10.0.0.0/8'] : []);
  const parts = { directory, networksOf, timeoutMs: 5, now: () => 7, meter: () => {} };
  const applications = [...APPLICATIONS, sampleApplication(opened)];
  const sources = joinSources({ ...parts, applications, keys: keyRing(key, []) });
  const settings: SourceSettings = {
    source: 's1',
    kind: 'sample',
    entryTypes: [{ id: 'visit', name: 'Visit' }],
    defaultType: 'visit',
    connection: { url: 'https://a', account: 'acme' },
    secrets: { token: sources.sealSecret('acme', 's1', 't'), pin: sources.sealSecret('acme', 's1', 'p') },
  };
  return { sources, settings, opened };
}

describe('joinSources', () => {
  it('opens an application with its settings, its secrets and what every source gets', async () => {
    const { sources, settings, opened } = await open();
    expect(sources.open('acme', settings)).toHaveProperty('application');
    expect(opened).toMatchObject([
      {
        settings: { url: 'https://a', account: 'acme', pageSize: 50 },
        secrets: { token: 't', pin: 'p' },
        basics: { defaultType: 'visit', allowedNetworks: ['10.0.0.0/8'], timeoutMs: 5 },
      },
    ]);
    expect(opened[0]?.basics.now()).toBe(7);
    expect(opened[0]?.basics.meter).toBeDefined();
  });

  it('the links of a company share one source, as long as its settings stay the same', async () => {
    const { sources, settings, opened } = await open();
    const first = sources.open('acme', settings);
    expect(sources.open('acme', { ...settings, entryTypes: [] })).toBe(first);
    expect(opened).toHaveLength(1);
    const changed = { ...settings, connection: { ...settings.connection, pageSize: 9 } };
    const second = sources.open('acme', changed);
    expect(opened).toHaveLength(2);
    const versions = [first, second].map((each) => (typeof each === 'string' ? each : each.version));
    expect(new Set(versions).size).toBe(2);
  });

  it.each([
    ['another company', 'other', 's1'],
    ['another source', 'acme', 's2'],
  ])('a secret that was sealed for %s does not open', async (_, company, source) => {
    const { sources, settings } = await open();
    const secrets = { token: sources.sealSecret(company, source, 't'), pin: sources.sealSecret(company, source, 'p') };
    expect(sources.open('acme', { ...settings, secrets })).toBe('source-secret-unreadable');
  });

  it.each([
    ['an application that this release does not know', { kind: 'other' }],
    ['a setting that is missing', { connection: { url: 'https://a' } }],
    ['a secret that is missing', { secrets: {} }],
  ])('%s is told as such', async (_, wrong) => {
    const { sources, settings } = await open();
    expect(sources.open('acme', { ...settings, ...wrong })).toBe('source-settings-incomplete');
  });

  it('the built-in source reads the entries that are kept here', async () => {
    const { sources, settings } = await open();
    const { connection: _, secrets: __, ...builtIn } = { ...settings, kind: 'entries' };
    const opened = sources.open('acme', builtIn);
    if (typeof opened === 'string') throw new Error(opened);
    const { source } = opened.application;
    expect(source.createdType).toBe('visit');
    expect(await source.list('ada@example.com', undefined)).toMatchObject({ ok: true, value: { items: [] } });
  });
});
