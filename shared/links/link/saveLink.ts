// One way to store the settings of a link: with the decision that changed them, unless somebody else was quicker.
import type { LinkSettings } from '../../state/directory.ts';
import type { AuditRow } from '../../sync/ports/audit.ts';
import type { Acting } from '../acting.ts';
import { decisionOf } from '../decision.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface LinkChange {
  readonly settings: LinkSettings;
  /** Of the settings as they were read; undefined inserts. */
  readonly etag: string | undefined;
  /** The decision that goes on record; undefined where nothing was decided anew. */
  readonly what: AuditRow['what'] | undefined;
}

/** Answers the refusal, or undefined after the settings were stored. */
export async function saveLink(acting: Acting, { settings, etag, what }: LinkChange): Promise<Refusal | undefined> {
  const decision = what && decisionOf(acting, what);
  const written = await acting.app.directory.switchLink(acting.company, settings, { etag, decision });
  return written.ok ? undefined : refused('version-stale');
}
