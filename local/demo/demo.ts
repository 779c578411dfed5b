// npm run demo: the main job, played without a person on a product with fresh state, which is deleted afterwards. Exit
// status 0 only when both sides converged with nothing lost and nothing doubled, 1 otherwise, 2 for a wrong command
// line.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { type Meter, systemClock } from '../../shared/seams.ts';
import type { Host } from '../host/host.ts';
import { startProduct } from '../product.ts';
import { CATEGORY } from './cleanUp.ts';
import { compare } from './compare.ts';
import { eventsOf } from './judge.ts';
import { type DemoOptions, readOptions, USAGE } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { type Report, reportJson, reportLines, succeeded } from './report.ts';
import { LOCAL_TIME_ZONE, type OpenStage, openStage, type Surroundings } from './stage.ts';
import { play } from './story.ts';

/** The timer never fires by itself: the demonstration fires it. */
const SCHEDULE = '0 0 0 1 1 *';
const CANCELLED_STATUS = 130;
const DAY_MS = 86_400_000;

const options = readOptions(process.argv.slice(2), process.env);
if (typeof options === 'string') {
  console.error(`${options}\n\n${USAGE}`);
  process.exit(2);
}
process.exit(await demonstrate(options));

async function demonstrate(options: DemoOptions): Promise<number> {
  const progress = createProgress(process.stderr);
  const cancelled = cancellation();
  try {
    const report = await runWithOwners(options, cancelled, progress);
    progress.end();
    for (const line of reportLines(report)) console.log(line);
    if (options.json) console.log(reportJson(report));
    return succeeded(report) ? 0 : 1;
  } catch (error) {
    progress.end();
    if (cancelled.aborted) return CANCELLED_STATUS;
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Aborted at the first Ctrl-C. Later ones are ignored: npm passes on the signal that the terminal has already sent. */
function cancellation(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  return controller.signal;
}

/** Plays it once, and again for an owner in another zone. Both must end with the same events. */
async function runWithOwners(options: DemoOptions, cancelled: AbortSignal, progress: Progress): Promise<Report> {
  const { ownerZone } = options;
  const from = Math.ceil(systemClock() / DAY_MS) * DAY_MS;
  const here = await run(options, { ownerZone: LOCAL_TIME_ZONE, from, cancelled }, progress);
  if (ownerZone === undefined || !succeeded(here)) return here;
  progress.note(`Once more, for an owner in ${ownerZone}.`);
  const there = await run(options, { ownerZone, from, cancelled }, progress);
  const { lost, doubled } = compare(here.events, there.events);
  return { ...there, elsewhere: { ownerZone, differing: [...lost, ...doubled].map(({ title }) => title) } };
}

async function run(
  options: DemoOptions,
  around: Pick<Surroundings, 'ownerZone' | 'from' | 'cancelled'>,
  { tell, note }: Progress,
): Promise<Report> {
  const { cancelled } = around;
  const startedAt = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'exchange-calendar-sync-demo-'));
  const allowedNetworks = options.foreign?.allowedNetworks ?? [];
  tell('Starting the product …');
  try {
    const product = await startProduct({
      folder,
      over: options.graph ? 'graph' : 'ews',
      port: 0,
      exchangePort: 0,
      schedule: SCHEDULE,
      log: (level, line) => {
        if (level === 'error' || level === 'critical') note(line);
      },
      allowedNetworks,
    });
    const requests = countRequests(product.host);
    const { stage, overGraph, clear } = openStage(product, options, { ...around, folder, tell });
    const playing = play(stage);
    try {
      const verdict = await Promise.race([playing, rejection(cancelled)]);
      const runs = product.host.invocations.get('syncLink') ?? 0;
      const remarks = options.foreign ? [] : options.calendar.remarks.map(({ uid, remark }) => `${remark} (${uid})`);
      const unlike = options.graph ? { unlike: unlikeIn(verdict.events, eventsOf(await overGraph())) } : {};
      const seconds = (performance.now() - startedAt) / 1000;
      return { ...verdict, ...unlike, remarks, runs, requests, seconds };
    } finally {
      // However the play ended, the writers stop first. Then the created events are removed.
      if (cancelled.aborted) tell('Cancelled. Cleaning up …');
      await product.stop();
      await playing.catch(() => undefined);
      await takeAway(clear, note);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Titles of the events that two readings of one mailbox do not show alike. */
function unlikeIn(left: readonly CalendarEvent[], right: readonly CalendarEvent[]): string[] {
  return [...compare(left, right).lost, ...compare(right, left).lost].map(({ title }) => title);
}

/** Counts the requests that the product sends from now on. */
function countRequests(host: Host): Record<Parameters<Meter>[0], number> {
  const requests = { exchange: 0, source: 0, tables: 0 };
  // The bundle exports what functions/main.ts does.
  const { startApp } = host.exports as { startApp: (meter: Meter) => void };
  startApp((target) => {
    requests[target] += 1;
  });
  return requests;
}

/** Clears the foreign mailbox and reports the result. Its own error must not hide an earlier one. */
async function takeAway(clear: OpenStage['clear'], note: Progress['note']): Promise<void> {
  try {
    const removed = await clear();
    if (removed !== undefined) note(`Deleted the ${removed} events that the demonstration had created.`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    note(`Events of the category "${CATEGORY}" may be left in the mailbox: ${why}`);
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
