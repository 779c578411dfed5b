// Plays a situation of several links with faults in one link's passes, lets everything come to rest, and asks what stands.
import { pollSource } from '../../../shared/sync/poll/poll.ts';
import { StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import { runLink } from '../../../shared/sync/run.ts';
import type { MeetingsWorld, Shown } from '../meetingsWorld.ts';
import { FAULTS, type FaultAt, Killed, type LateCall, type Seam, seam } from './faults.ts';
import { land } from './play.ts';

export interface MeetingSituation {
  readonly name: string;
  /** The world with what stands in it before; brought in step by runs without faults where `inStep`. */
  readonly begin: () => Promise<MeetingsWorld>;
  readonly inStep?: boolean;
  readonly act: (world: MeetingsWorld) => Promise<unknown>;
  /** The deeds of people between the first passes and the second. */
  readonly between?: (world: MeetingsWorld) => Promise<unknown>;
  /** The deeds of people when all has come to rest. */
  readonly later?: (world: MeetingsWorld) => Promise<unknown>;
  /** The calendars in the end; several where the order of faults decides. */
  readonly expected: readonly Shown[];
}

/** Faults in the pass of one of the links, by its place. */
export interface LinkFaults {
  readonly link: number;
  readonly faults: readonly FaultAt[];
}

const BETWEEN_PASSES_MS = 5.5 * 60_000;
const ROUND_MS = 4 * 60_000;
const ROUNDS_MAX = 45;
const LATE_ROUND = 4;

/** The work of the timer and the queues for one link. */
export async function passOf(world: MeetingsWorld, email: string, through: Seam): Promise<void> {
  await survive(() => pollSource(through));
  await survive(() => runLink(world.context(email, through)));
}

async function survive(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Killed || error instanceof StoreUnavailable)) throw error;
  }
}

/** A pass of each link, one of them with faults. */
async function round(world: MeetingsWorld, given?: LinkFaults): Promise<{ calls: number[]; late: LateCall[] }> {
  const calls: number[] = [];
  const late: LateCall[] = [];
  for (const [at, email] of [...world.users.keys()].entries()) {
    if (world.stuck.has(email)) {
      calls.push(0);
      continue;
    }
    const through = seam(world.ports(email), given?.link === at ? given.faults : []);
    await passOf(world, email, through);
    calls.push(through.calls());
    late.push(...through.late);
  }
  return { calls, late };
}

export interface MeetingsPlayed {
  /** Calls of each link in the first passes and in the second. */
  readonly calls: readonly [readonly number[], readonly number[]];
  readonly verdict: string | undefined;
}

export async function playMeetings(
  situation: MeetingSituation,
  first?: LinkFaults,
  second?: LinkFaults,
): Promise<MeetingsPlayed> {
  const world = await situation.begin();
  if (situation.inStep) await bringInStep(world);
  await situation.act(world);
  const one = await round(world, first);
  world.now += BETWEEN_PASSES_MS;
  if (situation.between) await situation.between(world);
  await land(one.late.filter((call) => call.bounded));
  const two = await round(world, second);
  world.now += 60_000;
  await land(two.late.filter((call) => call.bounded));
  const late = [...one.late, ...two.late].filter((call) => !call.bounded);
  let isAtRest = await rest(world, late);
  if (situation.later) {
    await situation.later(world);
    isAtRest = isAtRest && (await rest(world));
  }
  return {
    calls: [one.calls, two.calls],
    verdict: isAtRest ? await judge(world, situation, mayMailAgain([first, second])) : 'it never comes to rest',
  };
}

export async function bringInStep(world: MeetingsWorld): Promise<void> {
  for (let rounds = 0; rounds < 5; rounds += 1) {
    await world.deliver();
    await round(world);
    world.now += ROUND_MS;
  }
}

/** Rounds without faults until two in a row write nothing and nothing waits. */
export async function rest(world: MeetingsWorld, late: readonly LateCall[] = []): Promise<boolean> {
  let quiet = 0;
  for (let rounds = 0; quiet < 2; rounds += 1) {
    if (rounds > ROUNDS_MAX) return false;
    if (rounds === LATE_ROUND) await land(late);
    await world.deliver();
    const before = world.writes;
    await round(world);
    world.now += ROUND_MS;
    const isQuiet = world.writes === before && rounds >= LATE_ROUND && !(await isMarked(world));
    quiet = isQuiet ? quiet + 1 : 0;
  }
  return true;
}

