// A run of one link over ports in memory, for tests of single steps of a run.
import { Session } from '../../shared/sync/session/session.ts';
import { type Ports, World } from './world.ts';

/** The lease is taken; `ports` may differ in single calls. */
export async function sessionOver(ports: Ports): Promise<Session> {
  const world = await World.begin(ports);
  const [link] = await ports.store.list('link');
  const session = link && (await Session.begin(world.context(), link.row, undefined));
  if (!session) throw new Error('the link has a row, and nobody else its lease');
  return session;
}
