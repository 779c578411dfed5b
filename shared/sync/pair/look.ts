// One pair as a run has read it, before anything is decided about it. Plain data.
import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { Failure } from '../ports/outcome.ts';
import type { Item, Side } from '../ports/remote.ts';
import type { DirtyRow, PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import { printsOf } from './row/prints.ts';
import type { Settings } from './settings.ts';
import { printerOf } from './veil.ts';

/** One side of a pair. `absent`: the pair has no item there. `gone`: the side itself said so for the item's id. */
export type Reading<I extends Item = Item> =
  | { readonly state: 'absent' }
  | { readonly state: 'gone' }
  | { readonly state: 'present'; readonly item: I };

export interface Readings {
  readonly mailbox: Reading<MailboxItem>;
  readonly source: Reading<SourceItem>;
}

/** The row of a pair with what both sides read. */
export interface Read extends Readings {
  readonly row: PairRow;
}

export interface Look extends Read {
  /** The mark because of which the pair is looked at. */
  readonly mark: DirtyRow;
  /** A person has discarded the hold that the pair's delete waits for. */
  readonly isDiscarded: boolean;
  /** The reason why a side could not be read; the pair waits then. */
  readonly failure: Failure | undefined;
}

export const SIDES: readonly Side[] = ['mailbox', 'source'];

/** Fingerprints of one side of a pair as it reads now; none where the side has no item. */
export const printsNow = ({ print }: Pick<Settings, 'print'>, row: PairRow, reading: Reading): Prints =>
  reading.state === 'present' ? printsOf(printerOf(print, row), reading.item) : {};
