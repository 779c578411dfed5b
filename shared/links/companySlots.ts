// Of the runs that a process has going at the same time, one company has a share at most: a server of its that hangs until
// the timeout, or lets requests wait, then costs no other company's time (I8).

/** host.json lets twelve messages be worked on at once (batchSize and newBatchThreshold): two companies leave a third of them. */
export const AT_ONCE_MAX = 4;

export class CompanySlots {
  readonly #running = new Map<string, number>();

  /** False where the company has its share already. Who was let in has to leave. */
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
