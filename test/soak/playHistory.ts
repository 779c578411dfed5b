// Plays one history to its end, lets everything come to rest without further faults, and asks the oracle.

import { type Deed, type History, RULES, type Step } from '../world/history.ts';
import { People } from '../world/people.ts';
import { type FaultAt, type LateCall, type Seam, seam } from '../world/play/faults.ts';
import { land, type Open, pass, ROUNDS_MAX, rest } from '../world/play/play.ts';
import { type Ports, World } from '../world/world.ts';
import { interleave } from './interleave.ts';

const MINUTE = 60_000;
/** Longer than a lease, so that the next run is not merely told "busy". */
const LEASE_AND_MORE_MS = 6 * MINUTE;
/** After it, nothing without a condition is applied any more. */
const WINDOW_MS = 7 * MINUTE;
const REST_ROUNDS = 5;
const REST_ROUND_MS = 4 * MINUTE;

/** After it, nothing explains a write that comes later than it may. */
const FORGETTING: ReadonlySet<Deed['does']> = new Set(['removeOurs', 'loseRows', 'rollBack']);

export interface Told {
  readonly verdict: string | undefined;
  /** People's deeds, and the runs before the faults ended. */
  readonly deeds: number;
  readonly runs: number;
  /** Times that a link in step went over to the mailbox's other interface, and nothing was written or paired anew. */
  readonly cutOvers: number;
  /** Runs that wrote to a calendar after the faults had ended. */
  readonly writingRuns: number;
}

interface Late {
  readonly call: LateCall;
  readonly until: number;
}

class Tale {
  readonly world: World;
  readonly people: People;
  readonly #ports: Ports;
  readonly #writes: () => number;
  #late: Late[] = [];
  /** Rows were forgotten or will be: what explains a write of ours is there as long as it may land, and not longer. */
  #forgets = false;
  runs = 0;
  cutOvers = 0;
  /** The defect that was seen on the way. */
  wrong: string | undefined;

  constructor(ports: Ports, world: World, writes: () => number) {
    this.#ports = ports;
    this.#writes = writes;
    this.world = world;
    this.people = new People(world);
  }

  /** Time passes; what has no condition is applied within its window or never. */
  async advance(ms: number): Promise<void> {
    const now = this.world.now + ms;
    await this.#land((late) => this.#isBounded(late) && late.until <= now);
    this.world.now = now;
  }

  #isBounded = (late: Late): boolean => late.call.bounded || this.#forgets;

