// The runner with a real bundle: timers fired by name, what is refused at the start, hooks, and the end.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../local/host/host.ts';
import { bundle } from './bundle.ts';
import { type Calls, listenToCalls } from './calls.ts';
import { settings, startFixture } from './startFixture.ts';

let entry: string;
let host: Host;
let calls: Calls;

const start = (extra: Partial<Parameters<typeof startFixture>[1]> = {}): Promise<Host> => startFixture(entry, extra);

beforeAll(async () => {
  entry = await bundle();
  host = await start();
});
afterAll(() => host.close());
beforeEach(() => {
  calls = listenToCalls();
});
afterEach(() => calls.close());

describe('trigger', () => {
  it('fires a timer by name with what the host knows of its schedule', async () => {
    await host.trigger('tick');
    expect(calls.seen.map((call) => call.name)).toEqual(['tick']);
    expect(calls.seen[0]?.input).toMatchObject({
      isPastDue: false,
      scheduleStatus: { next: expect.stringMatching(/-01-01T00:00:00.000Z$/) },
    });
  });

  it('runs a timer once at a time', async () => {
    let release = (): void => undefined;
    calls.each = (call) => {
      call.until = new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const runs = [host.trigger('tick'), host.trigger('tick')];
    await calls.of('tick');
    await fetch(`${host.url}/api/echo/literal`);
    expect(calls.seen).toHaveLength(1);
    release();
    await calls.of('tick', 2);
    release();
    await Promise.all(runs);
  });

  it('calls a queue function with a payload, which the host counts', async () => {
    const before = host.invocations.get('work') ?? 0;
    await host.trigger('work', { id: 7 });
    expect(host.invocations.get('work')).toBe(before + 1);
    expect(calls.seen[0]?.input).toEqual({ id: 7 });
  });

  it('rejects with what the function throws, and for a name that is no timer and no queue function', async () => {
    calls.each = (call) => {
      call.until = Promise.reject(new Error('not today'));
    };
    await expect(host.trigger('tick')).rejects.toThrow('not today');
    await expect(host.trigger('echo')).rejects.toThrow('There is no timer named echo.');
  });
});

describe('startHost', () => {
  const refused = async (registration: string): Promise<unknown> => {
    const source = `const { app, output } = require('@azure/functions'); const handler = () => ({}); ${registration}`;
    return start({ entry: await bundle(source) }).then(
      () => 'started',
      (error: Error) => error.message,
    );
  };

  it('lists the functions with their triggers', () => {
    expect(host.functions).toContainEqual({ name: 'tick', trigger: 'timerTrigger' });
    expect(host.functions).toContainEqual({ name: 'work', trigger: 'queueTrigger' });
    expect(host.functions).toContainEqual({ name: 'echo', trigger: 'httpTrigger' });
  });

  it.each([
    ["app.http('a', { route: 'adminConsent', handler })", 'begins with "admin"'],
    ["app.http('runtimes', { handler })", 'begins with "runtime"'],
    ["app.http('a', { route: 'x', handler }); app.http('b', { route: 'X', handler })", 'same route and method'],
    ["app.http('a', { route: '{x}-{y}', handler })", 'not one that the local runner can match'],
    ["app.http('a', { handler }); app.http('A', { route: 'b', handler })", 'Two functions are named A'],
    ["app.http('host', { handler })", 'refuses the function name "host"'],
    ["app.timer('a', { schedule: '%MISSING%', handler })", 'The setting MISSING'],
    ["app.timer('a', { schedule: 'often', handler })", 'CronPattern'],
    ["app.storageQueue('a', { queueName: 'q', connection: 'NONE', handler })", 'The setting NONE'],
    ["app.storageBlob('a', { path: 'c/{n}', connection: 'X', handler })", 'trigger of type blobTrigger'],
    [
      "app.http('a', { handler, extraOutputs: [output.storageQueue({ queueName: 'q', connection: 'X' })] })",
      'output of type queue',
    ],
    ['', 'registers no function'],
  ])('refuses %s', async (registration, sentence) => {
    expect(await refused(registration)).toContain(sentence);
  });

  it('says in one sentence that the port is in use', async () => {
    const port = Number(new URL(host.url).port);
    await expect(start({ port })).rejects.toThrow(`Port ${port} is in use`);
  });

  it('runs a timer once that missed its tick while the host was down, and says that it is past due', async () => {
    const stateFolder = mkdtempSync(join(tmpdir(), 'host-state-'));
    const day = 86_400_000;
    const first = await start({ stateFolder, clock: () => 0 });
    await first.close();
    const second = await start({ stateFolder, clock: () => 366 * day });
    const [call] = await calls.of('tick');
    await second.close();
    expect(call?.input).toMatchObject({ isPastDue: true });
    const third = await start({ stateFolder, clock: () => 367 * day });
    await third.trigger('tick');
    await third.close();
    expect(calls.seen.map((seen) => seen.input)).toMatchObject([{ isPastDue: true }, { isPastDue: false }]);
  });

  it('puts the environment back at the end', async () => {
    const other = await start({ settings: { ...settings, ONLY_HERE: 'x' } });
    expect(process.env.ONLY_HERE).toBe('x');
    await other.close();
    expect(process.env.ONLY_HERE).toBeUndefined();
  });
});

describe('hooks', () => {
  it('run around the function, may change its inputs and result, and at start and end of the app', async () => {
    const source = `
      const { app } = require('@azure/functions');
      const { channel } = require('node:diagnostics_channel');
      const tell = (name, input) => channel('host-fixture').publish({ name, input });
      app.hook.appStart(() => tell('appStart'));
      app.hook.appTerminate(() => tell('appTerminate'));
      app.hook.preInvocation((context) => { context.inputs = ['changed']; });
      app.hook.postInvocation((context) => { context.result = { body: context.result.body + '!' }; });
      app.http('say', { handler: (input) => ({ body: input }) });
      exports.answer = 42;`;
    const other = await start({ entry: await bundle(source) });
    expect(await (await fetch(`${other.url}/api/say`)).text()).toBe('changed!');
    expect(other.exports).toEqual({ answer: 42 });
    await other.close();
    expect(calls.seen.map((call) => call.name)).toEqual(['appStart', 'appTerminate']);
  });
});

describe('close', () => {
  it('waits for what runs and takes nothing new', async () => {
    const other = await start();
    let release = (): void => undefined;
    calls.each = (call) => {
      call.until = new Promise<void>((resolve) => {
        release = resolve;
      });
    };
    const answer = fetch(`${other.url}/api/echo/x`);
    await calls.of('echo');
    let closed = false;
    const closing = other.close().then(() => {
      closed = true;
    });
    await expect(fetch(`${other.url}/api/echo/literal`)).rejects.toThrow();
    expect(closed).toBe(false);
    release();
    expect((await answer).status).toBe(201);
    await closing;
  });
});
