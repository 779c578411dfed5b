// Companies of which nothing runs, and for which no request leaves. The operator has suspended them or deletes them, or
// their administrator has not enabled synchronisation.
import type { Instant } from '../../calendar/event.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Clock } from '../../seams.ts';
import type { Directory } from '../../state/directory.ts';
import type { Company } from '../../state/register.ts';

/** The problem that callers and runs of a company are told that the operator has stopped. */
export function stopOf({ suspendedAt, deletesFrom }: Company): ProblemCode | undefined {
  if (deletesFrom !== undefined) return 'company-deleting';
  return suspendedAt === undefined ? undefined : 'company-suspended';
}

/** True for a problem that says that nothing of the company runs. */
export const isStop = (problem: unknown): boolean => STOPS.has(problem);

const STOPS: ReadonlySet<unknown> = new Set<ProblemCode>([
  'company-suspended',
  'company-deleting',
  'synchronisation-disabled',
]);

/** A chain of steps that has not gone on for so long has lost its message. */
const CHAIN_LOST_MS = 5 * 60_000;

/** True where the timer has to begin the steps of a deletion: their time has come, and none was made for a while. */
export const isDeletionDue = ({ deletesFrom, deletionStepAt = deletesFrom }: Company, now: Instant): boolean =>
  deletionStepAt !== undefined && deletionStepAt + CHAIN_LOST_MS <= now;

export interface CompanyStops {
  /** The reason why nothing of the company runs. The answer is at most as old as this process remembers. */
  of(company: string): Promise<ProblemCode | undefined>;
  forget(company: string): void;
}

/** Runs ask often, so that each process remembers the answer for `rememberMs`. */
export function rememberStops({
  directory,
  now,
  rememberMs,
}: {
  readonly directory: Pick<Directory, 'companies' | 'synchronisation'>;
  readonly now: Clock;
  readonly rememberMs: number;
}): CompanyStops {
  const remembered = new Map<string, { readonly until: Instant; readonly stop: ProblemCode | undefined }>();
  return {
    async of(company) {
      const known = remembered.get(company);
      if (known && known.until > now()) return known.stop;
      const until = now() + rememberMs;
      const [stored, synchronisation] = await Promise.all([
        directory.companies.get(company),
        directory.synchronisation(company).get(),
      ]);
      const isEnabled = synchronisation?.value.state === 'enabled';
      const stop = (stored && stopOf(stored.value)) ?? (isEnabled ? undefined : 'synchronisation-disabled');
      remembered.set(company, { until, stop });
      return stop;
    },
    forget: (company) => void remembered.delete(company),
  };
}
