// A link is switched off. The events and entries that we made stay, or they are removed.
import type { LinkSettings } from '../../state/directory.ts';
import type { Acting } from '../acting.ts';
import { findLink } from '../findLink.ts';
import type { Refusal } from '../refusal.ts';
import { settingsOrLost } from './lostSettings.ts';
import { saveLink } from './saveLink.ts';

export interface SwitchOff {
  readonly email: string;
  /** The events that we made are kept or removed. */
  readonly events: 'keep' | 'remove';
}

/** Repeatable. `removing`: runs remove the items now. To keep them stops a removal that goes on. */
export async function switchOff(
  acting: Acting,
  { email, events }: SwitchOff,
): Promise<{ readonly state: 'off' | 'removing' } | Refusal> {
  const { app, company } = acting;
  const found = await findLink(acting, email);
  if ('problem' in found) return found;
  const removes = events === 'remove';
  if (!found.settings && !removes) return { state: 'off' };
  const before = await settingsOrLost(acting, found);
  if ('problem' in before) return before;
  const { removing, ...rest } = before;
  const settings: LinkSettings = { ...rest, on: false, started: false, ...(removes ? { removing: true } : {}) };
  const what = removes ? 'removalAsked' : 'switchedOff';
  const isNew = removes ? !removing : before.on;
  const stale = await saveLink(acting, { settings, etag: found.settings?.etag, what: isNew ? what : undefined });
  if (stale) return stale;
  if (!removes) return { state: 'off' };
  await app.queues.syncLink({ company, link: settings.link });
  return { state: 'removing' };
}
