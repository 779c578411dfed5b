// The secrets of webhooks.
import { expect, it } from 'vitest';
import { keyRing } from '../../../../shared/access/keys.ts';
import { webhookSecrets } from '../../../../shared/app/secrets/webhookSecrets.ts';

const [inUse, former] = [1, 2].map((fill) => new Uint8Array(32).fill(fill)) as [Uint8Array, Uint8Array];
const NAME = { company: 'acme', source: 'ivanti', generation: 1 };
const first = (name: Partial<typeof NAME>) => webhookSecrets(keyRing(inUse, []), { ...NAME, ...name })[0];

it('each company, source and generation has its own, in the form of Standard Webhooks', () => {
  const all = [first({}), first({ company: 'other' }), first({ source: 'severa' }), first({ generation: 2 })];
  expect(new Set(all).size).toBe(4);
  for (const each of all) expect(each).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});

it('that of a former encryption key still counts', () => {
  const [now, before] = webhookSecrets(keyRing(inUse, [former]), NAME);
  expect(now).toBe(first({}));
  expect(before).toBe(webhookSecrets(keyRing(former, []), NAME)[0]);
});
