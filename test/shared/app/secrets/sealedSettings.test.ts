// All settings of a company that hold secrets are found, each sealed for its own place.
import { describe, expect, it } from 'vitest';
import { deriveKeys, keyRing } from '../../../../shared/access/keys.ts';
import { createSealer } from '../../../../shared/access/secrets.ts';
import { exchangeSecretContext, sourceSecretContext } from '../../../../shared/app/secrets/sealContexts.ts';
import { sealedSettingsOf } from '../../../../shared/app/secrets/sealedSettings.ts';
import type { EwsSettings } from '../../../../shared/state/directory.ts';
import { newCompany, openDirectory } from '../../../world/openDirectory.ts';

const former = new Uint8Array(32).fill(1);
const inUse = new Uint8Array(32).fill(2);
const before = createSealer(deriveKeys(keyRing(former, []), 'secrets'));
const secrets = createSealer(deriveKeys(keyRing(inUse, [former]), 'secrets'));
const [idInUse, idFormer] = keyRing(inUse, [former]).map(({ id }) => id);

async function acme() {
  const { directory } = await openDirectory();
  const company = newCompany();
  const exchange: EwsSettings = {
    kind: 'ews',
    url: 'https://mail.example.com/EWS/Exchange.asmx',
    version: 'Exchange2016',
    signIn: {
      method: 'ntlm',
      account: 'ACME\\sync',
      sealedPassword: before.seal('password', exchangeSecretContext(company)),
    },
    access: 'impersonation',
    timeZone: 'Europe/Helsinki',
    testMailbox: 'ada@example.com',
  };
  await directory.exchange(company).put(exchange, undefined);
  const context = sourceSecretContext(company, 's1');
  const sealed = { token: before.seal('token', context), pin: before.seal('pin', context) };
  const source = { source: 's1', kind: 'made-up', entryTypes: [], defaultType: '', secrets: sealed };
  await directory.source(company, 's1').put(source, undefined);
  return { directory, company, context };
}

const keysOf = async (settings: Awaited<ReturnType<typeof sealedSettingsOf>>) =>
  (await Promise.all(settings.map((each) => each.keys(secrets)))).flat();

describe('sealedSettingsOf', () => {
  it('finds the connection and the source, with the key of each secret', async () => {
    const { directory, company } = await acme();
    const keys = await keysOf(await sealedSettingsOf(directory, company));
    expect(keys).toEqual([idFormer, idFormer, idFormer]);
  });

  it('seals each secret for its own place, once', async () => {
    const { directory, company, context } = await acme();
    const settings = await sealedSettingsOf(directory, company);
    const reseal = async () => {
      const written: boolean[] = [];
      for (const each of settings) written.push(await each.reseal(secrets));
      return written;
    };
    // The connection, the one that is prepared (there is none), the source.
    expect(await reseal()).toEqual([true, false, true]);
    expect(await keysOf(settings)).toEqual([idInUse, idInUse, idInUse]);
    const stored = await directory.source(company, 's1').get();
    expect(secrets.open(stored?.value.secrets?.token ?? '', context)).toBe('token');
    expect(await reseal()).toEqual([false, false, false]);
  });

  it('leaves what opens with no key as it is', async () => {
    const { directory, company } = await acme();
    const stored = await directory.source(company, 's1').get();
    if (stored)
      await directory.source(company, 's1').put({ ...stored.value, secrets: { token: 'v1.AAAA' } }, stored.etag);
    const source = (await sealedSettingsOf(directory, company)).at(-1);
    expect(await source?.keys(secrets)).toEqual([undefined]);
    expect(await source?.reseal(secrets)).toBe(false);
  });
});
