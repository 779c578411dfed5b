// One user's link, used through the HTTP API as a person uses it. The timer is fired by hand.
import * as z from 'zod';
import { type ApiAnswer, callApi, refused } from '../apiCall.ts';
import type { Host } from '../host/host.ts';

export interface Preview {
  readonly matched: number;
  readonly toExchange: number;
  readonly toSource: number;
  readonly leftOut: readonly { readonly title: string; readonly reason: string; readonly sentence: string }[];
}

export interface Link {
  /** Both sides are read, nothing is written. Events that ended more than `pastDays` ago are left out. */
  switchOn(pastDays: number): Promise<void>;
  /** The preview of the first run, as soon as both sides are listed. */
  preview(): Promise<Preview>;
  start(): Promise<void>;
  /** Fires the timer until nothing is left to do. False when something still waits after ten minutes. */
  untilQuiet(): Promise<boolean>;
}

/** The link is asked this often while something is due later, as after a throttled request. */
const LOOK_MS = 1000;
const PATIENCE_MS = 10 * 60_000;

export function createLink(access: { api: string; apiKey: string; user: string; host: Host }): Link {
  const { api, apiKey, user, host } = access;
  const call = async (method: 'GET' | 'POST', path: string, body?: object): Promise<ApiAnswer> => {
    const url = `${api}/users/${encodeURIComponent(user)}/${path}`;
    const answer = await callApi(url, apiKey, { method, ...(body ? { body } : {}) });
    if (answer.status >= 300) throw refused(`${method} ${path}`, answer);
    return answer;
  };

  const until = async (reached: () => Promise<boolean>): Promise<boolean> => {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      await host.trigger('schedule');
      await host.drained();
      if (await reached()) return true;
      if (performance.now() > end) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };

  const previewPage = async (cursor: string | undefined) => {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return previewSchema.parse((await call('GET', `preview?limit=500${query}`)).body);
  };

  return {
    async switchOn(pastDays) {
      await call('POST', 'switch-on', { pastDays, conflictPolicy: 'mailbox' });
    },

    async preview() {
      if (!(await until(async () => (await previewPage(undefined)).ready)))
        throw new Error('The preview did not become ready.');
      const { matched, toExchange, toSource, leftOut, next } = await previewPage(undefined);
      const all = [...leftOut];
      for (let cursor = next; cursor !== undefined; ) {
        const page = await previewPage(cursor);
        all.push(...page.leftOut);
        cursor = page.next;
      }
      return { matched, toExchange, toSource, leftOut: all };
    },

    async start() {
      await call('POST', 'start');
    },

    untilQuiet: () =>
      until(async () => {
        const { running, problem, counts } = statusSchema.parse((await call('GET', 'link?limit=1')).body);
        return !running && problem === undefined && counts.waiting === 0 && counts.held === 0;
      }),
  };
}

const previewSchema = z.object({
  ready: z.boolean(),
  matched: z.number(),
  toExchange: z.number(),
  toSource: z.number(),
  leftOut: z.array(z.object({ title: z.string().default(''), reason: z.string(), sentence: z.string() })),
  next: z.string().optional(),
});

const statusSchema = z.object({
  running: z.boolean(),
  problem: z.unknown().optional(),
  counts: z.object({ waiting: z.number(), held: z.number() }),
});
