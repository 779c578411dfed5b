// The links by which Graph says where it goes on: followed only on our host, to the same kind of resource of some user.
import { failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { brokenAnswer } from '../../failures.ts';
import type { GraphMailbox } from './graphMailbox.ts';

export type Linked = 'calendarView/delta' | 'events' | 'calendars';

/** Microsoft also writes `users('{id}')` and `delta()`. */
const PATHS: Readonly<Record<Linked, RegExp>> = {
  'calendarView/delta': /^\/v1\.0\/users(\/|\('?)[^?#]+\/calendarview\/(microsoft\.graph\.)?delta(\(\))?$/i,
  events: /^\/v1\.0\/users(\/|\('?)[^?#]+\/events$/i,
  calendars: /^\/v1\.0\/users(\/|\('?)[^?#]+\/calendars$/i,
};

/** The link as the client takes it and a watermark keeps it: behind the version. It leads nowhere else, or it fails. */
export function linkIn({ connection }: GraphMailbox, link: string, to: Linked): Outcome<string> {
  if (!URL.canParse(link)) return failed(brokenAnswer('a link is none'));
  const { origin, pathname, search } = new URL(link);
  const isOurs = origin === new URL(connection.graphUrl).origin && PATHS[to].test(pathname);
  return isOurs ? ok(pathname.slice('/v1.0'.length) + search) : failed(brokenAnswer('a link leads elsewhere'));
}
