// The number of events and entries that we made for a user: counted before anybody decides to remove them.
import { ownSideOf } from '../../sync/cleanup/cleanedUp.ts';
import { countTagged } from '../../sync/cleanup/countTagged.ts';
import type { LinkStore } from '../../sync/ports/store.ts';
import type { InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import { readOnly } from '../linkFacts.ts';
import { type Refusal, refused } from '../refusal.ts';
import { settingsOrLost } from './lostSettings.ts';

export interface CreatedCount {
  readonly events: number;
  readonly entries: number;
  /** `tags`: the rows do not tell, so that the tags of the items were counted. */
  readonly from: 'rows' | 'tags';
  /** False: there are at least so many. */
  readonly complete: boolean;
}

export async function countCreated(
  scope: InCompany,
  { email }: { readonly email: string },
): Promise<CreatedCount | Refusal> {
  const { app, company } = scope;
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  const settings = await settingsOrLost(scope, found);
  if ('problem' in settings) return settings;
  const counted = await countInRows(app.directory.linkStore(company, settings.link));
  if (counted) return { ...counted, from: 'rows', complete: true };
  const context = await app.linkContext(company, settings.link, settings);
  if (typeof context === 'string') return refused(context);
  const tagged = await countTagged(context);
  if (!tagged.ok) return refused('code' in tagged.failure ? tagged.failure.code : 'internal-error');
  return { ...tagged.value, from: 'tags' };
}

/** Undefined where the rows do not know the whole calendar: they were lost, or the listing has not ended. */
async function countInRows(store: LinkStore): Promise<Pick<CreatedCount, 'events' | 'entries'> | undefined> {
  const [watermark, enumeration] = await Promise.all([
    readOnly(store, 'mailboxWatermark'),
    readOnly(store, 'sourceEnumeration'),
  ]);
  if (watermark?.row.enumerating !== false || enumeration?.row.epoch === undefined) return undefined;
  const counts = { events: 0, entries: 0 };
  await store.pick('pair', ({ row }) => {
    const side = ownSideOf(row);
    if (side !== undefined) counts[side === 'mailbox' ? 'events' : 'entries'] += 1;
    // Counted and forgotten: a link may have 50,000 pairs.
    return false;
  });
  return counts;
}
