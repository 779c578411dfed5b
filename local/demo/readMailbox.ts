// Everything in a mailbox's calendar, read by the product's own adapters.
import { systemClock } from '../../shared/seams.ts';
import type { Mailbox } from '../../shared/sync/ports/mailbox.ts';
import { type Outcome, ok } from '../../shared/sync/ports/outcome.ts';
import type { Standing } from './editor.ts';

/** Rejects with one sentence when an event cannot be read. */
export async function readMailbox(mailbox: Mailbox): Promise<Standing[]> {
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
}

const batches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** All values, or the first failure. */
export function together<T>(outcomes: readonly Outcome<T>[]): Outcome<T[]> {
  const failure = outcomes.find((outcome) => !outcome.ok);
  return failure ?? ok(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
}

const ATTEMPTS = 10;

/** Calls again after the time that a busy server asks for. */
export async function patiently<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await call();
    if (outcome.ok || outcome.failure.kind !== 'throttled' || attempt === ATTEMPTS) return outcome;
    const ms = Math.max(outcome.failure.retryAt - systemClock(), 0);
    await new Promise((resolve) => setTimeout(resolve, ms));
  }
}

/** The value. Throws a sentence with `what` where the outcome is a failure. */
export function done<T>(what: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { failure } = outcome;
  const code = 'code' in failure ? ` (${failure.code})` : '';
  throw new Error(`An event in the mailbox could not be ${what}: ${failure.kind}${code}.`);
}
