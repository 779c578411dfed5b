// Timer triggers: NCRONTAB with six fields (seconds first; five are allowed), in UTC. A timer never overlaps itself. A
// failing function does not stop its schedule. Ticks missed while the host was down become one run that is past due
// (azure-webjobs-sdk-extensions: TimerListener.cs, ScheduleMonitor.cs).
import { Cron } from 'croner';
import type { RegisteredFunction, TypedData } from './core.ts';
import { type Invoker, triggerOf } from './invoke.ts';
import { resolveSettings, type Settings } from './settings.ts';
import type { TimerStatus, TimerStatuses } from './timerStatuses.ts';

export interface TimerTriggers {
  /** Fires the timer with this name now, after a run under way. Rejects with the error that the function throws. */
  fire(name: string): Promise<void>;
  /** Begins the schedules. */
  start(): void;
  /** Ends the schedules without waiting for a run under way. */
  stop(): void;
}

export interface TimerOptions {
  readonly settings: Settings;
  readonly now: () => number;
  readonly statuses: TimerStatuses;
}

/** A schedule with a shorter interval is not monitored: its next tick comes soon. */
const monitoredFromMs = 60_000;
/** The longest time that setTimeout accepts. */
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
      const lastStatus = monitored ? statuses.read(target.name) : undefined;
      try {
        await invoker.invoke(target, timerData(isPastDue, lastStatus ?? statusAt(schedule, startedAt)));
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
    // The invoker has logged the error. The schedule goes on.
    await run(isPastDue).catch(() => undefined);
    waitForNext();
  }

  return {
    fire: () => run(false),
    start(): void {
      const lastStatus = statuses.read(target.name);
      if (monitored && lastStatus === undefined) statuses.write(target.name, statusAt(schedule, now()));
      const isPastDue = monitored && pastDue(schedule, lastStatus, now());
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
  /** The first tick after this instant. Both are in milliseconds. */
  next(afterMs: number): number;
  intervalMs(nowMs: number): number;
}

/** Reads NCRONTAB. */
export function readSchedule(expression: string): Schedule {
  const cron = new Cron(expression, { paused: true, timezone: 'UTC' });
  const next = (afterMs: number): number => cron.nextRun(new Date(afterMs))?.getTime() ?? Number.POSITIVE_INFINITY;
  return { next, intervalMs: (nowMs) => next(next(nowMs)) - next(nowMs) };
}

/** True when a tick was missed since the last run. A changed schedule counts from that run. */
function pastDue(schedule: Schedule, status: TimerStatus | undefined, nowMs: number): boolean {
  if (status === undefined) return false;
  return nowMs > schedule.next(Date.parse(status.last ?? status.lastUpdated));
}

function statusAt(schedule: Schedule, nowMs: number): TimerStatus {
  return { next: iso(schedule.next(nowMs)), lastUpdated: iso(nowMs) };
}

/** The timer's data under the host's names. The library turns them into lower case. */
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
