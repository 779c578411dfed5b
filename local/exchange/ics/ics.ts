// Calendars from .ics files (RFC 5545, parsed by ical.js) as events that a mailbox's user could have made. An event that
// does not fit is left out and reported. It never costs another event, and nothing is guessed.
import ICAL from 'ical.js';
import type { PersonEvent } from '../person/event.ts';
import { type IcsBlock, readParts } from './blocks.ts';
import { contextsOf, type IcsContext } from './context.ts';
import { eventOf, textOf } from './event.ts';
import { LeftOut, unreadable } from './leftOut.ts';
import { newestOf, type Revision, revisionOf } from './revisions.ts';
import { contentAllowed, seriesOf } from './series.ts';

/** A part of the file that did not come into the mailbox as it stands there. */
export interface IcsRemark {
  /** The event's UID, or its title where it has none. */
  readonly uid: string;
  readonly remark: string;
}

export interface IcsCalendar {
  readonly items: readonly PersonEvent[];
  readonly remarks: readonly IcsRemark[];
}

/**
 * Every event of `text`, which can hold several calendars: the newest revision of each, a series with its changed,
 * moved, excluded and cancelled occurrences. Cancelled events, and those that Exchange cannot hold, are reported and
 * left out. Throws for a text without a calendar.
 */
export function loadIcs(text: string): IcsCalendar {
  const remarks: IcsRemark[] = [];
  const parts = readParts(text);
  const contexts = contextsOf(parts);
  const read = parts.flatMap(({ events }, at) =>
    events.flatMap((block) => readBlock(block, contexts[at] as IcsContext, remarks)),
  );
  const { newest, older } = newestOf(read);
  for (const { uid } of older) remarks.push({ uid, remark: 'an older revision, or the same again, left out' });
  const items = newest.flatMap((revision) => itemOf(revision, newest, remarks));
  return { items, remarks };
}

/** METHODs of messages about an event that are not the event (RFC 5546 section 1.4). */
const ANSWERS = ['REPLY', 'REFRESH', 'COUNTER', 'DECLINECOUNTER'];

function readBlock({ lines, isWhole }: IcsBlock, context: IcsContext, remarks: IcsRemark[]): Revision[] {
  try {
    if (!isWhole) throw unreadable('it has no end');
    if (ANSWERS.includes(context.method)) throw unreadable(`it is a message about an event (${context.method})`);
    return [revisionOf(ICAL.Component.fromString(lines.join('\r\n')), context)];
  } catch (error) {
    remarks.push({ uid: nameIn(lines), remark: reasonOf(error) });
    return [];
  }
}

const nameIn = (lines: readonly string[]): string =>
  /^(?:UID|SUMMARY)[^:]*:(.*)$/im.exec([...lines].sort().reverse().join('\n'))?.[1] ?? '';

/** ical.js throws errors of several kinds for values that it does not understand. */
const reasonOf = (error: unknown): string =>
  error instanceof LeftOut ? error.message : `left out because it cannot be read: ${(error as Error).message}`;

/** The item of one revision; none, with a remark, where it is left out. */
function itemOf(revision: Revision, all: readonly Revision[], remarks: IcsRemark[]): PersonEvent[] {
  const { component, context, uid, original } = revision;
  const remark = (sentence: string) =>
    remarks.push({ uid: uid === '' ? textOf(component, 'summary') : uid, remark: sentence });
  if (original && all.some((other) => other.uid === uid && uid !== '' && isSeries(other))) return [];
  if (revision.isCancelled) {
    remark('cancelled, left out');
    return [];
  }
  try {
    const read = eventOf(component, context, remark);
    const overrides = all.filter((other) => other.uid === uid && uid !== '' && other.original);
    const event = read.event.recurrence ? seriesOf(revision, { ...read, overrides }, remark) : read.event;
    contentAllowed(event);
    return [original ? { ...event, uid: `${uid}_${original.local}` } : event];
  } catch (error) {
    remark(reasonOf(error));
    return [];
  }
}

const isSeries = ({ component, original }: Revision): boolean => !original && component.hasProperty('rrule');
