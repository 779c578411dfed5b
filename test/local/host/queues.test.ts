// Queue triggers of a real bundle against a real Azurite: success, retries, poison, encodings, leases, draining, the end.
// Intervals of host.json are short here; the meaning of each is the same.
// The file is long because one Azurite and one bundle serve all of it.
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Azurite, startAzurite } from '../../../local/azurite.ts';
import { type Host, startHost } from '../../../local/host/host.ts';
import { bundle } from './bundle.ts';
import { type Calls, listenToCalls } from './calls.ts';

const queueSettings = {
  batchSize: 2,
  newBatchThreshold: 1,
  maxDequeueCount: 3,
  visibilityTimeout: '00:00:00',
  maxPollingInterval: '00:00:00.1',
  messageEncoding: 'none',
};
const lines: string[] = [];
let azurite: Azurite;
let storage: QueueServiceClient;
let entry: string;
let work: QueueClient;
let poison: QueueClient;
let host: Host | undefined;
let calls: Calls;

interface Options {
  readonly queues?: object;
  readonly messageLeaseMs?: number;
}

async function start({ queues = {}, messageLeaseMs = 60_000 }: Options = {}): Promise<Host> {
  host = await startHost({
    entry,
    hostJson: { version: '2.0', extensions: { queues: { ...queueSettings, ...queues } } },
    settings: { AzureWebJobsStorage: azurite.connectionString, SCHEDULE: '0 0 0 1 1 *', QUEUE: 'absent' },
    port: 0,
    messageLeaseMs,
    log: (_level, line) => lines.push(line),
  });
  return host;
}

/** Messages left in a queue, hidden ones included. */
async function left(queue: QueueClient): Promise<number | undefined> {
  return (await queue.getProperties()).approximateMessagesCount;
}

beforeAll(async () => {
  [azurite, entry] = await Promise.all([startAzurite({ inMemory: true }), bundle()]);
  storage = QueueServiceClient.fromConnectionString(azurite.connectionString);
  work = storage.getQueueClient('work');
  poison = storage.getQueueClient('work-poison');
});
afterAll(() => azurite.stop());
beforeEach(async () => {
  lines.length = 0;
  calls = listenToCalls();
  for (const queue of [work, poison]) {
    await queue.createIfNotExists();
    await queue.clearMessages();
  }
});
afterEach(async () => {
  await host?.close();
  calls.close();
});

