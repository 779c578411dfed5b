// A link is switched on: both sides are listed for the preview, and nothing is written before the start.
import type { LinkSettings, SourceSettings, User } from '../../state/directory.ts';
import type { ConflictPolicy } from '../../sync/ports/link.ts';
import { DEFAULT_RULES, type LinkRules } from '../../sync/ports/linkRules.ts';
import type { CalendarChoice } from '../../sync/ports/mailbox.ts';
import type { Acting, InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import { invalid, type Refusal, refused } from '../refusal.ts';
import { saveLink } from './saveLink.ts';
import { unknownTypes } from './unknownTypes.ts';

const DAY_MS = 86_400_000;

export interface SwitchOn {
  readonly email: string;
  /** Events that ended more days ago are left out of the first synchronisation. */
  readonly pastDays: number;
  /** Whose value stands when both sides changed the same field. Undefined: as before, at first the mailbox's. */
  readonly conflictPolicy?: ConflictPolicy | undefined;
  /** The rules of the link. Undefined: as before, at first those in the settings of the source. */
  readonly rules?: LinkRules | undefined;
  /** A request that names the source must name the source of the company. */
  readonly source?: string | undefined;
  /** Instead of the calendar in the settings of the connection. */
  readonly calendar?: CalendarChoice | undefined;
}

/** A link that is on already stays as it is: the caller may have lost the first answer. */
export async function switchOn(
  acting: Acting,
  request: SwitchOn,
): Promise<{ readonly state: 'on' | 'listing' } | Refusal> {
  const { app, company } = acting;
  const stopped = await app.stopOf(company);
  if (stopped) return refused(stopped);
  const found = await findLink(acting, request.email);
  if ('problem' in found) return found;
  if (found.user.inactive) return refused('user-inactive');
  if (!(await app.directory.exchange(company).get())) return refused('exchange-not-configured');
  const source = await chooseSource(acting, request.source);
  if ('problem' in source) return source;
  const errors = request.rules ? unknownTypes(request.rules, source.entryTypes, 'rules.') : [];
  if (errors.length > 0) return invalid(errors);
  const before = found.settings?.value;
  const settings = before?.on ? before : settingsOf(request, { before, source, user: found.user, now: app.now() });
  const what = before?.on ? undefined : 'switchedOn';
  const stale = await saveLink(acting, { settings, etag: found.settings?.etag, what });
  if (stale) return stale;
  await app.queues.syncLink({ company, link: settings.link });
  return { state: settings.started ? 'on' : 'listing' };
}

/** The company's source. */
async function chooseSource({ app, company }: InCompany, named: string | undefined): Promise<SourceSettings | Refusal> {
  const [source] = await app.directory.sources(company);
  if (!source) return refused('source-not-configured');
  if (named === undefined || named === source.source) return source;
  return invalid([{ field: 'source', message: 'is no source of this company' }]);
}

function settingsOf(
  { pastDays, conflictPolicy, rules: asked, calendar: chosen }: SwitchOn,
  known: {
    readonly before: LinkSettings | undefined;
    readonly source: SourceSettings;
    readonly user: User;
    readonly now: number;
  },
): LinkSettings {
  const { before, source, user, now } = known;
  // Rules that hid private events hide them still after off and on.
  const rules = asked ?? before?.rules ?? (user.shared ? sharedRules(source) : source.rules);
  const calendar = chosen ?? user.shared?.calendar;
  return {
    link: user.user,
    source: source.source,
    on: true,
    started: false,
    epoch: (before?.epoch ?? 0) + 1,
    conflictPolicy: conflictPolicy ?? before?.conflictPolicy ?? 'mailbox',
    ...(rules ? { rules } : {}),
    endsAfter: now - pastDays * DAY_MS,
    ...(calendar === undefined ? {} : { calendar }),
  };
}

/**
 * A shared calendar shows what the application says: a change of a planned change must not bypass its approval. Private
 * entries are not for everybody's eyes. Types that have a direction of their own keep it.
 */
const sharedRules = ({ rules = DEFAULT_RULES }: SourceSettings): LinkRules => ({
  ...rules,
  direction: 'toExchange',
  privateEvents: { kind: 'skip' },
});
