// So many at once and no more, for each name: Outlook refuses an application's fifth request at the same time for the
// same mailbox (learn.microsoft.com: "Microsoft Graph service-specific throttling limits"), and not only ours count.

export interface AtOnce {
  /** Starts `work` as soon as fewer than the most are under way for `name`, in the order of the calls. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function createAtOnce(most: number): AtOnce {
  /** Of each name that is busy: how many are under way, and who waits. */
  const busy = new Map<string, { running: number; readonly waiting: (() => void)[] }>();

  async function enter(name: string): Promise<void> {
    const line = busy.get(name) ?? { running: 0, waiting: [] };
    busy.set(name, line);
    if (line.running < most) line.running += 1;
    else await new Promise<void>((resolve) => line.waiting.push(resolve));
  }

  function leave(name: string): void {
    const line = busy.get(name);
    if (!line) return;
    const next = line.waiting.shift();
    // Whoever waited takes the place, so that nobody slips in between.
    if (next) return next();
    line.running -= 1;
    if (line.running === 0) busy.delete(name);
  }

  return {
    async run(name, work) {
      await enter(name);
      try {
        return await work();
      } finally {
        leave(name);
      }
    },
  };
}
