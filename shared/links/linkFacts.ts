// The rows of one link that tell people how it stands.
import type { CleanupRow } from '../sync/ports/cleanupRow.ts';
import type { LeaseRow, LinkRow, MailboxWatermarkRow, PairRow, SourceEnumerationRow } from '../sync/ports/rows.ts';
import type { LinkStore, RowKind, Stored } from '../sync/ports/store.ts';

export interface LinkFacts {
  readonly link: LinkRow | undefined;
  readonly lease: LeaseRow | undefined;
  readonly mailboxWatermark: MailboxWatermarkRow | undefined;
  readonly sourceEnumeration: SourceEnumerationRow | undefined;
  readonly hold: Stored<'hold'> | undefined;
  readonly cleanup: CleanupRow | undefined;
  /** In the order of their ids. */
  readonly pairs: readonly PairRow[];
  /** The reason why each marked pair needs a look, by the id of the pair. */
  readonly marks: ReadonlyMap<string, Stored<'dirty'>['row']>;
}

export async function readLinkFacts(store: LinkStore): Promise<LinkFacts> {
  const [link, lease, mailboxWatermark, sourceEnumeration, hold, cleanup, pairs, dirty] = await Promise.all([
    readOnly(store, 'link'),
    readOnly(store, 'lease'),
    readOnly(store, 'mailboxWatermark'),
    readOnly(store, 'sourceEnumeration'),
    readOnly(store, 'hold'),
    readOnly(store, 'cleanup'),
    store.list('pair'),
    store.list('dirty'),
  ]);
  return {
    link: link?.row,
    lease: lease?.row,
    mailboxWatermark: mailboxWatermark?.row,
    sourceEnumeration: sourceEnumeration?.row,
    hold,
    cleanup: cleanup?.row,
    pairs: pairs.map((stored) => stored.row).sort((a, b) => (a.pair < b.pair ? -1 : 1)),
    marks: new Map(dirty.map((stored) => [stored.row.pair, stored.row])),
  };
}

/** The row of a kind of which a link has one at most. */
export async function readOnly<K extends RowKind>(store: LinkStore, kind: K): Promise<Stored<K> | undefined> {
  return (await store.load([{ kind, name: '' }]))[0];
}
