// The routes below one user, under the names by which tests count and disturb them.
import type { Folder } from '../store/folders.ts';
import type { Call, GraphAnswer } from './request/call.ts';
import { accessDenied, segmentNotFound } from './request/errors.ts';
import { getCalendar, getMailFolder, listCalendars, listMessages } from './resources/calendars.ts';
import { delta } from './resources/delta.ts';
import {
  calendarFolder,
  createEvent,
  deleteEvent,
  getEvent,
  listEvents,
  permanentlyDelete,
  updateEvent,
} from './resources/events.ts';
import { respond } from './resources/respond.ts';
import { translateIds } from './resources/translateIds.ts';
import { getUser } from './resources/users.ts';
import { calendarView, instances } from './resources/views.ts';

export interface Route {
  /** `PATCH event` */
  readonly name: string;
  readonly handle: (call: Call) => GraphAnswer;
}

/** The ids in a path: of the resource, and of the calendar in front of it. */
interface Named {
  readonly id: string;
  readonly folder: (call: Call) => Folder;
}

interface Template {
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly roles?: readonly string[];
  readonly handle: (call: Call, named: Named) => GraphAnswer;
}

const READ = ['Calendars.ReadWrite', 'Calendars.Read'];
const WRITE = ['Calendars.ReadWrite'];
const MAIL = ['Mail.ReadWrite', 'Mail.Read'];

/** Paths below the user, after `calendar` or `calendars/{id}`. */
const TEMPLATES: readonly Template[] = [
  { method: 'GET', path: '', name: 'GET user', handle: (call) => getUser(call) },
  {
    method: 'GET',
    path: 'calendar',
    name: 'GET calendar',
    roles: READ,
    handle: (call) => getCalendar(call, undefined),
  },
  { method: 'GET', path: 'calendars', name: 'GET calendars', roles: READ, handle: (call) => listCalendars(call) },
  {
    method: 'GET',
    path: 'calendars/{}',
    name: 'GET calendar',
    roles: READ,
    handle: (call, { id }) => getCalendar(call, id),
  },
  {
    method: 'GET',
    path: 'events',
    name: 'GET events',
    roles: READ,
    handle: (call, to) => listEvents(call, to.folder(call)),
  },
  {
    method: 'POST',
    path: 'events',
    name: 'POST event',
    roles: WRITE,
    handle: (call, to) => createEvent(call, to.folder(call)),
  },
  {
    method: 'GET',
    path: 'events/delta',
    name: 'GET events/delta',
    roles: READ,
    handle: (call, to) => delta(call, to.folder(call), 'events'),
  },
  { method: 'GET', path: 'events/{}', name: 'GET event', roles: READ, handle: (call, { id }) => getEvent(call, id) },
  {
    method: 'PATCH',
    path: 'events/{}',
    name: 'PATCH event',
    roles: WRITE,
    handle: (call, { id }) => updateEvent(call, id),
  },
  {
    method: 'DELETE',
    path: 'events/{}',
    name: 'DELETE event',
    roles: WRITE,
    handle: (call, { id }) => deleteEvent(call, id),
  },
  {
    method: 'GET',
    path: 'events/{}/instances',
    name: 'GET instances',
    roles: READ,
    handle: (call, { id }) => instances(call, id),
  },
  ...(['accept', 'decline', 'tentativelyAccept'] as const).map((action) => ({
    method: 'POST',
    path: `events/{}/${action}`,
    name: `POST ${action}`,
    roles: WRITE,
    handle: (call: Call, { id }: Named) => respond(call, id, action),
  })),
  {
    method: 'POST',
    path: 'events/{}/permanentDelete',
    name: 'POST permanentDelete',
    roles: WRITE,
    handle: (call, { id }) => permanentlyDelete(call, id),
  },
  {
    method: 'GET',
    path: 'calendarView',
    name: 'GET calendarView',
    roles: READ,
    handle: (call, to) => calendarView(call, to.folder(call)),
  },
  {
    method: 'GET',
    path: 'calendarView/delta',
    name: 'GET calendarView/delta',
    roles: READ,
    handle: (call, to) => delta(call, to.folder(call), 'calendarView'),
  },
  {
    method: 'GET',
    path: 'mailFolders/{}',
    name: 'GET mailFolder',
    roles: MAIL,
    handle: (call, { id }) => getMailFolder(call, id),
  },
  {
    method: 'GET',
    path: 'mailFolders/{}/messages',
    name: 'GET messages',
    roles: MAIL,
    handle: (call, { id }) => listMessages(call, id),
  },
  {
    method: 'POST',
    path: 'translateExchangeIds',
    name: 'POST translateExchangeIds',
    handle: (call) => translateIds(call),
  },
];

/** The route of a request by its segments after the user's. Throws GraphError for an unknown path. */
export function routeOf(method: string, segments: readonly string[]): Route {
  const { calendarId, rest } = behindCalendar(segments);
  const fitting = TEMPLATES.filter(({ path }) => fits(path, rest));
  if (fitting.length === 0) throw segmentNotFound(rest.at(-1) ?? '');
  const template = fitting.find((each) => each.method === method);
  if (!template) throw segmentNotFound(`${method} ${rest.at(-1) ?? ''}`);
  const at = template.path.split('/').indexOf('{}');
  const named: Named = { id: rest[at] ?? '', folder: (call) => calendarFolder(call, calendarId) };
  return {
    name: template.name,
    handle(call) {
      if (template.roles && !template.roles.some((role) => call.caller.roles.includes(role))) throw accessDenied();
      return template.handle(call, named);
    },
  };
}

function behindCalendar(segments: readonly string[]): { calendarId: string | undefined; rest: readonly string[] } {
  const [first, second, ...others] = segments;
  if (first === 'calendar' && second !== undefined) return { calendarId: undefined, rest: [second, ...others] };
  if (first === 'calendars' && others.length > 0) return { calendarId: second, rest: others };
  return { calendarId: undefined, rest: segments };
}

function fits(path: string, segments: readonly string[]): boolean {
  const parts = path === '' ? [] : path.split('/');
  if (parts.length !== segments.length) return false;
  return parts.every((part, at) => (part === '{}' ? segments[at] !== 'delta' : part === segments[at]));
}
