// The part of a link's context that planning may see: settings and pure functions. No call to a side, no clock, no ids.
import type { Instant } from '../../calendar/event.ts';
import type { ConflictPolicy, LinkContext, Printer } from '../ports/link.ts';
import type { LinkRules, Participants } from '../ports/linkRules.ts';
import type { Mailbox } from '../ports/mailbox.ts';
import type { Remote } from '../ports/remote.ts';
import type { LinkRow } from '../ports/rows.ts';
import type { Source } from '../ports/source.ts';

/** The fields and events that a side can hold. */
type Holds = Pick<Remote, 'fields' | 'unheld' | 'unfit'>;

export interface Settings {
  readonly link: string;
  /** The user's address in both systems, lower case. */
  readonly email: string;
  readonly conflictPolicy: ConflictPolicy;
  readonly rules: LinkRules;
  readonly participants: Participants;
  /** Events that ended before take no part while they stand on one side only. */
  readonly endsAfter: Instant;
  /** Keyed fingerprints under the key by which this link's fingerprints stand. */
  readonly print: Printer['print'];
  readonly printers: LinkContext['printers'];
  readonly mailbox: Holds & Pick<Mailbox, 'api' | 'mailsEveryWrite'>;
  readonly source: Holds & Pick<Source, 'createdType'>;
}

/** The settings of one run. */
export function settingsOf(context: LinkContext, { endsAfter }: Pick<LinkRow, 'endsAfter'>): Settings {
  const { link, email, conflictPolicy, rules, participants, print, printers, mailbox, source } = context;
  return { link, email, conflictPolicy, rules, participants, endsAfter, print, printers, mailbox, source };
}
