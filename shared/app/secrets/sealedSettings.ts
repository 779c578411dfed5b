// The settings of a company that hold sealed secrets: those of its Exchange connections, and those of its sources.
// After a change of the key they are sealed anew.
import type { Sealer } from '../../access/secrets.ts';
import type { Directory, Resource } from '../../state/directory.ts';
import { exchangeSecretContext, sourceSecretContext } from './sealContexts.ts';
import { secretsIn, type WithSecrets, withExchangeSecrets, withSourceSecrets } from './storedSecrets.ts';

/** One row of settings. Both read it anew. */
export interface SealedSettings {
  /** Seals what is under a former key with the one in use. True when something was written. */
  reseal(secrets: Sealer): Promise<boolean>;
  /** The id of the key of each secret; undefined for one that opens with none and names none. */
  keys(secrets: Sealer): Promise<(string | undefined)[]>;
}

export async function sealedSettingsOf(
  directory: Pick<Directory, 'exchange' | 'nextExchange' | 'source' | 'sources'>,
  company: string,
): Promise<SealedSettings[]> {
  const exchange = exchangeSecretContext(company);
  const sources = (await directory.sources(company)).filter(({ secrets }) => secrets !== undefined);
  return [
    sealedSettings(directory.exchange(company), exchange, withExchangeSecrets),
    sealedSettings(directory.nextExchange(company), exchange, withExchangeSecrets),
    ...sources.map(({ source }) =>
      sealedSettings(directory.source(company, source), sourceSecretContext(company, source), withSourceSecrets),
    ),
  ];
}

function sealedSettings<T>(
  resource: Resource<T>,
  context: readonly string[],
  withSecrets: WithSecrets<T>,
): SealedSettings {
  return {
    async reseal(secrets) {
      const stored = await resource.get();
      if (!stored) return false;
      let isChanged = false;
      const resealed = withSecrets(stored.value, (sealed) => {
        const anew = secrets.reseal(sealed, context);
        isChanged ||= anew !== undefined;
        return anew ?? sealed;
      });
      // Refused, somebody wrote the settings meanwhile: with the key in use, or they are looked at in an hour.
      return isChanged && (await resource.put(resealed, stored.etag)).ok;
    },

    async keys(secrets) {
      const stored = await resource.get();
      return stored ? secretsIn(withSecrets, stored.value).map((sealed) => secrets.keyOf(sealed, context)) : [];
    },
  };
}
