// Each company has at most a share of the runs that a process has going at once. A company's server that hangs until the
// timeout, or lets requests wait, then costs no other company's time (invariant I8).

/** host.json lets a process work on twelve messages at once (batchSize and newBatchThreshold). Two companies leave a third. */
export const AT_ONCE_MAX = 4;

export class CompanySlots {
  readonly #running = new Map<string, number>();

  /** False where the company has its share already. After true, the caller has to leave. */
  enter(company: string): boolean {
    const running = this.#running.get(company) ?? 0;
    if (running >= AT_ONCE_MAX) return false;
    this.#running.set(company, running + 1);
    return true;
  }

  leave(company: string): void {
    const left = (this.#running.get(company) ?? 0) - 1;
    if (left > 0) this.#running.set(company, left);
    else this.#running.delete(company);
  }
}
