// The settings of a link, or settings that stand in for them where they were lost: what we made can be counted and
// removed without them.
import type { LinkSettings } from '../../state/directory.ts';
import type { InCompany } from '../acting.ts';
import type { UserLink } from '../findLink.ts';
import { type Refusal, refused } from '../refusal.ts';

/** Lost settings are those of a link with the company's source that was never switched on. */
export async function settingsOrLost(
  { app, company }: InCompany,
  { user, settings }: UserLink,
): Promise<LinkSettings | Refusal> {
  if (settings) return settings.value;
  const [source] = await app.directory.sources(company);
  if (!source) return refused('source-not-configured');
  const off = { on: false, started: false, epoch: 1, conflictPolicy: 'mailbox', endsAfter: app.now() } as const;
  return { ...off, link: user.user, source: source.source };
}
