// Expanded events: calendarView and the instances of a series (learn.microsoft.com: List calendarView, List instances).

import { occurrencesBetween } from '../../series/occurrences.ts';
import type { Folder } from '../../store/folders.ts';
import type { Item } from '../../store/item.ts';
import { showEvent } from '../event/show.ts';
import { readInstant } from '../event/times.ts';
import type { Call, GraphAnswer } from '../request/call.ts';
import { invalidProperty, invalidRequest } from '../request/errors.ts';
import { page } from '../request/paging.ts';
import { findEvent, shownAs } from './events.ts';
import { readFilter } from './filter.ts';

export interface Window {
  readonly from: number;
  readonly until: number;
}

/** Exchange limits a view to 1825 days. No limit of delta is documented. */
const VIEW_MAX_MS = 1825 * 86_400_000;

/** The window of a request. Throws GraphError. */
export function readWindow({ query }: Call): Window {
  const from = readInstant('StartDateTime', query.startDateTime);
  const until = readInstant('EndDateTime', query.endDateTime);
  if (until < from) throw invalidProperty('The EndDateTime of the time window is earlier than its StartDateTime.');
  return { from, until };
}

export const touches = ({ start, end }: Item, { from, until }: Window): boolean =>
  (start < until && end > from) || (start === end && start >= from && start < until);

export function calendarView(call: Call, folder: Folder): GraphAnswer {
  const window = readWindow(call);
  if (window.until - window.from > VIEW_MAX_MS)
    throw invalidRequest('The requested time duration specified is too big (more than 1825 days).');
  const rows = [...folder.items.values()].flatMap((item) =>
    item.recurrence ? occurrencesBetween(item, window.from, window.until) : touches(item, window) ? [item] : [],
  );
  return inOrder(call, rows, 'calendarView');
}

export function instances(call: Call, id: string): GraphAnswer {
  const { item } = findEvent(call, id);
  const { from, until } = readWindow(call);
  if (!item.recurrence) throw invalidRequest('Instances can only be read of a series master.');
  return inOrder(call, occurrencesBetween(item, from, until), `events('${id}')/instances`);
}

function inOrder(call: Call, rows: readonly Item[], context: string): GraphAnswer {
  const { filter } = call.query;
  const shown = filter === undefined ? [...rows] : rows.filter(readFilter(filter));
  shown.sort((a, b) => a.start - b.start);
  return page(call, shown, { context, show: (item) => showEvent(item, shownAs(call)) });
}
