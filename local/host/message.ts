// The life of one queue message after it was received. It is hidden while the function runs and deleted after success.
// After a failure it is visible again, and after the last attempt it is moved to `<queue>-poison`.
// Source: azure-webjobs-sdk, Storage extension, QueueListener.cs and QueueProcessor.cs.
import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import type { TypedData } from './core.ts';
import type { HostLog } from './invoke.ts';

export interface Delivery {
  readonly queue: QueueClient;
  /** Absent where the queue itself holds poison messages. A message that fails there stays hidden for its lease. */
  readonly poison: QueueClient | undefined;
  readonly messageEncoding: 'none' | 'base64';
  readonly maxDequeueCount: number;
  /** Delay before the next attempt after a failed one. */
  readonly retryMs: number;
  /** A received message stays hidden for this time without renewal. It is renewed at half of this time. */
  readonly leaseMs: number;
  readonly call: (data: TypedData, metadata: Record<string, TypedData>) => Promise<unknown>;
  readonly log: HostLog;
}

/** Delivers one received message. Never rejects: a failure of the storage is logged. */
export async function deliver(message: DequeuedMessageItem, delivery: Delivery): Promise<void> {
  const lease = keepHidden(message, delivery);
  try {
    const outcome = await attempt(message, delivery);
    const popReceipt = await lease.end();
    if (outcome === 'failed') await putBack(message, popReceipt, delivery);
    if (outcome === 'poison') await toPoison(message, popReceipt, delivery);
    if (outcome === 'done') await delivery.queue.deleteMessage(message.messageId, popReceipt);
  } catch (error) {
    // Its lease was lost, or the storage is gone. The message comes back by itself: delivery is at least once.
    delivery.log('warning', `A message of ${delivery.queue.name} could not be settled and comes back later.`, error);
  } finally {
    await lease.end();
  }
}

export function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

async function attempt(message: DequeuedMessageItem, delivery: Delivery): Promise<'done' | 'failed' | 'poison'> {
  if (message.dequeueCount > delivery.maxDequeueCount) return 'poison';
  const text = decode(message.messageText, delivery.messageEncoding);
  if (text === undefined) return 'poison';
  try {
    await delivery.call({ string: text }, metadataOf(message, text));
    return 'done';
  } catch {
    // The invoker has logged the error.
    return message.dequeueCount >= delivery.maxDequeueCount ? 'poison' : 'failed';
  }
}

async function putBack(message: DequeuedMessageItem, popReceipt: string, delivery: Delivery): Promise<void> {
  const { queue, poison, retryMs } = delivery;
  if (poison === undefined) return;
  await queue.updateMessage(message.messageId, popReceipt, undefined, seconds(retryMs));
}

async function toPoison(message: DequeuedMessageItem, popReceipt: string, delivery: Delivery): Promise<void> {
  const { queue, poison, log } = delivery;
  if (poison === undefined) return;
  log('warning', `A message of ${queue.name} failed ${message.dequeueCount} times and goes to ${poison.name}.`);
  await poison.createIfNotExists();
  await poison.sendMessage(message.messageText);
  await queue.deleteMessage(message.messageId, popReceipt);
}

/** Renews the lease at half time, one renewal after the other. `end` returns the current pop receipt. */
function keepHidden(message: DequeuedMessageItem, { queue, leaseMs, log }: Delivery) {
  let popReceipt = message.popReceipt;
  let renewal: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewal = renewal.then(async () => {
      const renewed = await queue.updateMessage(message.messageId, popReceipt, undefined, seconds(leaseMs));
      popReceipt = renewed.popReceipt ?? popReceipt;
    });
    renewal = renewal.catch((error: unknown) => {
      clearInterval(timer);
      log('warning', `The lease of a message of ${queue.name} could not be renewed.`, error);
    });
  }, leaseMs / 2);
  return {
    async end(): Promise<string> {
      clearInterval(timer);
      await renewal;
      return popReceipt;
    },
  };
}

/** Undefined when the text does not have this encoding. Such a message goes to poison without an attempt. */
function decode(text: string, encoding: 'none' | 'base64'): string | undefined {
  if (encoding === 'none') return text;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes.toString('utf8') : undefined;
}

function metadataOf(message: DequeuedMessageItem, text: string): Record<string, TypedData> {
  const time = (at: Date): TypedData => ({ json: JSON.stringify(at.toISOString()) });
  return {
    Id: { string: message.messageId },
    PopReceipt: { string: message.popReceipt },
    DequeueCount: { json: String(message.dequeueCount) },
    InsertionTime: time(message.insertedOn),
    ExpirationTime: time(message.expiresOn),
    NextVisibleTime: time(message.nextVisibleOn),
    QueueTrigger: { string: text },
  };
}
