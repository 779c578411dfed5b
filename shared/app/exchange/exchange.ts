// A company's mailboxes: the kind of its connection chooses between EWS and Graph.
import type { ProbeReport } from '../../exchange/probe/probeReport.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Directory, EwsSettings, ExchangeSettings, GraphSettings, Versioned } from '../../state/directory.ts';
import type { ExchangeAdapter, ExchangeTest, MailboxChoice, OpenMailbox } from './exchangeAdapter.ts';

export interface ConnectionTest extends ExchangeTest {
  /** The connection that is prepared, instead of the one in use. */
  readonly next?: boolean | undefined;
}

export interface Exchange {
  mailbox(
    company: string,
    settings: Versioned<ExchangeSettings>,
    which: MailboxChoice,
  ): Promise<OpenMailbox | ProblemCode>;
  /** The connection test, step by step, with the settings as stored. */
  test(company: string, test: ConnectionTest): Promise<ProbeReport | ProblemCode>;
}

export interface ExchangeParts {
  readonly directory: Pick<Directory, 'exchange' | 'nextExchange'>;
  readonly ews: ExchangeAdapter<EwsSettings>;
  readonly graph: ExchangeAdapter<GraphSettings>;
}

/** A test keeps sockets and memory for minutes, and a company could start any number. This many run in one process. */
export const TESTS_AT_ONCE = 2;

export const joinExchange = ({ directory, ews, graph }: ExchangeParts): Exchange => {
  /** Of each company that tests at the moment. */
  const testsRunning = new Map<string, number>();

  async function test(company: string, { next = false, ...test }: ConnectionTest): Promise<ProbeReport | ProblemCode> {
    const stored = await (next ? directory.nextExchange(company) : directory.exchange(company)).get();
    if (!stored) return next ? 'next-exchange-missing' : 'exchange-not-configured';
    const { value } = stored;
    return value.kind === 'graph' ? graph.test(company, value, test) : ews.test(company, value, test);
  }

  return {
    mailbox: (company, { value, etag }, which) =>
      value.kind === 'graph'
        ? graph.mailbox(company, { value, etag }, which)
        : ews.mailbox(company, { value, etag }, which),

    async test(company, options) {
      const running = testsRunning.get(company) ?? 0;
      if (running >= TESTS_AT_ONCE) return 'exchange-tests-running';
      testsRunning.set(company, running + 1);
      try {
        return await test(company, options);
      } finally {
        const others = (testsRunning.get(company) ?? 1) - 1;
        if (others > 0) testsRunning.set(company, others);
        else testsRunning.delete(company);
      }
    },
  };
};
