// One record for one shared calendar, as Ivanti keeps its own: the connection to Exchange, a mailbox, and a folder. It
// stands in the rows of the connection and of the shared mailbox, and has none of its own.
import type { ExchangeSettings, Versioned } from '../../state/directory.ts';
import type { CalendarChoice } from '../../sync/ports/mailbox.ts';
import type { Acting, InCompany } from '../acting.ts';
import { type Refusal, refused } from '../refusal.ts';
import { admit, type Precondition, type Saved } from '../saveResource.ts';
import { cutOver } from './cutOver.ts';
import { type ExchangeChange, readExchange, saveExchange } from './exchangeConnection.ts';
import { saveNextExchange } from './nextExchange.ts';
import { readSharedMailbox, type SharedUser, saveSharedMailbox } from './sharedMailboxes.ts';

export interface CalendarRecord {
  readonly exchange: ExchangeSettings;
  readonly mailbox: SharedUser;
}

/** The record of the mailbox that the connection's test opens. */
export async function readCalendarRecord(scope: InCompany): Promise<Versioned<CalendarRecord> | Refusal> {
  const exchange = await readExchange(scope);
  if ('problem' in exchange) return exchange;
  const mailbox = await readSharedMailbox(scope, exchange.value.testMailbox);
  if ('problem' in mailbox) return mailbox;
  const value = { exchange: exchange.value, mailbox: mailbox.value };
  return { value, etag: `${exchange.etag} ${mailbox.etag}` };
}

export interface CalendarRecordChange {
  readonly precondition: Precondition;
  /** The interface to Exchange that the record asks for. */
  readonly kind: ExchangeSettings['kind'];
  readonly settings: ExchangeChange['settings'];
  readonly email: string;
  readonly name: string;
  /** Undefined: the mailbox's own calendar. */
  readonly calendar: CalendarChoice | undefined;
}

/**
 * Saves mailbox and connection. Another interface than the one in use takes its place by a cut-over, so that every pair
 * stays. A call that was interrupted is sent again.
 */
export async function saveCalendarRecord(
  acting: Acting,
  change: CalendarRecordChange,
): Promise<Saved<CalendarRecord> | Refusal> {
  const stored = await readCalendarRecord(acting);
  if ('problem' in stored && !MISSING.has(stored.problem)) return stored;
  const admitted = admit(change.precondition, 'problem' in stored ? undefined : stored.etag);
  if (!admitted.ok) return refused(admitted.problem);
  const saved = (await saveMailbox(acting, change)) ?? (await saveConnection(acting, change));
  if (saved) return saved;
  const written = await readCalendarRecord(acting);
  if ('problem' in written) return written;
  return { value: written.value, version: written.etag, isNew: 'problem' in stored };
}

/** The record is not there yet, or its connection is. */
const MISSING: ReadonlySet<string> = new Set(['not-found', 'exchange-not-configured']);

async function saveMailbox(acting: Acting, change: CalendarRecordChange): Promise<Refusal | undefined> {
  const { email, name, calendar } = change;
  const known = await acting.app.directory.user(acting.company, email).get();
  const precondition: Precondition = known ? { kind: 'version', version: known.etag } : { kind: 'absent' };
  const saved = await saveSharedMailbox(acting, { email, name, calendar, precondition });
  return 'problem' in saved ? saved : undefined;
}

async function saveConnection(acting: Acting, { kind, settings }: CalendarRecordChange): Promise<Refusal | undefined> {
  const { directory } = acting.app;
  const inUse = await directory.exchange(acting.company).get();
  if (!inUse || inUse.value.kind === kind) {
    const saved = await saveExchange(acting, { precondition: versionOf(inUse), settings });
    return 'problem' in saved ? saved : undefined;
  }
  const next = await directory.nextExchange(acting.company).get();
  const prepared = await saveNextExchange(acting, { precondition: versionOf(next), settings });
  if ('problem' in prepared) return prepared;
  const cut = await cutOver(acting);
  return 'problem' in cut ? cut : undefined;
}

const versionOf = (stored: Versioned<unknown> | undefined): Precondition =>
  stored ? { kind: 'version', version: stored.etag } : { kind: 'absent' };
