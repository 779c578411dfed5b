// Writes the settings of a link, then the copy of them in the link's partition. The source poll reads the settings and
// must know the link before the link enumerates, so the copy, which the runs read, comes second.
import { isDeepStrictEqual } from 'node:util';
import type { LinkRow } from '../../sync/ports/rows.ts';
import { StoreUnavailable } from '../../sync/ports/store.ts';
import type { Decision } from '../decision.ts';
import type { LinkSettings, PutResult } from '../directory.ts';
import { readLinkRow } from '../link/linkRows.ts';
import { auditKey, linkRowKey, linkSettingsKey } from '../table/keys.ts';
import type { Partition } from '../table/partition.ts';
import { linkSettingsRow } from './companyRows.ts';
import { putRow, readVersioned } from './resource.ts';

const ATTEMPTS = 5;

/**
 * Writes `settings` (without `etag` it inserts) together with the decision, then the copy. After a crash in between or a
 * lost answer, write the same settings again under their new ETag. Throws StoreUnavailable.
 */
export async function switchLink(
  partitions: { readonly company: Partition; readonly link: Partition },
  settings: LinkSettings,
  { etag, decision }: { readonly etag: string | undefined; readonly decision?: Decision | undefined },
): Promise<PutResult> {
  const audit = decision && { key: auditKey(settings.link, decision.name), value: decision.row };
  const row = { key: linkSettingsKey(settings.link), value: settings, etag };
  const written = await putRow(partitions.company, row, audit);
  if (written.ok) await copySettings(partitions.company, partitions.link, settings.link);
  return written;
}

/**
 * Reads the ETag of the copy before it reads the settings. A caller who writes newer settings in between also writes the
 * copy, and then this write's condition fails. So the copy always ends with the last settings.
 */
async function copySettings(company: Partition, linkPartition: Partition, link: string): Promise<void> {
  const key = linkRowKey('link', '');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const row = await linkPartition.get(key);
    const settings = await readVersioned(company, linkSettingsKey(link), linkSettingsRow);
    if (!settings) return;
    const copy = copyOf(settings.value);
    if (row && isDeepStrictEqual(readLinkRow(row).row, copy)) return;
    if ((await putRow(linkPartition, { key, value: copy, etag: row?.etag })).ok) return;
  }
  throw new StoreUnavailable('other callers changed the settings of a link at every attempt');
}

const copyOf = ({ on, started, epoch, endsAfter, removing }: LinkSettings): LinkRow => ({
  on,
  started,
  epoch,
  endsAfter,
  ...(removing ? { removing } : {}),
});
