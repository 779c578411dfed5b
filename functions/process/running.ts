// The one App of this process. Settings are read when the entry point is loaded, so that a wrong setting stops the start.
import { type App, createApp } from '../../shared/app/app.ts';
import { readConfig } from '../../shared/config.ts';
import { type Meter, randomIds, systemClock } from '../../shared/seams.ts';

let running: App | undefined;

/** Joins the app from the settings of this process. `meter` hears of each request that leaves the process. */
export function startApp(meter?: Meter): void {
  useApp(createApp(readConfig(), { now: systemClock, newId: randomIds, ...(meter ? { meter } : {}) }));
}

/** Every function that is invoked from now on works with this app. */
export function useApp(app: App): void {
  running = app;
}

export function runningApp(): App {
  if (!running) throw new Error('no app was started: functions/main.ts is the entry point');
  return running;
}
