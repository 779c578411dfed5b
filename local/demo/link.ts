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
  /**
   * Fires the timer until nothing is left to do. False when something still waits after ten minutes. Rejects as soon as
   * all that waits was refused for good: the sentence names the events and the codes.
   */
  untilQuiet(): Promise<boolean>;
}

/** The link is asked this often while something is due later, as after a throttled request. */
const LOOK_MS = 1000;
const PATIENCE_MS = 10 * 60_000;
const aSecond = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));

export interface LinkAccess {
  readonly api: string;
  readonly apiKey: string;
  readonly user: string;
  readonly host: Pick<Host, 'trigger' | 'drained'>;
  /** Between two looks. */
  readonly wait?: () => Promise<void>;
}

export function createLink({ api, apiKey, user, host, wait = aSecond }: LinkAccess): Link {
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
      await wait();
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

    untilQuiet() {
      const stuck = standstill();
      return until(async () => {
        const { running, problem, counts } = statusSchema.parse((await call('GET', 'link?limit=1')).body);
        if (!running && problem === undefined && counts.waiting === 0 && counts.held === 0) return true;
        const isOver = problem ? isForPerson(problem) : counts.waiting > 0 && counts.waiting <= counts.problems;
        if (stuck(isOver && !running)) await refuse(problem);
        return false;
      });
    },
  };

  /** Throws the sentence about the link, or about its items; returns where the trouble heals by itself. */
  async function refuse(problem: Problem | undefined): Promise<void> {
    if (problem) throw new Error(`The link stopped. ${wordsOf(problem)}`);
    const { pairs } = pairsSchema.parse((await call('GET', 'link?limit=500&titles=true')).body);
    const refused = pairs.items.flatMap(({ title, problem }) =>
      problem && isForPerson(problem) ? [`"${title}": ${wordsOf(problem)}`] : [],
    );
    if (refused.length === 0) return;
    const more = refused.length > SHOWN_MAX ? [`… and ${refused.length - SHOWN_MAX} more`] : [];
    throw new Error(`Refused for good:\n${[...refused.slice(0, SHOWN_MAX), ...more].join('\n')}`);
  }
}

/** A refusal that stands for so many looks in a row is no passing one. */
const LOOKS = 5;
const SHOWN_MAX = 10;

/** True once it was told so many times in a row that nothing goes on. */
function standstill(): (stands: boolean) => boolean {
  let looks = 0;
  return (stands) => {
    looks = stands ? looks + 1 : 0;
    return looks >= LOOKS;
  };
}

const isForPerson = ({ who }: Problem): boolean => who !== 'nobody';
const wordsOf = ({ code, detail, sentence }: Problem): string =>
  `${code}${detail === undefined ? '' : ` (${detail})`}. ${sentence}`;

const previewSchema = z.object({
  ready: z.boolean(),
  matched: z.number(),
  toExchange: z.number(),
  toSource: z.number(),
  leftOut: z.array(z.object({ title: z.string().default(''), reason: z.string(), sentence: z.string() })),
  next: z.string().optional(),
});

const problemSchema = z.object({
  code: z.string(),
  sentence: z.string(),
  who: z.string(),
  detail: z.string().optional(),
});
type Problem = z.infer<typeof problemSchema>;

const statusSchema = z.object({
  running: z.boolean(),
  problem: problemSchema.optional(),
  counts: z.object({ waiting: z.number(), held: z.number(), problems: z.number() }),
});

const pairsSchema = z.object({
  pairs: z.object({
    items: z.array(z.object({ title: z.string().default('(no title)'), problem: problemSchema.optional() })),
  }),
});
