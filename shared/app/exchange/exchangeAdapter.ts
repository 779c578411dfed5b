// An adapter joins a company's stored connection to its mailboxes. EWS and Graph are joined alike: ews.ts and graph.ts.
import type { ProbeReport } from '../../exchange/probe/probeReport.ts';
import type { ProblemCode } from '../../problems.ts';
import type { ExchangeSettings, Versioned } from '../../state/directory.ts';
import type { CalendarChoice, Mailbox } from '../../sync/ports/mailbox.ts';

export interface MailboxChoice {
  readonly address: string;
  /** Instead of the calendar in the settings. */
  readonly calendar: CalendarChoice | undefined;
}

export interface OpenMailbox {
  readonly mailbox: Mailbox;
  /** The version of the connection that it was opened with. */
  readonly connection: string;
}

export interface ExchangeTest {
  /** Instead of the mailbox in the settings. */
  readonly mailbox?: string | undefined;
  /** An event is created and deleted, too. */
  readonly write?: boolean | undefined;
  /** A mailbox that has to be refused. */
  readonly outsider?: string | undefined;
}

export interface ExchangeAdapter<Settings extends ExchangeSettings> {
  /** Asks the server nothing yet. */
  mailbox(company: string, settings: Versioned<Settings>, which: MailboxChoice): Promise<OpenMailbox | ProblemCode>;
  /** The connection test, step by step. */
  test(company: string, settings: Settings, test: ExchangeTest): Promise<ProbeReport | ProblemCode>;
}
