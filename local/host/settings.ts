// host.json and application settings, read as the Functions host does: %NAME% in triggers, and settings named
// AzureFunctionsJobHost__a__b that override a.b of host.json
// (https://learn.microsoft.com/azure/azure-functions/functions-host-json#override-hostjson-values).
import * as z from 'zod';

export type Settings = Readonly<Record<string, string>>;

/** The parts of host.json that the local runner obeys. Times in milliseconds. */
export type HostSettings = z.infer<typeof hostSchema>;

/** A .NET TimeSpan `hh:mm:ss[.fraction]`, in milliseconds. */
const timeSpan = z
  .string()
  .regex(/^\d{1,2}:[0-5]\d:[0-5]\d(\.\d{1,7})?$/, 'Expected hh:mm:ss')
  .transform((text) => {
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
    return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000);
  });

// Defaults: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue#hostjson-settings
const queuesSchema = z
  .object({
    batchSize: z.coerce.number().int().min(1).max(32).default(16),
    newBatchThreshold: z.coerce.number().int().min(0).optional(),
    maxDequeueCount: z.coerce.number().int().min(1).default(5),
    visibilityTimeout: timeSpan.default(0),
    maxPollingInterval: timeSpan.default(60_000),
    messageEncoding: z.enum(['base64', 'none']).default('base64'),
  })
  .transform((queues) => ({
    ...queues,
    newBatchThreshold: queues.newBatchThreshold ?? Math.floor(queues.batchSize / 2),
  }));

const hostSchema = z.object({
  version: z.literal('2.0'),
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      queues: queuesSchema.prefault({}),
    })
    .prefault({}),
});

/** Reads the parsed host.json with the overrides of the settings. Throws a sentence that names a wrong field. */
export function readHostJson(hostJson: unknown, settings: Settings): HostSettings {
  const merged = structuredClone(z.record(z.string(), z.unknown()).parse(hostJson));
  for (const [name, value] of Object.entries(settings)) {
    const [prefix, ...path] = name.split('__');
    if (prefix === 'AzureFunctionsJobHost' && path.length > 0) setAt(merged, path, value);
  }
  const read = hostSchema.safeParse(merged);
  if (!read.success) throw new Error(`host.json is not right: ${z.prettifyError(read.error)}`);
  return read.data;
}

/** Replaces every %NAME% by its setting. Throws when it is missing, as the host then does not start the function. */
export function resolveSettings(text: string, settings: Settings): string {
  return text.replace(/%([^%]+)%/g, (_whole, name: string) => {
    const value = settings[name];
    if (value === undefined) throw new Error(`The setting ${name}, which a trigger names, is missing.`);
    return value;
  });
}

function setAt(target: Record<string, unknown>, path: readonly string[], value: string): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  // Configuration keys of .NET ignore letter case.
  const key = Object.keys(target).find((name) => name.toLowerCase() === head.toLowerCase()) ?? head;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = z.record(z.string(), z.unknown()).catch({}).parse(target[key]);
  target[key] = inner;
  setAt(inner, rest, value);
}
