// The switches of the local Ivanti. The public sources leave these points open, so a test can set each of them.
import type { TimeZoneId } from '../../../shared/calendar/event.ts';

/** Read at each request, so a change counts at once; `names` alone is read at the start. */
export interface IvantiBehaviour {
  /** The base addresses that exist: with `/HEAT`, without, or both. */
  bases: 'both' | 'root' | 'heat';
  wrongBase: 'html' | '404';
  /** The text of 401: of the help of 2021, or of 2018. */
  signInText: '2021' | '2018';
  /** The life of a session, in seconds. */
  sessionSeconds: number;
  /** The role sees rows; without that right every list is empty, with 200. */
  roleSeesRows: boolean;
  /** Fields that the role does not see. */
  hiddenFields: readonly string[];
  /** Fields that the role may not write. */
  lockedFields: readonly string[];
  roleDeletes: boolean;
  /** The spelling of the calendar item's fields. */
  names: 'subject' | 'name' | 'unlinked';
  count: 'always' | 'asked' | 'absent' | 'floor';
  emptyList: 'emptyBody' | '204' | 'array';
  emptyDate: '0001' | 'null';
  /** The tenant's zone: that of times without offset. */
  zone: TimeZoneId;
  times: 'Z' | 'offset';
  richText: 'rendered' | 'asSent';
  /** The end of an all-day item that a person makes. */
  allDayEnd: 'exclusive' | 'inclusive';
  deleted: 204 | 200;
  missingRecord: 400 | 404;
  requiredText: '2021' | '2019';
  /** A validated field without its twin. */
  twinless: 'empty' | '500';
  /** A link of which only one half is sent. */
  halfLink: 'empty' | '400';
  readOnly: 'accept' | '400';
  /** The items of a closed change are read-only themselves. */
  closedItems: 'readOnly' | 'open';
  /** DELETE of an item whose change is closed. */
  closedDelete: 'accept' | '400';
  unknownFields: 'refuse' | 'ignore';
  longText: 'refuse' | 'cut';
  /** The seconds after which a workflow writes `LastModBy` over; undefined: no workflow does. */
  workflowSeconds: number | undefined;
  /** The seconds after which lists show a write. */
  lagSeconds: number;
  /** `lost`: the record is made, and the connection ends without an answer. */
  createAnswer: 'given' | 'lost';
  /** Every request has this trouble. */
  trouble: 'none' | '429' | '503' | '500' | 'html';
  retryAfter: 'absent' | 'seconds' | 'date';
  /** The number and the order of the workflow's calls of the webhook. */
  hooks: 'once' | 'twice' | 'reversed';
  /** The seconds between a write and the call of the webhook. */
  hookSeconds: number;
}

/** The behaviour that the public sources make most likely. */
export const defaultBehaviour = (): IvantiBehaviour => ({
  bases: 'both',
  wrongBase: 'html',
  signInText: '2021',
  sessionSeconds: 1800,
  roleSeesRows: true,
  hiddenFields: [],
  lockedFields: [],
  roleDeletes: true,
  names: 'subject',
  count: 'always',
  emptyList: 'emptyBody',
  emptyDate: '0001',
  zone: 'Europe/Helsinki',
  times: 'Z',
  richText: 'rendered',
  allDayEnd: 'exclusive',
  deleted: 204,
  missingRecord: 400,
  requiredText: '2021',
  twinless: 'empty',
  halfLink: 'empty',
  readOnly: 'accept',
  closedItems: 'readOnly',
  closedDelete: 'accept',
  unknownFields: 'refuse',
  longText: 'refuse',
  workflowSeconds: 5,
  lagSeconds: 0,
  createAnswer: 'given',
  trouble: 'none',
  retryAfter: 'absent',
  hooks: 'once',
  hookSeconds: 0,
});
