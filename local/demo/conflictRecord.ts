// The record of conflicts: losing values, decrypted with the link's key. No route shows them yet, so the demonstration
// reads the rows.
import { deriveKeys, keyRing } from '../../shared/access/keys.ts';
import { createSealer } from '../../shared/access/secrets.ts';
import { entrySeal } from '../../shared/app/secrets/entrySeal.ts';
import { canonicalField } from '../../shared/calendar/canonical/canonical.ts';
import type { CalendarEvent, EventField } from '../../shared/calendar/event.ts';
import { systemClock } from '../../shared/seams.ts';
import { createDirectory } from '../../shared/state/account/tables.ts';
import type { LosingValue } from './deeds.ts';

/** Every value on record for this user's link. */
export async function readConflictRecord(access: {
  readonly storage: string;
  /** The setting ENCRYPTION_KEY, in base64. */
  readonly encryptionKey: string;
  readonly company: string;
  readonly user: string;
}): Promise<LosingValue[]> {
  const { company } = access;
  const keys = keyRing(Buffer.from(access.encryptionKey, 'base64'), []);
  const directory = createDirectory({ connection: access.storage, now: systemClock, sealOf: entrySeal(keys) });
  const user = await directory.user(company, access.user).get();
  if (!user) throw new Error('The user of the demonstration is not there.');
  const link = user.value.user;
  const sealer = createSealer(deriveKeys(keys, 'losers', [company, link]));
  const rows = await directory.linkStore(company, link).list('history');
  return rows.map(({ row: { side, field, sealed } }) => {
    return { side, field, value: canonicalOf(field, JSON.parse(sealer.open(sealed, ['loser', company, link]))) };
  });
}

/** The value belongs to this field: the product sealed it together with the field's name. */
const canonicalOf = <F extends EventField>(field: F, value: unknown): string =>
  canonicalField(field, value as CalendarEvent[F]);
