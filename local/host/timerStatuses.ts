// The last run of each timer, kept in one file, so that a start notices a missed tick. Best effort, as on Azure:
// without a readable file no timer is past due.
import { readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const statusSchema = z.object({
  /** The last run; absent before the first one. */
  last: z.iso.datetime().optional(),
  next: z.iso.datetime(),
  lastUpdated: z.iso.datetime(),
});

export type TimerStatus = z.infer<typeof statusSchema>;

export interface TimerStatuses {
  read(timer: string): TimerStatus | undefined;
  write(timer: string, status: TimerStatus): void;
}

/** Statuses in `file`, or only in memory without one. */
export function openTimerStatuses(file: string | undefined): TimerStatuses {
  const statuses = new Map(Object.entries(file === undefined ? {} : readStatuses(file)));
  return {
    read: (timer) => statuses.get(timer),
    write(timer, status) {
      statuses.set(timer, status);
      if (file !== undefined) writeFileSync(file, JSON.stringify(Object.fromEntries(statuses)));
    },
  };
}

function readStatuses(file: string): Record<string, TimerStatus> {
  try {
    return z.record(z.string(), statusSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // The file is absent at the first start, or cut by a crash. The schedules begin anew.
    return {};
  }
}
