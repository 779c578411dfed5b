// One run's hold on its link: the lease, and the rule that every transaction asserts and rewrites it.
import type { Instant } from '../../calendar/event.ts';
import { type Settings, settingsOf } from '../pair/settings.ts';
import type { LinkContext } from '../ports/link.ts';
import { endsRun, type Failure, type Outcome } from '../ports/outcome.ts';
import type { LeaseRow, LinkRow } from '../ports/rows.ts';
import type { CommitResult, RowWrite, Stored } from '../ports/store.ts';
import { Unmatched } from './unmatched.ts';

/** The time that a run may go on writing, in milliseconds. After this time another run may follow a run that was killed. */
export const LEASE_MS = 5 * 60_000;

/** Ends a run early with a failure. The run's caller turns it into an outcome. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Another worker wrote rows that this run had read. It ends, and the next run goes on from the rows. */
export class RunOvertaken extends Error {
  override readonly name = 'RunOvertaken';
}

/** The value; a failure ends the run. */
export function required<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new RunStopped(outcome.failure);
}

/** The outcome; a failure that concerns the whole link ends the run. */
export function unlessRunEnds<T>(outcome: Outcome<T>): Outcome<T> {
  if (!outcome.ok && endsRun(outcome.failure)) throw new RunStopped(outcome.failure);
  return outcome;
}

/** The lease row as this run wrote it. */
type Taken = Pick<Stored<'lease'>, 'row' | 'etag'>;

export class Session {
  readonly context: LinkContext;
  readonly link: LinkRow;
  /** The part of the context that planning may see. */
  readonly settings: Settings;
  unmatched = new Unmatched();
  #lease: LeaseRow;
  #etag: string;

  private constructor(context: LinkContext, link: LinkRow, { row, etag }: Taken) {
    this.context = context;
    this.link = link;
    this.settings = settingsOf(context, link);
    this.#lease = row;
    this.#etag = etag;
  }

  /**
   * Takes the lease on the condition that it still stands as in `current`. So all that was read with it is still true
   * (only inbox rows may be newer). Undefined when another worker was quicker.
   */
  static async begin(
    context: LinkContext,
    link: LinkRow,
    current: Stored<'lease'> | undefined,
  ): Promise<Session | undefined> {
    const now = context.now();
    const row: LeaseRow = {
      deletes: [],
      ...current?.row,
      owner: context.newId(),
      startedAt: now,
      until: now + LEASE_MS,
    };
    const write: RowWrite = current
      ? { op: 'replace', kind: 'lease', name: '', row, etag: current.etag }
      : { op: 'insert', kind: 'lease', name: '', row };
    const result = await context.store.commit([write]);
    const etag = result.ok ? result.etags[0] : undefined;
    return etag === undefined ? undefined : new Session(context, link, { row, etag });
  }

  get lease(): LeaseRow {
    return this.#lease;
  }

  /** Changes the lease in memory. The next transaction writes it. */
  changeLease(change: Partial<LeaseRow>): void {
    this.#lease = { ...this.#lease, ...change };
  }

  /** True when remote writes may still be sent. */
  holdsLease(): boolean {
    return this.context.now() < this.#lease.until;
  }

  outOfTime(): boolean {
    return this.context.now() >= this.context.deadline;
  }

  /** One transaction that also asserts the lease. A lost lease ends the run. */
  async commit(writes: readonly RowWrite[]): Promise<CommitResult> {
    const lease: RowWrite = { op: 'replace', kind: 'lease', name: '', row: this.#lease, etag: this.#etag };
    const result = await this.context.store.commit([...writes, lease]);
    if (!result.ok) {
      if (result.index === writes.length) throw new RunOvertaken();
      return result;
    }
    const etag = result.etags[writes.length];
    if (etag === undefined) throw new RunOvertaken();
    this.#etag = etag;
    return { ok: true, etags: result.etags.slice(0, writes.length) };
  }

  async release(change: Partial<LeaseRow>): Promise<void> {
    const { pause: _, problem: __, ...kept } = this.#lease;
    this.#lease = { ...kept, until: 0, finishedAt: this.#lease.startedAt, ...change };
    await this.commit([]);
  }
}

/** When the wait ends after so many failures: half a minute, doubling, at most an hour. */
export const backOff = (now: Instant, attempts: number): Instant =>
  now + Math.min(30_000 * 2 ** Math.min(attempts, 10), 3_600_000);
