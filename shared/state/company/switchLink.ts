// Switching a link on, starting it, switching it off: the company's row first, because the source poll has to know the
// link before it enumerates, then its copy in the link's partition, which its runs read.
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
 * Writes `settings` under the condition of `etag` (undefined inserts), then the copy. After a crash in between, or an
 * answer that was lost, the same settings written again under their new ETag complete it.
 */
export async function switchLink(
  company: Partition,
  link: Partition,
  settings: LinkSettings,
  etag: string | undefined,
  decision?: Decision,
): Promise<PutResult> {
  const audit = decision && { key: auditKey(settings.link, decision.name), value: decision.row };
  const written = await putRow(company, linkSettingsKey(settings.link), settings, etag, audit);
  if (written.ok) await copySettings(company, link, settings.link);
  return written;
}

/**
 * The copy's ETag is read before the settings are: who writes newer settings in between also writes the copy, and then
 * this write's condition no longer holds. So the last settings are what the copy ends with, however calls interleave.
 */
async function copySettings(company: Partition, linkPartition: Partition, link: string): Promise<void> {
  const key = linkRowKey('link', '');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const row = await linkPartition.get(key);
    const settings = await readVersioned(company, linkSettingsKey(link), linkSettingsRow);
    if (!settings) return;
    const copy = copyOf(settings.value);
    if (row && isDeepStrictEqual(readLinkRow(row).row, copy)) return;
    if ((await putRow(linkPartition, key, copy, row?.etag)).ok) return;
  }
  throw new StoreUnavailable('the switch of a link was written by others again and again');
}

const copyOf = ({ on, started, epoch, endsAfter, removing }: LinkSettings): LinkRow => ({
  on,
  started,
  epoch,
  endsAfter,
  ...(removing ? { removing } : {}),
});
