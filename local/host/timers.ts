// Timer triggers: NCRONTAB with six fields (seconds first; five are allowed), in UTC. A timer never overlaps itself,
// a failing function never stops its schedule, and ticks missed while the host was down become one run that is past
// due (azure-webjobs-sdk-extensions: TimerListener.cs, ScheduleMonitor.cs).
import { Cron } from 'croner';
import type { RegisteredFunction, TypedData } from './core.ts';
import { type Invoker, triggerOf } from './invoke.ts';
import { resolveSettings, type Settings } from './settings.ts';
import type { TimerStatus, TimerStatuses } from './timerStatuses.ts';

export interface TimerTriggers {
  /** Fires the timer with this name now, after a run that is going on. Rejects with what the function throws. */
  fire(name: string): Promise<void>;
  /** Begins the schedules. */
  start(): void;
  /** Ends the schedules; a run that is going on is not waited for. */
  stop(): void;
}

export interface TimerOptions {
  readonly settings: Settings;
  readonly now: () => number;
  readonly statuses: TimerStatuses;
}

/** Schedules of an interval below this are not monitored: a missed tick is made up for soon enough. */
const monitoredFromMs = 60_000;
/** The longest that setTimeout waits. */
const waitMsMax = 2 ** 31 - 1;

/** Reads the schedules of all timer functions. Throws one sentence for a schedule that is not NCRONTAB. */
export function createTimers(
  functions: readonly RegisteredFunction[],
  invoker: Invoker,
  options: TimerOptions,
): TimerTriggers {
  const timers = new Map(functions.map((target) => [target.name, createTimer(target, invoker, options)]));
  return {
    async fire(name) {
      const timer = timers.get(name);
      if (timer === undefined) throw new Error(`There is no timer named ${name}.`);
      await timer.fire();
    },
    start() {
      for (const timer of timers.values()) timer.start();
    },
    stop() {
      for (const timer of timers.values()) timer.stop();
    },
  };
}

function createTimer(target: RegisteredFunction, invoker: Invoker, { settings, now, statuses }: TimerOptions) {
  const { binding } = triggerOf(target);
  const schedule = readSchedule(resolveSettings(String(binding.schedule), settings));
  const monitored = binding.useMonitor !== false && schedule.intervalMs(now()) >= monitoredFromMs;
  let last: Promise<unknown> = Promise.resolve();
  let waiting: NodeJS.Timeout | undefined;
  let stopped = false;

  function run(isPastDue: boolean): Promise<void> {
    const done = last.then(async () => {
      const startedAt = now();
      const known = monitored ? statuses.read(target.name) : undefined;
      try {
        await invoker.invoke(target, timerData(isPastDue, known ?? statusAt(schedule, startedAt)));
      } finally {
        if (monitored) statuses.write(target.name, { ...statusAt(schedule, now()), last: iso(startedAt) });
      }
    });
    last = done.catch(() => undefined);
    return done;
  }

  function waitForNext(): void {
    if (stopped) return;
    const next = schedule.next(now());
    const wait = Math.min(next - now(), waitMsMax);
    waiting = setTimeout(() => (now() < next ? waitForNext() : void tick(false)), Math.max(wait, 0));
  }

  async function tick(isPastDue: boolean): Promise<void> {
    // The invoker has told the log; the schedule goes on.
    await run(isPastDue).catch(() => undefined);
    waitForNext();
  }

  return {
    fire: () => run(false),
    start(): void {
      const known = statuses.read(target.name);
      if (monitored && known === undefined) statuses.write(target.name, statusAt(schedule, now()));
      const isPastDue = monitored && pastDue(schedule, known, now());
      if (isPastDue || binding.runOnStartup === true) void tick(isPastDue);
      else waitForNext();
    },
    stop(): void {
      stopped = true;
      clearTimeout(waiting);
    },
  };
}

interface Schedule {
  /** The first tick after this instant, both in milliseconds. */
  next(afterMs: number): number;
  intervalMs(nowMs: number): number;
}

/** Reads NCRONTAB. */
export function readSchedule(expression: string): Schedule {
  const cron = new Cron(expression, { paused: true, timezone: 'UTC' });
  const next = (afterMs: number): number => cron.nextRun(new Date(afterMs))?.getTime() ?? Number.POSITIVE_INFINITY;
  return { next, intervalMs: (nowMs) => next(next(nowMs)) - next(nowMs) };
}

/** Whether a tick was missed since the last run; a schedule that was changed since counts from that run anew. */
function pastDue(schedule: Schedule, status: TimerStatus | undefined, nowMs: number): boolean {
  if (status === undefined) return false;
  return nowMs > schedule.next(Date.parse(status.last ?? status.lastUpdated));
}

function statusAt(schedule: Schedule, nowMs: number): TimerStatus {
  return { next: iso(schedule.next(nowMs)), lastUpdated: iso(nowMs) };
}

/** The timer's data with the host's own names; the library turns them into lower case. */
function timerData(isPastDue: boolean, status: TimerStatus): TypedData {
  const never = '0001-01-01T00:00:00+00:00';
  return {
    json: JSON.stringify({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: { Last: status.last ?? never, Next: status.next, LastUpdated: status.lastUpdated },
      IsPastDue: isPastDue,
    }),
  };
}

const iso = (ms: number): string => new Date(ms).toISOString();
