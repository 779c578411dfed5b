// From a description to a source: what was stored is parsed again before it is used.
import { describe, expect, it } from 'vitest';
import { type Opened, sampleApplication } from './sampleApplication.ts';

const basics = { defaultType: 'm', allowedNetworks: [], timeoutMs: 1, now: () => 0 };
const connection = { url: 'https://a', account: 'acme' };
const secrets = { token: 't', pin: 'p' };

describe('connectedApplication', () => {
  it('opens with settings and secrets as they were described, defaults included', () => {
    const opened: Opened[] = [];
    expect(sampleApplication(opened).open({ connection, secrets }, basics)).toBeDefined();
    expect(opened).toEqual([{ settings: { ...connection, pageSize: 50 }, secrets, basics }]);
  });

  it.each([
    ['a setting that an earlier release did not ask for', { connection: { url: 'https://a' }, secrets }],
    ['a secret that an earlier release did not ask for', { connection, secrets: { token: 't' } }],
  ])('%s: nothing is opened', (_, stored) => {
    const opened: Opened[] = [];
    expect(sampleApplication(opened).open(stored, basics)).toBeUndefined();
    expect(opened).toEqual([]);
  });

  it('a setting that this release no longer knows is left out', () => {
    const opened: Opened[] = [];
    sampleApplication(opened).open({ connection: { ...connection, former: 1 }, secrets }, basics);
    expect(opened[0]?.settings).not.toHaveProperty('former');
  });
});