describe('a queue function', () => {
  it('is called with the parsed message and its metadata, and the message is gone afterwards', async () => {
    const sent = await work.sendMessage(JSON.stringify({ link: 'ä<&>' }));
    const running = await start();
    const [call] = await calls.of('work');
    await running.drained();
    expect(call?.input).toEqual({ link: 'ä<&>' });
    expect(call?.context.triggerMetadata).toMatchObject({
      id: sent.messageId,
      dequeueCount: 1,
      queueTrigger: { link: 'ä<&>' },
      insertionTime: sent.insertedOn.toISOString(),
    });
    expect(await left(work)).toBe(0);
  });

  it('gets a message that is not JSON as text', async () => {
    await work.sendMessage('not JSON');
    await start();
    const [call] = await calls.of('work');
    expect(call?.input).toBe('not JSON');
  });

  it('is called again after a failure, and the message succeeds on the second attempt', async () => {
    calls.each = (call) => {
      if (call.context.triggerMetadata?.dequeueCount === 1) call.until = Promise.reject(new Error('first attempt'));
    };
    await work.sendMessage('1');
    const running = await start();
    await running.drained();
    expect(calls.seen.map((call) => call.context.triggerMetadata?.dequeueCount)).toEqual([1, 2]);
    expect(await left(work)).toBe(0);
    expect(lines).toEqual([expect.stringMatching(/^work failed: Error \(invocation /)]);
  });

  it('is called maxDequeueCount times, then the message goes to the poison queue and its function', async () => {
    calls.each = (call) => {
      if (call.name === 'work') call.until = Promise.reject(new Error('always'));
    };
    await work.sendMessage('"bad"');
    const running = await start();
    await running.drained();
    expect(calls.seen.map((call) => [call.name, call.input])).toEqual([
      ['work', 'bad'],
      ['work', 'bad'],
      ['work', 'bad'],
      ['workPoison', 'bad'],
    ]);
    expect(await left(work)).toBe(0);
    expect(await left(poison)).toBe(0);
  });

  it('is not called for a message that was already received too often', async () => {
    await work.sendMessage('"tired"');
    for (let times = 0; times < 3; times += 1) await work.receiveMessages({ visibilityTimeout: 1 }).then(release);
    const running = await start();
    await calls.of('workPoison');
    await running.drained();
    expect(calls.seen.map((call) => call.name)).toEqual(['workPoison']);
  });

  it('keeps a poison message that fails hidden, with no poison queue of its own', async () => {
    calls.each = (call) => {
      call.until = Promise.reject(new Error('always'));
    };
    await poison.sendMessage('"bad"');
    const running = await start();
    await running.drained();
    expect(calls.seen.map((call) => call.name)).toEqual(['workPoison']);
    expect(await left(poison)).toBe(1);
    expect(await storage.getQueueClient('work-poison-poison').exists()).toBe(false);
  });

  it('waits visibilityTimeout of host.json between attempts', async () => {
    calls.each = (call) => {
      call.until = Promise.reject(new Error('always'));
    };
    await work.sendMessage('1');
    const running = await start({ queues: { visibilityTimeout: '00:10:00' } });
    await calls.of('work');
    await running.drained();
    expect(calls.seen).toHaveLength(1);
    expect(await left(work)).toBe(1);
  });

  it('reads base64 where host.json says so, and sends what is not base64 to poison without a call', async () => {
    await work.sendMessage(Buffer.from('{"a":"é"}').toString('base64'));
    await work.sendMessage('{"a":1}');
    const running = await start({ queues: { messageEncoding: 'base64' } });
    await running.drained();
    expect(calls.seen.map((call) => call.input)).toEqual([{ a: 'é' }]);
    expect((await poison.peekMessages()).peekedMessageItems.map((message) => message.messageText)).toEqual([]);
    expect(await left(poison)).toBe(1);
  });

  it('keeps its message while it runs longer than a lease', async () => {
    let release = (): void => undefined;
    calls.each = (call) => {
      if (call.context.triggerMetadata?.dequeueCount === 1) {
        call.until = new Promise<void>((resolve) => {
          release = resolve;
        });
      }
    };
    const sent = await work.sendMessage('1');
    const running = await start({ messageLeaseMs: 2000 });
    await calls.of('work');
    // More than two leases, on the clock of the storage.
    const until = Date.now() + 4500;
    while (Date.now() < until) expect((await work.peekMessages()).peekedMessageItems).toEqual([]);
    release();
    await running.drained();
    expect(calls.seen.map((call) => call.context.triggerMetadata?.id)).toEqual([sent.messageId]);
    expect(await left(work)).toBe(0);
  });

  it('runs at most batchSize + newBatchThreshold messages at a time', async () => {
    let most = 0;
    let running = 0;
    calls.each = (call) => {
      running += 1;
      most = Math.max(most, running);
      call.until = work.getProperties().finally(() => {
        running -= 1;
      });
    };
    for (let index = 0; index < 20; index += 1) await work.sendMessage(String(index));
    await (await start()).drained();
    expect(calls.seen).toHaveLength(20);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('finds a queue that is created later, without a line in the log', async () => {
    await start();
    await work.getProperties();
    const late = storage.getQueueClient('absent');
    await late.create();
    await late.sendMessage('"hello"');
    const [call] = await calls.of('absent');
    expect(call?.input).toBe('hello');
    expect(lines).toEqual([]);
  });
});

describe('drained', () => {
  it('waits for what a message brings about in another queue', async () => {
    calls.each = (call) => {
      if (call.name === 'work') call.until = poison.sendMessage('"next"');
    };
    const running = await start();
    for (let round = 1; round <= 10; round += 1) {
      await work.sendMessage('"first"');
      await running.drained();
      expect(calls.seen).toHaveLength(2 * round);
    }
  });

  it('does not wait for delayed messages', async () => {
    await work.sendMessage('"later"', { visibilityTimeout: 600 });
    await (await start()).drained();
    expect(calls.seen).toEqual([]);
    expect(await left(work)).toBe(1);
  });
});

describe('close', () => {
  it('waits for the running message, settles it, and takes no other', async () => {
    let release = (): void => undefined;
    calls.each = (call) => {
      call.until = new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    await work.sendMessage('"running"');
    const running = await start();
    await calls.of('work');
    const closing = running.close();
    release();
    await closing;
    await work.sendMessage('"too late"');
    expect(calls.seen).toHaveLength(1);
    expect((await work.peekMessages()).peekedMessageItems.map((message) => message.messageText)).toEqual([
      '"too late"',
    ]);
  });
});

/** Makes received messages visible at once. */
async function release(answer: Awaited<ReturnType<QueueClient['receiveMessages']>>): Promise<void> {
  for (const message of answer.receivedMessageItems) {
    await work.updateMessage(message.messageId, message.popReceipt, undefined, 0);
  }
}
