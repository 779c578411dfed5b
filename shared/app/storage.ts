// The storage account joined: tables and queues, by connection string or by the managed identity of the function app.
import type { TokenCredential } from '@azure/identity';
import type { KeyRing } from '../access/keys.ts';
import type { Config, StorageConnection } from '../config.ts';
import type { Clock, Meter } from '../seams.ts';
import { createQueues, type Queues } from '../state/account/queues.ts';
import { createDirectory } from '../state/account/tables.ts';
import type { Directory } from '../state/directory.ts';
import { entrySeal } from './secrets/entrySeal.ts';

export interface Storage {
  readonly directory: Directory;
  readonly queues: Queues;
  /** Makes the tables, once; a caller after a failure tries again. Throws StoreUnavailable. */
  prepare(): Promise<void>;
  readonly identity: TokenCredential;
}

/** Nothing is sent yet. `meter` is told of each request to the tables. */
export function joinStorage(
  { state, queues, identityClientId }: Pick<Config, 'state' | 'queues' | 'identityClientId'>,
  { now, meter, keys }: { readonly now: Clock; readonly meter?: Meter; readonly keys: KeyRing },
): Storage {
  const identity = managedIdentity(identityClientId);
  const directory = createDirectory({
    connection: accessTo(state, identity),
    now,
    sealOf: entrySeal(keys),
    ...(meter ? { meter } : {}),
  });
  return {
    directory,
    queues: createQueues({ connection: accessTo(queues, identity) }),
    prepare: onceDone(() => directory.ensureTables()),
    identity,
  };
}

const accessTo = (connection: StorageConnection, credential: TokenCredential) =>
  connection.kind === 'connectionString' ? connection.connectionString : { url: connection.url, credential };

/** Loaded when the first token is needed: the library costs a cold start more than everything else together. */
function managedIdentity(clientId: string | undefined): TokenCredential {
  let credential: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { ManagedIdentityCredential } = await import('@azure/identity');
    return clientId === undefined ? new ManagedIdentityCredential() : new ManagedIdentityCredential({ clientId });
  };
  return {
    async getToken(scopes, options) {
      credential ??= load();
      return (await credential).getToken(scopes, options);
    },
  };
}

/** Calls `work` until it succeeded once; callers meanwhile share the attempt. */
function onceDone(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  const attempt = () =>
    work().catch((error: unknown) => {
      done = undefined;
      throw error;
    });
  return () => {
    done ??= attempt();
    return done;
  };
}
