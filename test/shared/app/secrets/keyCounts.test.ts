// The number of values that need each key. With rows of links: test/functions/keys.test.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { deriveKeys, keyRing } from '../../../../shared/access/keys.ts';
import { createSealer } from '../../../../shared/access/secrets.ts';
import { createKeyChange } from '../../../../shared/app/secrets/keyChange.ts';
import { countKeys } from '../../../../shared/app/secrets/keyCounts.ts';
import { sourceSecretContext } from '../../../../shared/app/secrets/sealContexts.ts';
import { createDirectory } from '../../../../shared/state/account/tables.ts';
import { sealOf } from '../../../world/sealOf.ts';

// Keys of this test alone: other tests leave values in the same tables.
const [former, inUse, missing] = [randomBytes(32), randomBytes(32), randomBytes(32)].map((key) => new Uint8Array(key));
const directory = createDirectory({ connection: inject('azurite'), now: () => 0, sealOf });
await directory.ensureTables();

it('the secrets of a source are counted by their key, before and after they were sealed anew', async () => {
  if (!former || !inUse || !missing) throw new Error('no keys');
  const company = `keys-${randomUUID()}`;
  const seal = (key: Uint8Array) =>
    createSealer(deriveKeys(keyRing(key, []), 'secrets')).seal('a token', sourceSecretContext(company, 'planner'));
  const secrets = { token: seal(former), pin: seal(missing) };
  const settings = { source: 'planner', kind: 'made-up', entryTypes: [], defaultType: '', secrets };
  await directory.source(company, 'planner').put(settings, undefined);
  const key = { id: randomUUID(), name: 'first key', role: 'company', company, createdAt: 0, hash: 'h' } as const;
  const decision = { name: '0-a', row: { at: 0, by: 'operator', what: 'companyCreated' } } as const;
  await directory.companies.create({ company, name: 'Acme', createdAt: 0 }, key, decision);
  const keys = keyRing(inUse, [former]);
  const counted = async (key: Uint8Array) => {
    const { id } = keyRing(key, [])[0];
    return (await countKeys({ keys, directory })).find((each) => each.key === id);
  };
  expect(await counted(former)).toMatchObject({ use: 'former', secrets: 1 });
  expect(await counted(inUse)).toMatchObject({ use: 'inUse', secrets: 0 });
  await createKeyChange({ keys, directory, now: () => 0 }).resealWhatIsDue(company);
  expect(await counted(former)).toMatchObject({ use: 'former', secrets: 0 });
  expect(await counted(inUse)).toMatchObject({ use: 'inUse', secrets: 1 });
  expect(await counted(missing)).toMatchObject({ use: 'missing', secrets: 1 });
});
