// The connection test: from the typed address to the opened calendar, one named step after the other, so that a person
// reads what was tried, what came back and what to do. The first failed step ends it.

import { createAddressRule } from '../../net/address.ts';
import type { CalendarChoice } from '../calendarChoice.ts';
import { createEwsConnection, type EwsConnectionOptions } from '../ews/connection.ts';
import { ewsUrl } from '../ews/http/ewsUrl.ts';
import { PROBE_STEPS } from '../ews/probe/probeSteps.ts';
import type { Probe, Verdict } from '../ews/probe/probing.ts';
import type { ProbeReport, ProbeStep } from './probeReport.ts';

export type { ProbeReport } from './probeReport.ts';

export interface ProbeOptions extends EwsConnectionOptions {
  /** The mailbox to open. */
  readonly testMailbox: string;
  /** Undefined: its default calendar. */
  readonly calendar?: CalendarChoice;
  /** Also creates an entry in it and deletes it again. */
  readonly write: boolean;
  /** A mailbox that has to be refused. */
  readonly outsider?: string;
}

/** Walks the steps in order; after the first failed one the rest are skipped. Leaves no connection open. */
export async function probeExchange(options: ProbeOptions): Promise<ProbeReport> {
  const probe = probeOf(options);
  const steps: ProbeStep[] = [];
  let failed: ProbeStep | undefined;
  try {
    for (const { step, tried, run } of PROBE_STEPS) {
      const verdict: Verdict = failed ? { state: 'skipped' } : await run(probe);
      const done: ProbeStep = { step, tried: tried(probe), ...verdict };
      steps.push(done);
      if (done.state === 'failed') failed ??= done;
    }
  } finally {
    probe.connection?.close();
  }
  return { ok: failed === undefined, steps, ...(failed?.problem === undefined ? {} : { problem: failed.problem }) };
}

const probeOf = (options: ProbeOptions): Probe => ({
  ...options,
  url: ewsUrl(options.url),
  rule: createAddressRule(options.allowedNetworks),
  connect: (changed) => createEwsConnection({ ...options, ...changed }),
});
