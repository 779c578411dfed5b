// One commit holds a page's marks and the watermark that passes them. The watermark is in the last transaction (I6).
import type { LinkRows } from '../ports/rows.ts';
import type { RowWrite, Stored } from '../ports/store.ts';
import type { Work } from '../session/work.ts';

/** Commits the rows that `work` has staged, and then the watermark row. Answers that row as stored now. */
export async function commitWatermark<K extends 'mailboxWatermark' | 'sourceEnumeration'>(
  work: Work,
  { kind, row }: { readonly kind: K; readonly row: LinkRows[K] },
  stored: Stored<K> | undefined,
): Promise<Stored<K>> {
  const condition = stored ? { op: 'replace', etag: stored.etag } : { op: 'insert' };
  // The signature ties the row to its kind. The compiler sees a union for each of them.
  const { lastEtags } = await work.commit([{ ...condition, kind, name: '', row } as RowWrite]);
  return { kind, name: '', row, etag: lastEtags[0] ?? '' } as unknown as Stored<K>;
}
