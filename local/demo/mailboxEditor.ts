// The person at the mailbox, over EWS on a connection of its own, so that nothing of it is counted as the product's.
import { createEwsConnection, type EwsConnectionOptions } from '../../shared/exchange/ews/connection.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import { randomIds, systemClock } from '../../shared/seams.ts';
import { type Outcome, ok } from '../../shared/sync/outcome.ts';
import type { Editor, Standing } from './editor.ts';

const REQUEST_TIMEOUT_MS = 60_000;

export interface MailboxAccess
  extends Pick<EwsConnectionOptions, 'url' | 'caCertificate' | 'timeZone' | 'allowedNetworks'> {
  readonly account: string;
  readonly password: string;
}

/** `close` ends its connections. */
export function createMailboxEditor(
  { account, password, ...server }: MailboxAccess,
  address: string,
): Editor & { readonly close: () => void } {
  const connection = createEwsConnection({
    ...server,
    signIn: { method: 'password', account, password },
    access: 'impersonation',
    version: 'Exchange2016',
    timeoutMs: REQUEST_TIMEOUT_MS,
    now: systemClock,
    newId: randomIds,
  });
  const mailbox = createEwsMailbox(connection, address);
  return {
    async list() {
      const ids = new Set<string>();
      for (let watermark: string | undefined, more = true; more; ) {
        const page = done('read', await patiently(() => mailbox.changes(watermark)));
        if (page === 'watermarkInvalid') throw new Error('The mailbox forgot its own watermark.');
        for (const change of page.changes) if (change.kind === 'changed') ids.add(change.id);
        ({ watermark, more } = page);
      }
      const standings: Standing[] = [];
      for (const batch of batches([...ids], mailbox.batchSize)) {
        const reads = await patiently(async () => together(await mailbox.read(batch)));
        standings.push(...done('read', reads));
      }
      return standings;
    },

    // The tag means nothing to the product: no pair of it has this id. One tag for all attempts makes one event.
    async create(event) {
      const tag = { pair: randomIds(), nonce: randomIds() };
      done('created', await patiently(async () => together(await mailbox.create([{ event, tag }]))));
    },

    async edit({ id, version }, patch) {
      const update = { id, version, patch, rev: randomIds() };
      done('changed', await patiently(async () => together(await mailbox.update([update]))));
    },

    async remove({ id, version }) {
      done('deleted', await patiently(async () => together(await mailbox.remove([{ id, version }]))));
    },

    close: () => connection.close(),
  };
}

const batches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** All values, or the first failure. */
function together<T>(outcomes: readonly Outcome<T>[]): Outcome<T[]> {
  const failure = outcomes.find((outcome) => !outcome.ok);
  return failure ?? ok(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
}

const ATTEMPTS = 10;

/** Waits as long as a server asks that is busy. */
async function patiently<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await call();
    if (outcome.ok || outcome.failure.kind !== 'throttled' || attempt === ATTEMPTS) return outcome;
    const ms = Math.max(outcome.failure.retryAt - systemClock(), 0);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

function done<T>(what: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { failure } = outcome;
  const code = 'code' in failure ? ` (${failure.code})` : '';
  throw new Error(`An event in the mailbox could not be ${what}: ${failure.kind}${code}.`);
}
