// One invocation of one function, in the Functions worker's order: arguments, hooks, handler, hooks, answer.
import { randomUUID } from 'node:crypto';
import type { CoreInvocation, Level, LoadedApp, RegisteredFunction, TypedData } from './core.ts';

/** Receives one line for each event. For a failure it also gets the error, which may hold content. */
export type HostLog = (level: Level, line: string, error?: unknown) => void;

export interface Invoker {
  /**
   * Calls the function with its trigger's data. Rejects with the error of the function or a hook, after one line in the
   * log.
   */
  invoke(target: RegisteredFunction, data: TypedData, metadata?: Record<string, TypedData>): Promise<Answer>;
  /** The number of invocations since the start, and of those that still run. */
  readonly begun: number;
  /** `begun` by the name of the function. */
  readonly begunByName: ReadonlyMap<string, number>;
  readonly running: number;
  /** Resolves when no invocation runs. */
  idle(): Promise<void>;
}

interface Answer {
  readonly returnValue?: TypedData | null;
}

/** Invokes the functions of one app and counts what runs. */
export function createInvoker(app: LoadedApp, log: HostLog): Invoker {
  let begun = 0;
  const begunByName = new Map<string, number>();
  const running = new Set<Promise<unknown>>();
  return {
    get begun() {
      return begun;
    },
    begunByName,
    get running() {
      return running.size;
    },
    async invoke(target, data, metadata = {}) {
      begun += 1;
      begunByName.set(target.name, (begunByName.get(target.name) ?? 0) + 1);
      const invocationId = randomUUID();
      const invocation = run(app, { target, data, metadata, invocationId, log });
      running.add(invocation);
      try {
        return await invocation;
      } catch (error) {
        log('error', `${target.name} failed: ${kindOf(error)} (invocation ${invocationId})`, error);
        throw error;
      } finally {
        running.delete(invocation);
      }
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

interface Call {
  readonly target: RegisteredFunction;
  readonly data: TypedData;
  readonly metadata: Record<string, TypedData>;
  readonly invocationId: string;
  readonly log: HostLog;
}

async function run(app: LoadedApp, { target, data, metadata, invocationId, log }: Call): Promise<Answer> {
  const invocation: CoreInvocation = {
    invocationId,
    metadata: { name: target.name, bindings: target.bindings },
    request: { inputData: [{ name: triggerOf(target).name, data }], triggerMetadata: metadata },
    state: 'preInvocationHooks',
    log: (level, _category, message) => log(level, `${target.name}: ${message}`),
  };
  const model = app.invocationModel(invocation);
  const { context, inputs } = await model.getArguments();
  const before = { hookData: {}, invocationContext: context, inputs, functionCallback: target.handler };
  await app.runHooks('preInvocation', before);

  invocation.state = 'invocation';
  const after: Record<string, unknown> = { ...before, result: undefined, error: undefined };
  try {
    after.result = await model.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }

  invocation.state = 'postInvocationHooks';
  await app.runHooks('postInvocation', after);
  if (after.error !== undefined && after.error !== null) throw after.error;
  return await model.getResponse(context, after.result);
}

/** The trigger binding of a function and its name. Every function has exactly one. */
export function triggerOf(target: RegisteredFunction) {
  const found = Object.entries(target.bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (found === undefined) throw new Error(`The function ${target.name} has no trigger.`);
  return { name: found[0], binding: found[1] };
}

/** The kind of an error without its message, since a message may quote content. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code}`;
}
