// The common part of a mailbox and a source: items that are read and written by id, conditionally and recognisably.
import type { CalendarEvent, EventField, EventPatch } from '../../calendar/event.ts';
import type { Outcome } from './outcome.ts';

export type Side = 'mailbox' | 'source';
export const otherSide = (side: Side): Side => (side === 'mailbox' ? 'source' : 'mailbox');

/** Stamped on an item when we create it. A hint, not a proof: a user's copy carries it too. */
export interface Tag {
  readonly pair: string;
  readonly nonce: string;
  /** The item from which ours was made: pair/row/origin.ts. Absent on items that earlier releases created. */
  readonly of?: string;
}

/** The reason why an item takes no part in the synchronisation though it could be read. */
export type LeftOutReason =
  | 'recurrence-not-supported'
  | 'series-zone-unknown'
  | 'ended-before-start-of-sync'
  | 'direction'
  | 'filtered'
  | 'item-unreadable'
  | 'not-for-calendars';

export type Content =
  | { readonly kind: 'event'; readonly event: CalendarEvent }
  | { readonly kind: 'leftOut'; readonly reason: LeftOutReason; readonly title: string };

/** A remark for people on an item that takes part. `zone-unknown`: its zone has no name that anybody knows. */
export type Remark = 'zone-unknown';

/** A remark for people on a write of ours over a formatted body. */
export type FormatRemark = 'format-kept' | 'format-lost';

export interface Item {
  readonly id: string;
  /** Opaque; only equality means something. */
  readonly version: string;
  /** The iCalendar UID, where the side has one; survives a move between folders, unlike an EWS id. */
  readonly uid?: string;
  readonly tag?: Tag;
  /** The stamp of our last update of this item, copied by a user's copy like the tag. */
  readonly rev?: string;
  /** The side has no field for a rev: an update of ours is recognised by its values. */
  readonly unstamped?: true;
  /**
   * A write of ours that takes several requests and has not come to its end: its rev, or the nonce of a creation. Until
   * it ends, `when` is half done.
   */
  readonly begun?: string;
  /** Fields that only somebody else may change: an attendee's copy follows the organiser's. */
  readonly fixed?: ReadonlySet<EventField>;
  readonly remarks?: readonly Remark[];
  /** Fields whose value is none that we know. Their value in `content` stands in for it, and is not compared. */
  readonly unread?: ReadonlySet<EventField>;
  readonly content: Content;
}

/** The answer of a write: the item as stored, where the service returns it. Otherwise it has to be read. */
export interface Written<I extends Item = Item> {
  readonly id: string;
  readonly version: string;
  readonly item?: I;
  /** The write took several requests, between which somebody may have edited the item. */
  readonly inSteps?: true;
}

export interface Creation {
  readonly event: CalendarEvent;
  readonly tag: Tag;
}

export interface Update {
  readonly id: string;
  /** The version the patch was planned on: any other one on the server answers `conflict`. */
  readonly version: string;
  /** Only these fields are written. */
  readonly patch: EventPatch;
  /** Stamped in the same request, so that a lost answer can be recognised later. */
  readonly rev: string;
}

export interface Removal {
  readonly id: string;
  readonly version: string;
}

/**
 * One side of a link. Every call answers one outcome per element, in order. A failure of the whole request is repeated
 * for each element. No call retries, sleeps or logs content. At most `batchSize` elements a call.
 */
export interface Remote<I extends Item = Item> {
  /** The fields this side can hold. A field it cannot hold is never patched there. */
  readonly fields: ReadonlySet<EventField>;
  /** The reason why this side cannot hold an event; undefined when it can. Pure. */
  unheld(event: CalendarEvent): LeftOutReason | undefined;
  /**
   * The fields of an event whose values this side cannot hold, as far as that is known beforehand. Pure. Otherwise the
   * refusal of a write names the field.
   */
  unfit?(event: CalendarEvent): readonly EventField[];
  /** The number of elements that one call takes: one request to the service, or as few as its API allows. */
  readonly batchSize: number;
  /** Fresh content. `gone` only when the service says that the item does not exist. */
  read(ids: readonly string[]): Promise<Outcome<I>[]>;
  /** Every item that carries this tag: our own item, and copies that a user made of it. */
  findByTag(tag: Tag): Promise<Outcome<I[]>>;
  create(creations: readonly Creation[]): Promise<Outcome<Written<I>>[]>;
  /** Compare and set. */
  update(updates: readonly Update[]): Promise<Outcome<Written<I>>[]>;
}
