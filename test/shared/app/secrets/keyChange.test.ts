// The timer's part in a change of the key. Settings that somebody else writes meanwhile stay as they were written.
// Nothing is read where there is nothing to do.
import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it, vi } from 'vitest';
import { deriveKeys, keyRing } from '../../../../shared/access/keys.ts';
import { createSealer } from '../../../../shared/access/secrets.ts';
import { createKeyChange } from '../../../../shared/app/secrets/keyChange.ts';
import { exchangeSecretContext, sourceSecretContext } from '../../../../shared/app/secrets/sealContexts.ts';
import { createDirectory } from '../../../../shared/state/account/tables.ts';
import type { EwsSettings } from '../../../../shared/state/directory.ts';
import { sealOf } from '../../../world/sealOf.ts';

const former = new Uint8Array(32).fill(1);
const inUse = new Uint8Array(32).fill(2);
const directory = createDirectory({ connection: inject('azurite'), now: () => 0, sealOf });
await directory.ensureTables();

async function acme() {
  const company = `keys-${randomUUID()}`;
  const sealed = createSealer(deriveKeys(keyRing(former, []), 'secrets'));
  const settings: EwsSettings = {
    kind: 'ews',
    url: 'https://mail.example.com/EWS/Exchange.asmx',
    version: 'Exchange2016',
    signIn: {
      method: 'ntlm',
      account: 'ACME\\sync',
      sealedPassword: sealed.seal('secret', exchangeSecretContext(company)),
    },
    access: 'impersonation',
    timeZone: 'Europe/Helsinki',
    testMailbox: 'ada@example.com',
  };
  await directory.exchange(company).put(settings, undefined);
  return { company, settings };
}

describe('createKeyChange', () => {
  it('settings are sealed anew once, and open', async () => {
    const { company } = await acme();
    const keys = keyRing(inUse, [former]);
    const change = createKeyChange({ keys, directory, now: () => 0 });
    expect(await change.resealWhatIsDue(company)).toBe(true);
    const stored = await directory.exchange(company).get();
    const signIn = stored?.value.kind === 'ews' ? stored.value.signIn : undefined;
    const password = signIn && 'sealedPassword' in signIn ? signIn.sealedPassword : '';
    const alone = createSealer(deriveKeys(keyRing(inUse, []), 'secrets'));
    expect(alone.open(password, exchangeSecretContext(company))).toBe('secret');
    expect(await createKeyChange({ keys, directory, now: () => 0 }).resealWhatIsDue(company)).toBe(false);
  });

  it('the connection that is prepared beside it is sealed anew, too', async () => {
    const { company, settings } = await acme();
    await directory.nextExchange(company).put(settings, undefined);
    const change = createKeyChange({ keys: keyRing(inUse, [former]), directory, now: () => 0 });
    await change.resealWhatIsDue(company);
    const stored = [await directory.exchange(company).get(), await directory.nextExchange(company).get()];
    expect(JSON.stringify(stored)).not.toContain(keyRing(former, [])[0].id);
  });

  it('the secrets of a source are sealed anew', async () => {
    const company = `keys-${randomUUID()}`;
    const context = sourceSecretContext(company, 'planner');
    const token = createSealer(deriveKeys(keyRing(former, []), 'secrets')).seal('a token', context);
    const source = directory.source(company, 'planner');
    const settings = { source: 'planner', kind: 'made-up', entryTypes: [], defaultType: '', secrets: { token } };
    await source.put(settings, undefined);
    const keys = keyRing(inUse, [former]);
    const change = createKeyChange({ keys, directory, now: () => 0 });
    expect(await change.resealWhatIsDue(company)).toBe(true);
    const resealed = (await source.get())?.value.secrets?.token ?? '';
    expect(createSealer(deriveKeys(keyRing(inUse, []), 'secrets')).open(resealed, context)).toBe('a token');
  });

  it('what was written in between stays', async () => {
    const { company, settings } = await acme();
    const stored = directory.exchange(company);
    const written = { ...settings, testMailbox: 'grace@example.com' };
    const between = {
      ...directory,
      exchange: () => ({
        ...stored,
        async get() {
          const read = await stored.get();
          await stored.put(written, read?.etag);
          return read;
        },
      }),
    };
    const change = createKeyChange({ keys: keyRing(inUse, [former]), directory: between, now: () => 0 });
    expect(await change.resealWhatIsDue(company)).toBe(false);
    expect((await stored.get())?.value).toEqual(written);
  });

  it('without a former key nothing is read, and with one not before an hour is over', async () => {
    const { company } = await acme();
    const read = vi.spyOn(directory, 'exchange');
    let now = 0;
    await createKeyChange({ keys: keyRing(inUse, []), directory, now: () => now }).resealWhatIsDue(company);
    expect(read).not.toHaveBeenCalled();
    const change = createKeyChange({ keys: keyRing(inUse, [former]), directory, now: () => now });
    await change.resealWhatIsDue(company);
    now += 3_599_999;
    await change.resealWhatIsDue(company);
    expect(read).toHaveBeenCalledTimes(1);
    now += 1;
    await change.resealWhatIsDue(company);
    expect(read).toHaveBeenCalledTimes(2);
    read.mockRestore();
  });

  it('a source with many entries takes several ticks, and then an hour is waited as ever', async () => {
    const { company } = await acme();
    await directory
      .source(company, 's1')
      .put({ source: 's1', kind: 'entries', entryTypes: [], defaultType: 'm' }, undefined);
    let left = 3;
    const reseal = vi.fn(async () => {
      left -= 1;
      return left > 0;
    });
    const slow = { ...directory, sealedEntries: () => ({ keys: async () => new Map(), reseal }) };
    let now = 0;
    const change = createKeyChange({ keys: keyRing(inUse, [former]), directory: slow, now: () => now });
    for (let ticks = 0; ticks < 6; ticks += 1) await change.resealWhatIsDue(company);
    expect(reseal).toHaveBeenCalledTimes(3);
    now = 3_600_000;
    await change.resealWhatIsDue(company);
    expect(reseal).toHaveBeenCalledTimes(4);
  });
});
