// Plays one history to its end, lets everything come to rest without further faults, and asks the oracle.
import { type FaultAt, type LateCall, type Seam, seam } from '../faults/faults.ts';
import { land, type Open, pass, ROUNDS_MAX, rest } from '../faults/play.ts';
import { type Ports, World } from '../faults/world.ts';
import type { History, Step } from './history.ts';
import { interleave } from './interleave.ts';
import { People } from './people.ts';

const MINUTE = 60_000;
/** Longer than a lease, so that the next run is not merely told "busy". */
const LEASE_AND_MORE_MS = 6 * MINUTE;
/** After it, nothing without a condition is applied any more. */
const WINDOW_MS = 7 * MINUTE;
const REST_ROUNDS = 5;
const REST_ROUND_MS = 4 * MINUTE;

export interface Told {
  readonly verdict: string | undefined;
  /** What people did, and how many runs there were before the faults ended. */
  readonly deeds: number;
  readonly runs: number;
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
  #late: Late[] = [];
  runs = 0;

  constructor(ports: Ports, world: World) {
    this.#ports = ports;
    this.world = world;
    this.people = new People(world);
  }

  /** Time passes; what has no condition is applied within its window or never. */
  async advance(ms: number): Promise<void> {
    const now = this.world.now + ms;
    await this.#land((late) => late.call.bounded && late.until <= now);
    this.world.now = now;
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
        return this.people.act(step.deed);
      case 'run':
        return this.#run(step);
      case 'race':
        return this.#race(step);
      case 'land':
        return this.#land((late) => this.world.now < late.until);
      case 'wait':
        return this.advance(step.minutes * MINUTE);
      case 'rest':
        return this.#rest();
    }
  }

  async #run({ faults, meanwhile, minutesAfter }: Extract<Step, { step: 'run' }>): Promise<void> {
    this.runs += 1;
    const through = seam(this.#ports, faults, async (call) => {
      if (call === meanwhile?.call) await this.people.act(meanwhile.deed);
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

  async #rest(): Promise<void> {
    for (let round = 0; round < REST_ROUNDS; round += 1) {
      await pass(this.world, seam(this.#ports, []));
      await this.advance(REST_ROUND_MS);
    }
    const { link, ports } = this.world;
    const head = await ports.store.head();
    const waits = head.some(
      (row) => row.kind === 'dirty' || row.kind === 'inbox' || (row.kind === 'lease' && row.row.pause !== undefined),
    );
    if (link.on && link.started && !waits && this.#late.length === 0) await this.people.inStep();
  }

  /** Faults end: answers what may still be applied, guarded by its condition or its tag. */
  async end(): Promise<readonly LateCall[]> {
    const { world } = this;
    await this.#land((late) => late.call.bounded);
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
  const world = await World.begin(ports, { started: history.started, conflictPolicy: history.policy });
  const tale = new Tale(ports, world);
  const { people } = tale;
  for (const { events, entries } of history.twins) await people.createTwins(events, entries);
  for (const step of history.steps) await tale.take(step);
  const late = await tale.end();
  const writingRuns = await rest(world, late, writes, {
    name: 'the end',
    act: async () => undefined,
    release: () => people.decideHold('released'),
  });
  const wrong =
    (await world.verdict({ apart: people.apart, ...(people.isRuled ? { unequal: true } : {}) })) ??
    (await people.verdict());
  return {
    verdict: writingRuns > ROUNDS_MAX ? 'it never comes to rest' : wrong,
    deeds: people.deeds,
    runs: tale.runs,
    writingRuns,
  };
}
