// Plays one situation with faults in it, lets everything come to rest, and asks the oracle.
import { pollSource } from '../../../shared/sync/poll/poll.ts';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import { runLink } from '../../../shared/sync/run.ts';
import type { Situation } from '../situations/situations.ts';
import { type Ports, World } from '../world.ts';
import { type FaultAt, Killed, type LateCall, type Seam, seam } from './faults.ts';

/** Longer than a lease, so that the next pass is not merely told "busy"; shorter than the time a write may be late. */
const BETWEEN_PASSES_MS = 5.5 * 60_000;
const ROUND_MS = 4 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
export const ROUNDS_MAX = 24;
const LATE_ROUND = 4;

/** The work of the timer and the queues: a poll of the source, then a run of the link. */
export async function pass(world: World, through: Seam): Promise<void> {
  await survive(async () => {
    for (let more = true; more; ) {
      const polled = await pollSource(through);
      more = polled.ok && polled.value.more;
    }
  });
  await survive(() => runLink(world.context(through)));
}

async function survive(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Killed || error instanceof StoreUnavailable)) throw error;
  }
}

export async function land(calls: readonly LateCall[]): Promise<void> {
  for (const call of calls) await survive(call.apply);
}

/** Faults of the first pass and of the second. */
export interface Faults {
  readonly first: readonly FaultAt[];
  readonly second: readonly FaultAt[];
}

export interface Played {
  /** Calls of the first and of the second pass. */
  readonly calls: readonly [number, number];
  /** Runs that wrote to a calendar after the faults had ended. */
  readonly writingRuns: number;
  readonly verdict: string | undefined;
}

/** Fresh ports for one case; `writes` tells how many writes the engine has made to both calendars so far. */
export type Open = () => Promise<{ ports: Ports; writes: () => number }>;

export async function play(open: Open, situation: Situation, faults: Faults): Promise<Played> {
  const { ports, writes } = await open();
  const world = await setUp(ports, situation);
  const first = seam(ports, faults.first);
  await pass(world, first);
  world.now += BETWEEN_PASSES_MS;
  // A person may act before a late call lands: what has no condition must not take that edit away.
  if (situation.between) await situation.between(world);
  const isBounded = (call: LateCall): boolean => call.bounded || situation.forgets === true;
  await land(first.late.filter(isBounded));
  const second = seam(ports, faults.second);
  await pass(world, second);
  world.now += 60_000;
  await land(second.late.filter(isBounded));
  const late = [...first.late, ...second.late].filter((call) => !isBounded(call));
  const writingRuns = await rest(world, { late, writes, situation });
  return { calls: [first.calls(), second.calls()], writingRuns, verdict: await judged(world, situation, writingRuns) };
}

/** Everything up to the moment at which things may go wrong. */
export async function setUp(ports: Ports, situation: Situation): Promise<World> {
  const world = await World.begin(ports, situation.options ?? {});
  if (situation.before) {
    await situation.before(world);
    for (let i = 0; i < 4; i += 1) {
      await pass(world, seam(ports, []));
      world.now += ROUND_MS;
    }
  }
  await situation.act(world);
  return world;
}

export async function judged(world: World, situation: Situation, writingRuns: number): Promise<string | undefined> {
  if (writingRuns > ROUNDS_MAX) return 'it never comes to rest';
  const wrong = await world.verdict(situation.expected);
  return wrong ?? (situation.check ? situation.check(world) : undefined);
}

interface Resting {
  /** Calls that land later than anything may. */
  readonly late?: readonly LateCall[];
  /** Counts the writes so far. */
  readonly writes: () => number;
  readonly situation: Situation;
}

/** Passes without faults until two in a row write nothing and nothing is marked; answers how many wrote. */
export async function rest(world: World, { late = [], writes, situation }: Resting): Promise<number> {
  let quiet = 0;
  let writing = 0;
  for (let round = 0; quiet < 2; round += 1) {
    if (round > ROUNDS_MAX) return ROUNDS_MAX + 1;
    // Late beyond all bounds: a condition or a tag has to cope with it.
    if (round === LATE_ROUND && late.length > 0) {
      await land(late);
      // The faults end only now.
      writing = 0;
    }
    if (situation.release) await situation.release(world);
    const before = writes();
    await pass(world, seam(world.ports, []));
    world.now += roundMs(world, round);
    const marked = await hasWork(world);
    if (writes() > before) writing += 1;
    quiet = writes() > before || marked || round < LATE_ROUND ? 0 : quiet + 1;
  }
  return writing;
}

/** Where nothing tells of a deletion, the daily sweep has to come: twice, so that it finds what the first one caused. */
const roundMs = ({ ports }: World, round: number): number =>
  ports.source.tellsDeletions === false && round < LATE_ROUND ? DAY_MS : ROUND_MS;

/** True while runs have something to do, or will have. */
async function hasWork(world: World): Promise<boolean> {
  const head = await world.ports.store.head();
  if (world.link.on) return head.some((row) => row.kind === 'dirty' || row.kind === 'inbox');
  return world.link.removing === true && !head.some((row) => row.kind === 'cleanup' && row.row.state === 'done');
}
