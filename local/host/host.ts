// Runs the functions of one bundle on this machine: HTTP, timers and queues of one Functions instance, without keys,
// blob leases, scaling or functionTimeout. Other triggers and output bindings are refused at the start, so that nothing
// is dropped silently. The settings stand in process.env while the host runs, so a process can have one host.
import { join } from 'node:path';
import { loadApp, type RegisteredFunction } from './core.ts';
import { readRoutes, serveHttp } from './http.ts';
import { createInvoker, type HostLog, type Invoker, triggerOf } from './invoke.ts';
import { createQueues, type QueueTriggers } from './queues.ts';
import { readHostJson, type Settings } from './settings.ts';
import { openTimerStatuses } from './timerStatuses.ts';
import { createTimers } from './timers.ts';

export interface HostOptions {
  /** Absolute path of the bundle: one CommonJS file with @azure/functions-core external. */
  readonly entry: string;
  /** The parsed host.json. */
  readonly hostJson: unknown;
  readonly settings: Settings;
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly log: HostLog;
  /** Milliseconds since 1970, for timers. Default: the machine's clock. */
  readonly clock?: () => number;
  /** Folder for the status of timers. Without it no timer is past due after a start. */
  readonly stateFolder?: string;
  /**
   * The time for which a received message stays hidden without renewal. Default: the 10 minutes of the Functions host.
   */
  readonly messageLeaseMs?: number;
}

export interface Host {
  /** For instance `http://127.0.0.1:7071`. The prefix of host.json follows it. */
  readonly url: string;
  readonly functions: readonly { readonly name: string; readonly trigger: string }[];
  /** The exports of the bundle's main module. */
  readonly exports: unknown;
  /** The number of invocations of each function since the start, by its name. */
  readonly invocations: ReadonlyMap<string, number>;
  /**
   * Calls a function now: a timer (after a run under way), or a queue function with `payload` as its message. Rejects
   * with the error that the function throws.
   */
  trigger(name: string, payload?: unknown): Promise<void>;
  /** Resolves when nothing runs and no queue has a visible or leased message. Delayed messages do not count. */
  drained(): Promise<void>;
  /** Accepts no more work and resolves when running work has ended. */
  close(): Promise<void>;
}

const tenMinutes = 600_000;
const drainedPollMs = 20;

/** Loads the bundle and starts its functions. Rejects with one sentence when the host on Azure would not start them. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { settings, log, clock = Date.now, messageLeaseMs = tenMinutes } = options;
  const hostSettings = readHostJson(options.hostJson, settings);
  const restoreEnvironment = enterEnvironment(settings);
  try {
    const app = await loadApp(options.entry, log);
    const invoker = createInvoker(app, log);
    const byTrigger = groupByTrigger(app.functions);
    const { http, queues: queueSettings } = hostSettings.extensions;
    const statusFile = options.stateFolder === undefined ? undefined : join(options.stateFolder, 'timers.json');
    const routes = readRoutes(byTrigger.httpTrigger, http.routePrefix);
    const statuses = openTimerStatuses(statusFile);
    const timers = createTimers(byTrigger.timerTrigger, invoker, { settings, now: clock, statuses });
    const queueOptions = { settings, queues: queueSettings, leaseMs: messageLeaseMs, log };
    const queues = createQueues(byTrigger.queueTrigger, invoker, queueOptions);
    await app.runHooks('appStart', { hookData: {} });
    const server = await serveHttp(routes, invoker, options.port);
    timers.start();
    queues.start();
    return {
      url: server.url,
      functions: app.functions.map((target) => ({ name: target.name, trigger: triggerOf(target).binding.type })),
      exports: app.exports,
      invocations: invoker.begunByName,
      async trigger(name, payload) {
        const queueFunction = byTrigger.queueTrigger.find((target) => target.name === name);
        if (queueFunction === undefined) return await timers.fire(name);
        await invoker.invoke(queueFunction, { json: JSON.stringify(payload ?? null) });
      },
      async drained() {
        while (!(await isDrained(invoker, queues))) await new Promise((resolve) => setTimeout(resolve, drainedPollMs));
      },
      async close() {
        timers.stop();
        await Promise.all([server.close(), queues.stop()]);
        await invoker.idle();
        await app.runHooks('appTerminate', { hookData: {} });
        restoreEnvironment();
      },
    };
  } catch (error) {
    restoreEnvironment();
    throw error;
  }
}

/**
 * True when all is quiet. A message can be on its way to its function, or from an ending function to another queue. It
 * is never overlooked: nothing may run before or after the look at the queues, and nothing may have begun between.
 */
async function isDrained(invoker: Invoker, queues: QueueTriggers): Promise<boolean> {
  const quiet = (): boolean => invoker.running === 0 && !queues.active;
  const seen = (): number => invoker.begun + queues.received;
  const before = seen();
  return quiet() && !(await queues.visible()) && quiet() && seen() === before;
}

type Trigger = 'httpTrigger' | 'timerTrigger' | 'queueTrigger';

/**
 * Sorts the functions by trigger. Refuses triggers that this host cannot run, and names that the Functions host
 * refuses.
 */
function groupByTrigger(functions: readonly RegisteredFunction[]) {
  const groups: Record<Trigger, RegisteredFunction[]> = { httpTrigger: [], timerTrigger: [], queueTrigger: [] };
  const names = new Set<string>();
  for (const target of functions) {
    if (!/^[a-z][a-z0-9_-]{0,127}$/i.test(target.name) || target.name.toLowerCase() === 'host') {
      throw new Error(`The Functions host refuses the function name "${target.name}".`);
    }
    if (names.has(target.name.toLowerCase())) throw new Error(`Two functions are named ${target.name}.`);
    names.add(target.name.toLowerCase());
    const type = triggerOf(target).binding.type;
    const output = Object.values(target.bindings).find(
      (binding) => binding.direction === 'out' && binding.type !== 'http',
    );
    if (output)
      throw new Error(`${target.name} has an output of type ${output.type}, which the local host cannot write.`);
    if (type !== 'httpTrigger' && type !== 'timerTrigger' && type !== 'queueTrigger') {
      throw new Error(`${target.name} has a trigger of type ${type}, which the local host cannot run.`);
    }
    groups[type].push(target);
  }
  return groups;
}

/** Puts the settings into process.env. Returns the function that restores the former values. */
function enterEnvironment(settings: Settings): () => void {
  const before = Object.keys(settings).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, settings);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