  #boundAll(): void {
    this.#late = this.#late.filter((late) => late.until > this.world.now);
    this.#forgets = true;
  }

  async #act(deed: Deed): Promise<void> {
    // With the tables, the tags of such a source are lost. An item that was edited since is doubled: its limit is told.
    if (deed.does === 'loseRows' && this.#ports.ledger) return;
    if (FORGETTING.has(deed.does)) this.#boundAll();
    if (deed.does === 'loseRows' || deed.does === 'rollBack') await this.#land(() => true);
    await this.people.act(deed);
  }

  async #land(which: (late: Late) => boolean): Promise<void> {
    const due = this.#late.filter(which);
    this.#late = this.#late.filter((late) => !which(late));
    await land(due.map((late) => late.call));
  }

  #remember({ late }: Seam, since: number): void {
    this.#late.push(...late.map((call) => ({ call, until: since + WINDOW_MS })));
  }

  async take(step: Step): Promise<void> {
    switch (step.step) {
      case 'deed':
        return this.#act(step.deed);
      case 'run':
        return this.#run(step);
      case 'race':
        return this.#race(step);
      case 'land':
        return this.#land((late) => this.world.now < late.until);
      case 'wait':
        return this.advance(step.minutes * MINUTE);
      case 'rest':
        await this.#rest();
        return;
      case 'cutOver':
        return this.#cutOver(step);
    }
  }

  /** From rest, it is seen that the cut-over itself writes nothing, and that every pair keeps its entry. */
  async #cutOver({ fromRest, answers }: Extract<Step, { step: 'cutOver' }>): Promise<void> {
    if (!this.#ports.goOver) return;
    const isInStep = fromRest && (await this.#rest());
    // It may end in matching anew.
    this.#boundAll();
    const [written, pairs] = [this.#writes(), await this.#pairs()];
    this.world.goOver(answers);
    if (!isInStep) return;
    this.cutOvers += 1;
    await this.#rest();
    if (this.#writes() > written) this.wrong ??= 'going over to the other interface wrote something';
    if ((await this.#pairs()) !== pairs) this.wrong ??= 'going over to the other interface changed pairs';
  }

  #pairs = async (): Promise<string> =>
    (await this.#ports.store.list('pair'))
      .map(({ row: { pair, mailbox, source } }) => `${pair} ${mailbox?.uid} ${source?.id}`)
      .join();

  async #run({ faults, meanwhile, minutesAfter }: Extract<Step, { step: 'run' }>): Promise<void> {
    this.runs += 1;
    const through = seam(this.#ports, faults, async (call) => {
      if (call === meanwhile?.call) await this.#act(meanwhile.deed);
    });
    await pass(this.world, through);
    this.#remember(through, this.world.now);
    await this.advance(minutesAfter * MINUTE);
  }

  async #race(step: Extract<Step, { step: 'race' }>): Promise<void> {
    const since = this.world.now;
    let faults: readonly FaultAt[] = step.faults;
    await interleave(
      step,
      async (gate) => {
        this.runs += 1;
        const through = seam(this.#ports, faults, gate.wait);
        faults = [];
        await pass(this.world, through);
        this.#remember(through, since);
      },
      () => this.advance(LEASE_AND_MORE_MS),
    );
  }

  /** A link that stopped because nothing of what it knows stands in the mailbox goes on when a person says so. */
  async decideReplaced(): Promise<void> {
    const head = await this.#ports.store.head();
    const isReplaced = head.some((row) => row.kind === 'lease' && row.row.problem?.code === 'calendar-replaced');
    const isDecided = head.some((row) => row.kind === 'cleanup' && row.row.state === 'forgetting');
    if (!isReplaced || isDecided || !this.world.link.on) return;
    await this.people.rematch();
    await this.world.start();
  }

  /** True when both calendars are in step then. */
  async #rest(): Promise<boolean> {
    await this.decideReplaced();
    for (let round = 0; round < REST_ROUNDS; round += 1) {
      await pass(this.world, seam(this.#ports, []));
      await this.advance(REST_ROUND_MS);
    }
    const { link, ports } = this.world;
    const head = await ports.store.head();
    const waits = head.some(
      (row) => row.kind === 'dirty' || row.kind === 'inbox' || (row.kind === 'lease' && row.row.pause !== undefined),
    );
    if (head.some((row) => row.kind === 'cleanup' && row.row.state === 'done') && link.removing) {
      this.wrong ??= await this.people.isRemoved();
    }
    const isInStep = link.on && link.started && !waits && this.#late.length === 0;
    if (isInStep) await this.people.inStep();
    return isInStep;
  }

  /** Faults end: answers what may still be applied, guarded by its condition or its tag. */
  async end(): Promise<readonly LateCall[]> {
    const { world } = this;
    await this.#land(this.#isBounded);
    if (!world.link.on) await world.switchOn();
    if (!world.link.started) await world.start();
    const lease = (await world.ports.store.head()).find((row) => row.kind === 'lease');
    const pause = lease?.kind === 'lease' ? lease.row.pause : undefined;
    world.now = Math.max(world.now, pause?.until ?? 0);
    return this.#late.map((late) => late.call);
  }
}

export async function playHistory(open: Open, history: History): Promise<Told> {
  const { ports, writes } = await open();
  const world = await World.begin(ports, {
    started: history.started,
    conflictPolicy: history.policy,
    rules: history.expands ? RULES.expanding : RULES.everything,
  });
  const tale = new Tale(ports, world, writes);
  const { people } = tale;
  for (const { events, entries } of history.twins) await people.createTwins(events, entries);
  for (const step of history.steps) await tale.take(step);
  const late = await tale.end();
  const situation = {
    name: 'the end',
    act: async () => undefined,
    release: async () => {
      await people.decideHold('released');
      await tale.decideReplaced();
    },
  };
  const writingRuns = await rest(world, { late, writes, situation });
  const wrong =
    tale.wrong ??
    (await world.verdict({ mayDiffer: people.mayDiffer, ...(people.isRuled ? { unequal: true } : {}) })) ??
    (await people.verdict());
  return {
    verdict: writingRuns > ROUNDS_MAX ? 'it never comes to rest' : wrong,
    deeds: people.deeds,
    runs: tale.runs,
    cutOvers: tale.cutOvers,
    writingRuns,
  };
}
