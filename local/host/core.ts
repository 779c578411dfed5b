// The counterpart of @azure/functions: the module `@azure/functions-core`. No registry has it: the Functions worker
// provides it by patching Module.prototype.require. This file does the same while one bundle loads, and records what
// the bundle registers. Only a real CommonJS `require` at run time reaches it, so the bundle must be CommonJS.
import { createRequire, Module } from 'node:module';

/** One trigger or output of a function, as @azure/functions describes it to the worker. */
interface Binding {
  readonly type: string;
  readonly direction: 'in' | 'out';
  readonly [option: string]: unknown;
}

interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
}

/** Data to or from a function. The field that is set names its kind. */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly http?: HttpData;
}

export interface HttpData {
  readonly method?: string;
  readonly url?: string;
  readonly statusCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: TypedData | null;
  readonly cookies?: readonly HttpCookie[];
}

/** A cookie of an answer. A field that the function left out has no wrapper. */
export interface HttpCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: { readonly value: string };
  readonly path?: { readonly value: string };
  readonly expires?: { readonly value: { readonly seconds: number } };
  readonly secure?: { readonly value: boolean };
  readonly httpOnly?: { readonly value: boolean };
  readonly sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  readonly maxAge?: { readonly value: number };
}

export type Level = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';
type Handler = (...inputs: unknown[]) => unknown;
type HookCallback = (context: Record<string, unknown>) => unknown;

export interface CoreInvocation {
  readonly invocationId: string;
  readonly metadata: FunctionMetadata;
  readonly request: {
    readonly inputData: readonly { readonly name: string; readonly data: TypedData }[];
    readonly triggerMetadata: Readonly<Record<string, TypedData>>;
  };
  state: 'preInvocationHooks' | 'invocation' | 'postInvocationHooks';
  log(level: Level, category: 'user' | 'system', message: string): void;
}

/**
 * One invocation in the library's own model. The library converts arguments and answers, so nothing here imitates it.
 */
interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: Handler): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: TypedData | null }>;
}

export interface RegisteredFunction extends FunctionMetadata {
  readonly handler: Handler;
}

/** The functions and hooks that one bundle registered. */
export interface LoadedApp {
  readonly functions: readonly RegisteredFunction[];
  /** The exports of the bundle's main module. */
  readonly exports: unknown;
  invocationModel(invocation: CoreInvocation): InvocationModel;
  /** Runs the hooks of this name in the order of their registration. They share and change `context`. */
  runHooks(name: string, context: Record<string, unknown>): Promise<void>;
}

interface ProgrammingModel {
  getInvocationModel(invocation: CoreInvocation): InvocationModel;
  getCapabilities(worker: Record<string, string>): Promise<unknown>;
}

/**
 * Evaluates the bundle anew, even when it was loaded before, and returns what it registered. Throws what the bundle
 * throws, and one sentence when it registers nothing.
 */
export async function loadApp(entry: string, log: (level: Level, message: string) => void): Promise<LoadedApp> {
  const functions: RegisteredFunction[] = [];
  const hooks: { readonly name: string; readonly callback: HookCallback }[] = [];
  let model: ProgrammingModel | undefined;
  const core = {
    version: '3.0.0',
    hostVersion: '4.0.0',
    setProgrammingModel(given: ProgrammingModel): void {
      model = given;
    },
    getProgrammingModel: () => model,
    registerFunction(metadata: FunctionMetadata, handler: Handler) {
      functions.push({ ...metadata, handler });
      return { dispose: () => undefined };
    },
    registerHook(name: string, callback: HookCallback) {
      const hook = { name, callback };
      hooks.push(hook);
      return { dispose: () => hooks.splice(hooks.indexOf(hook), 1) };
    },
    log: (level: Level, _category: string, message: string) => log(level, message),
  };
  const exports = requireWith(core, entry);
  const loaded = model;
  if (loaded === undefined || functions.length === 0) throw new Error('The bundle registers no function.');
  // After this call the bundle can no longer change its setup, as in the worker.
  await loaded.getCapabilities({});
  return {
    functions,
    exports,
    invocationModel: (invocation) => loaded.getInvocationModel(invocation),
    async runHooks(name, context) {
      for (const hook of hooks.filter((candidate) => candidate.name === name)) await hook.callback(context);
    },
  };
}

/** Requires `entry` while every `require('@azure/functions-core')` returns `core`. */
function requireWith(core: unknown, entry: string): unknown {
  const requireEntry = createRequire(entry);
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply: (target, self, names: [string]) =>
      names[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, names),
  });
  try {
    delete requireEntry.cache[requireEntry.resolve(entry)];
    return requireEntry(entry);
  } finally {
    Module.prototype.require = original;
  }
}
