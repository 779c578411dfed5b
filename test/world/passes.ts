// Polls and runs as the timer and the queues make them, for tests that look at the state afterwards.
import { pollSource } from '../../shared/sync/poll/poll.ts';
import { runLink } from '../../shared/sync/run.ts';
import type { Ports, World } from './world.ts';

export interface Passes {
  /** The number of passes; one unless it is given. */
  readonly times?: number;
  /** The time that goes by after each pass; one minute unless it is given. */
  readonly minutes?: number;
  /** The ports of these passes, where they are not those of the world. */
  readonly through?: Pick<Ports, 'mailbox' | 'source' | 'ledger' | 'store' | 'company'>;
}

/** Each pass polls the source for all it has, and runs the link once. */
export async function passes(
  world: World,
  { times = 1, minutes = 1, through = world.ports }: Passes = {},
): Promise<void> {
  for (let pass = 0; pass < times; pass += 1) {
    for (let more = true; more; ) {
      const polled = await pollSource(through);
      more = polled.ok && polled.value.more;
    }
    await runLink(world.context(through));
    world.now += minutes * 60_000;
  }
}

/** Calls `pass` until it is quiet so many times in a row; `pass` answers whether it was. Throws after `most` passes. */
export async function untilQuiet(
  pass: () => Promise<boolean>,
  { inARow = 2, most = 25 }: { readonly inARow?: number; readonly most?: number } = {},
): Promise<void> {
  for (let quiet = 0, made = 0; quiet < inARow; made += 1) {
    if (made > most) throw new Error('it never comes to rest');
    quiet = (await pass()) ? quiet + 1 : 0;
  }
}
