// The caller of a request, by the keys and companies of the register, which are read at each request. Nothing of them is remembered, so that a revoked
// key or a suspended company is refused from the next request on, by every instance.
import { dayOf } from '../access/apiKeys.ts';
import { type Caller, type CompanyAccess, identify } from '../access/caller.ts';
import type { Config } from '../config.ts';
import type { ProblemCode } from '../problems.ts';
import type { Clock } from '../seams.ts';
import type { Directory, Versioned } from '../state/directory.ts';
import type { StoredApiKey } from '../state/register.ts';
import { StoreUnavailable } from '../sync/ports/store.ts';
import { stopOf } from './company/companyStops.ts';

export interface CallerParts {
  readonly config: Pick<Config, 'operatorKey' | 'localUsers'>;
  readonly directory: Pick<Directory, 'apiKeys' | 'companies'>;
  readonly now: Clock;
}

/** Returns a function that answers the caller, or the problem why the request is refused. */
export const joinCallers =
  ({ config, directory, now }: CallerParts) =>
  (header: (name: string) => string | null): Promise<Caller | ProblemCode> => {
    let found: Versioned<StoredApiKey> | undefined;
    return identify(header, {
      ...config,
      now,
      async findKey(id) {
        found = await directory.apiKeys.get(id);
        return found?.value;
      },
      async keyUsed() {
        if (found) await noteUse(directory, found, dayOf(now()));
      },
      accessOf: (company) => accessOf(directory, company),
    });
  };

/** Writes the day at the first use of a day. A request does not fail where that write fails: the next one tries again. */
async function noteUse(
  { apiKeys }: Pick<Directory, 'apiKeys'>,
  { value, etag }: Versioned<StoredApiKey>,
  lastUsedOn: string,
): Promise<void> {
  if (value.lastUsedOn === lastUsedOn) return;
  await apiKeys.put({ ...value, lastUsedOn }, etag).catch((error: unknown) => {
    if (!(error instanceof StoreUnavailable)) throw error;
  });
}

async function accessOf({ companies }: Pick<Directory, 'companies'>, company: string): Promise<CompanyAccess> {
  const stored = await companies.get(company);
  if (!stored) return 'missing';
  const closed = stopOf(stored.value);
  return closed ? { closed } : 'open';
}