async function isMarked(world: MeetingsWorld): Promise<boolean> {
  for (const [email, { row }] of world.users) {
    if (!row.on || !row.started || world.stuck.has(email)) continue;
    const head = await world.ports(email).store.head();
    if (head.some(({ kind }) => kind === 'dirty' || kind === 'inbox')) return true;
  }
  return false;
}

/**
 * The network can carry a creation twice, or long after it was given up. It has then been mailed twice, since nothing in
 * a mail has a condition. docs/sync.md section 6 says so.
 */
const mayMailAgain = (given: readonly (LinkFaults | undefined)[]): boolean =>
  given.some((each) => each?.faults.some(({ fault }) => MAILS_AGAIN.has(fault)));

const MAILS_AGAIN: ReadonlySet<string> = new Set(['appliedTwice', 'appliedLate', 'appliedLateThenKilled']);

export async function judge(
  world: MeetingsWorld,
  { expected }: MeetingSituation,
  mayMail = false,
): Promise<string | undefined> {
  const shown = await world.shown();
  const mailed = [...world.mails].sort();
  const isAsExpected = ({ mails, ...state }: Shown): boolean => {
    const forms = [shown, state].map((each) => JSON.stringify(mails && mayMail ? withoutCancelled(each) : each));
    return forms[0] === forms[1] && (mails === undefined || hasMailed(mails, mailed, mayMail));
  };
  return expected.some(isAsExpected) ? undefined : `${JSON.stringify(shown)} ${mailed.join(', ')}`;
}

/** The calendars without cancelled meetings: an invitation that was mailed again was cancelled again. */
const withoutCancelled = ({ entries, events }: Shown): Shown => ({
  entries,
  events: Object.fromEntries(
    Object.entries(events).map(([email, titles]) => [email, titles.filter((title) => !title.startsWith('('))]),
  ),
});

/** Exactly these; or these, and nobody else, where some may have been sent again. */
function hasMailed(wanted: readonly string[], mailed: readonly string[], again: boolean): boolean {
  if (!again) return JSON.stringify(wanted) === JSON.stringify(mailed);
  const people = new Set(wanted.map((each) => each.split(' ')[1]));
  return wanted.every((each) => mailed.includes(each)) && mailed.every((each) => people.has(each.split(' ')[1]));
}

/** The faults that strike one call and the next as well. */
const IN_A_ROW = ['failedBefore', 'answerLost', 'appliedLate'] as const;
const SECOND = ['killedAfter', 'appliedLate', 'halfAppliedAnswersLost'] as const;

/** Every fault at every I/O of each link's first pass, and a second one in a second pass; every n-th case. */
export async function sweepMeetings(
  situation: MeetingSituation,
  every: number,
): Promise<{ readonly cases: number; readonly bad: readonly string[] }> {
  const bad: string[] = [];
  let cases = 0;
  let turn = 0;
  const one = async (first?: LinkFaults, second?: LinkFaults): Promise<MeetingsPlayed | undefined> => {
    turn += 1;
    if (first && turn % every !== 0) return undefined;
    cases += 1;
    const played = await playMeetings(situation, first, second);
    if (played.verdict) bad.push(`${situation.name} ${JSON.stringify({ first, second })}: ${played.verdict}`);
    return played;
  };
  const clean = await one();
  for (const [link, calls] of clean?.calls[0].entries() ?? []) {
    for (let index = 0; index < calls; index += 1) {
      for (const faults of firstFaults(index)) {
        const played = await one({ link, faults });
        for (const [other, more] of played?.calls[1].entries() ?? []) {
          const later = (index * 7 + other) % Math.max(more, 1);
          const fault = SECOND[(index + other) % SECOND.length];
          if (fault) await one({ link, faults }, { link: other, faults: [{ index: later, fault }] });
        }
      }
    }
  }
  return { cases, bad };
}

function firstFaults(index: number): FaultAt[][] {
  const row = IN_A_ROW.map((fault) => [
    { index, fault },
    { index: index + 1, fault },
  ]);
  return [...FAULTS.map((fault) => [{ index, fault }]), ...row];
}
