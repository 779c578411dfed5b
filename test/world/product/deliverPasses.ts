// Polls and runs of a company with one link, as messages to the queues' functions.
import type { App } from '../../../shared/app/app.ts';
import { deliver } from './registered.ts';

interface Passes {
  /** The number of passes; three unless it is given. */
  readonly times?: number | undefined;
  /** Lets the time go by that lies between two passes. */
  readonly wait: () => void;
}

/** Each pass polls the company's source, runs its link where it has one, and waits. */
export async function deliverPasses(app: App, company: string, { times = 3, wait }: Passes): Promise<void> {
  for (let pass = 0; pass < times; pass += 1) {
    await deliver('pollSource', { v: 1, company, source: 'planner' });
    const [link] = await app.directory.links(company);
    if (link) await deliver('syncLink', { v: 1, company, link: link.link });
    wait();
  }
}
