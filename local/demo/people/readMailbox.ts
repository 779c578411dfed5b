// Everything in a mailbox's calendar, read by the product's own adapters.
import { problemOf } from '../../../shared/problems.ts';
import { systemClock } from '../../../shared/seams.ts';
import type { Mailbox } from '../../../shared/sync/ports/mailbox.ts';
import { type Failure, type Outcome, ok } from '../../../shared/sync/ports/outcome.ts';
import type { Standing } from './editor.ts';
import { Stale } from './onNewest.ts';

/** Rejects with one sentence when an event cannot be read. */
export async function readMailbox(mailbox: Mailbox): Promise<Standing[]> {
  const ids = new Set<string>();
  for (let watermark: string | undefined, more = true; more; ) {
    const page = done('The calendar', 'listed', await patiently(() => mailbox.changes(watermark)));
    if (page === 'watermarkInvalid') throw new Error('The mailbox forgot its own watermark.');
    for (const change of page.changes) if (change.kind === 'changed') ids.add(change.id);
    ({ watermark, more } = page);
  }
  const standings: Standing[] = [];
  for (const batch of batches([...ids], mailbox.batchSize)) {
    standings.push(...(await readItems(mailbox, batch)));
  }
  return standings;
}

/** The items with these ids, at most a batch of them. Rejects with a sentence when one of them cannot be read. */
export async function readItems(mailbox: Mailbox, ids: readonly string[]): Promise<Standing[]> {
  const outcome = await patiently(async () => together(await mailbox.read(ids)));
  return done(ids.length === 1 ? 'The event' : `One of ${ids.length} events`, 'read', outcome);
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

/** The value. Throws a sentence where the outcome is a failure: `what` (the event) could not be `done`. */
export function done<T>(what: string, verb: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  const { failure } = outcome;
  const sentence = `${what} could not be ${verb}: ${wordsOf(failure)}`;
  throw failure.kind === 'conflict' ? new Stale(sentence) : new Error(sentence);
}

function wordsOf(failure: Failure): string {
  if (!('code' in failure)) return `${failure.kind}.`;
  const { code, sentence } = problemOf(failure.code);
  const field = 'field' in failure && failure.field !== undefined ? `, field ${failure.field}` : '';
  const detail = 'detail' in failure && failure.detail !== undefined ? `, ${failure.detail}` : '';
  return `${failure.kind} (${code}${field}${detail}). ${sentence}`;
}
