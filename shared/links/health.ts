// The health of the service: do the tables and queues that it depends on answer?
import type { App } from '../app/app.ts';

export interface Health {
  readonly tables: boolean;
  readonly queues: boolean;
}

/** Never throws: whatever the reason, a dependency that fails does not answer. */
export async function checkHealth(app: App): Promise<Health> {
  const [tables, queues] = await Promise.all([
    answers(app.prepare().then(() => app.directory.ping())),
    answers(app.queues.ping()),
  ]);
  return { tables, queues };
}

const answers = (request: Promise<unknown>): Promise<boolean> =>
  request.then(
    () => true,
    () => false,
  );
