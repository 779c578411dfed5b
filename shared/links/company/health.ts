// The health of the service: do the tables and queues that it depends on answer?
import type { App } from '../../app/app.ts';

export interface Health {
  readonly tables: boolean;
  readonly queues: boolean;
}

/**
 * A dependency has this long to answer. Storage that hangs would otherwise keep the caller waiting for the retries of its
 * client, longer than a load balancer or a monitor waits.
 */
const ANSWER_MS = 2_000;

/** Never throws. A dependency that fails, or is silent for two seconds, does not answer. */
export async function checkHealth(app: Pick<App, 'prepare' | 'directory' | 'queues'>): Promise<Health> {
  const deadline = AbortSignal.timeout(ANSWER_MS);
  const [tables, queues] = await Promise.all([
    answersUntil(
      deadline,
      app.prepare().then(() => app.directory.ping()),
    ),
    answersUntil(deadline, app.queues.ping()),
  ]);
  return { tables, queues };
}

/** The request goes on after the deadline; its result is not used then. */
const answersUntil = (deadline: AbortSignal, request: Promise<unknown>): Promise<boolean> =>
  new Promise((resolve) => {
    deadline.addEventListener('abort', () => resolve(false), { once: true });
    request.then(
      () => resolve(true),
      () => resolve(false),
    );
  });
