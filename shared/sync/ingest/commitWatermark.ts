// A page's marks and the watermark that passes them are committed together, the watermark in the last transaction (I6).
import type { LinkRows } from '../ports/rows.ts';
import type { RowWrite, Stored } from '../ports/store.ts';
import type { Work } from '../session/work.ts';

/** Commits what `work` has staged and the watermark row after it; answers that row as stored now. */
export async function commitWatermark<K extends 'mailboxWatermark' | 'sourceEnumeration'>(
  work: Work,
  kind: K,
  row: LinkRows[K],
  stored: Stored<K> | undefined,
): Promise<Stored<K>> {
  const condition = stored ? { op: 'replace', etag: stored.etag } : { op: 'insert' };
  // Kind and row belong together by the signature; the compiler sees each of them as a union.
  const { lastEtags } = await work.commit([{ ...condition, kind, name: '', row } as RowWrite]);
  return { kind, name: '', row, etag: lastEtags[0] ?? '' } as unknown as Stored<K>;
}
