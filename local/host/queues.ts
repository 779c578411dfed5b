// Queue triggers: one listener for each function polls its queue and takes batches. It takes the next batch when few
// messages are left, as the Storage extension of the Functions host does (QueueListener.cs). An empty or missing queue
// is polled less and less often, up to maxPollingInterval.
import { QueueServiceClient, RestError } from '@azure/storage-queue';
import type { RegisteredFunction } from './core.ts';
import { type HostLog, type Invoker, triggerOf } from './invoke.ts';
import { type Delivery, deliver, seconds } from './message.ts';
import { type HostSettings, resolveSettings, type Settings } from './settings.ts';

export interface QueueTriggers {
  start(): void;
  /** Takes no more messages and resolves when those taken are settled. */
  stop(): Promise<void>;
  /** Messages received since the start. */
  readonly received: number;
  /** True while a message is being received or processed. */
  readonly active: boolean;
  /** True where a queue has a visible message. Such a queue is polled at once. */
  visible(): Promise<boolean>;
}

export interface QueueOptions {
  readonly settings: Settings;
  readonly queues: HostSettings['extensions']['queues'];
  readonly leaseMs: number;
  readonly log: HostLog;
}

const pollMsMin = 100;
/** Short: a failed call is repeated anyway, and a stop should not wait for a storage that is gone. */
const retryOptions = { maxTries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 500 };

/** Reads the queue triggers of these functions. Throws one sentence when a connection setting is missing. */
export function createQueues(
  functions: readonly RegisteredFunction[],
  invoker: Invoker,
  options: QueueOptions,
): QueueTriggers {
  const listeners = functions.map((target) => createListener(target, invoker, options));
  return {
    start() {
      for (const listener of listeners) listener.start();
    },
    async stop() {
      await Promise.all(listeners.map((listener) => listener.stop()));
    },
    get received() {
      return listeners.reduce((sum, listener) => sum + listener.received, 0);
    },
    get active() {
      return listeners.some((listener) => listener.active);
    },
    async visible() {
      const visible = await Promise.all(listeners.map((listener) => listener.visible()));
      return visible.includes(true);
    },
  };
}

function createListener(target: RegisteredFunction, invoker: Invoker, options: QueueOptions) {
  const delivery = deliveryFor(target, invoker, options);
  const { batchSize, newBatchThreshold, maxPollingInterval } = options.queues;
  const taken = new Set<Promise<void>>();
  const pause = createPause();
  let received = 0;
  let receiving = false;
  let stopped = false;
  let loop: Promise<void> = Promise.resolve();

  async function poll(): Promise<void> {
    let waitMs = pollMsMin;
    while (!stopped) {
      receiving = true;
      const messages = await receive(delivery, batchSize);
      received += messages.length;
      for (const message of messages) {
        const work = deliver(message, delivery).finally(() => taken.delete(work));
        taken.add(work);
      }
      receiving = false;
      waitMs = messages.length > 0 ? pollMsMin : Math.min(longer(waitMs), Math.max(maxPollingInterval, pollMsMin));
      if (messages.length === 0 && !stopped) await pause.wait(waitMs);
      while (taken.size > newBatchThreshold) await Promise.race(taken);
    }
  }

  return {
    start(): void {
      loop = poll();
    },
    async stop(): Promise<void> {
      stopped = true;
      pause.end();
      await loop;
      await Promise.all(taken);
    },
    get received() {
      return received;
    },
    get active() {
      return receiving || taken.size > 0;
    },
    async visible(): Promise<boolean> {
      const { peekedMessageItems } = await delivery.queue.peekMessages({ numberOfMessages: 1 }).catch(noQueue);
      if (peekedMessageItems.length > 0) pause.end();
      return peekedMessageItems.length > 0;
    },
  };
}

function deliveryFor(target: RegisteredFunction, invoker: Invoker, options: QueueOptions): Delivery {
  const { binding } = triggerOf(target);
  const connection = typeof binding.connection === 'string' ? binding.connection : 'AzureWebJobsStorage';
  const connectionString = options.settings[connection];
  if (connectionString === undefined)
    throw new Error(`The setting ${connection}, where ${target.name} finds its queue, is missing.`);
  const storage = QueueServiceClient.fromConnectionString(connectionString, { retryOptions });
  const name = resolveSettings(String(binding.queueName), options.settings);
  return {
    queue: storage.getQueueClient(name),
    poison: name.endsWith('-poison') ? undefined : storage.getQueueClient(`${name}-poison`),
    messageEncoding: options.queues.messageEncoding,
    maxDequeueCount: options.queues.maxDequeueCount,
    retryMs: options.queues.visibilityTimeout,
    leaseMs: options.leaseMs,
    call: (data, metadata) => invoker.invoke(target, data, metadata),
    log: options.log,
  };
}

async function receive({ queue, leaseMs, log }: Delivery, batchSize: number) {
  try {
    const batch = { numberOfMessages: batchSize, visibilityTimeout: seconds(leaseMs) };
    return (await queue.receiveMessages(batch)).receivedMessageItems;
  } catch (error) {
    if (!isNoQueue(error)) log('warning', `The queue ${queue.name} could not be read; it is tried again.`, error);
    return [];
  }
}

/** A missing queue is empty: the first sender creates it. */
function noQueue(error: unknown): { readonly peekedMessageItems: readonly unknown[] } {
  if (isNoQueue(error)) return { peekedMessageItems: [] };
  throw error;
}

function isNoQueue(error: unknown): boolean {
  return error instanceof RestError && error.statusCode === 404;
}

/** Randomised exponential back-off: twice as long, plus or minus a fifth, so that listeners do not poll in step. */
function longer(waitMs: number): number {
  return waitMs * 2 * (0.8 + Math.random() * 0.4);
}

/** A wait that a caller can end. */
function createPause() {
  let end = (): void => undefined;
  return {
    wait: (ms: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => end(),
  };
}
