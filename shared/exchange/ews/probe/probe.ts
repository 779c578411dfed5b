// The connection test: from the typed address to the opened calendar, one named step after the other. A person
// reads what was tried, what came back and what to do. The first failed step ends it.
import { createAddressRule } from '../../../net/address.ts';
import { walk } from '../../../probe/walk.ts';
import type { ProbeReport } from '../../probe/probeReport.ts';
import type { ProbeTarget } from '../../probe/probeTarget.ts';
import { createEwsConnection, type EwsConnectionOptions } from '../connection/connection.ts';
import { ewsUrl } from '../http/ewsUrl.ts';
import { PROBE_STEPS } from './probeSteps.ts';
import type { Probe } from './probing.ts';

export type EwsProbeOptions = EwsConnectionOptions & ProbeTarget;

/** Leaves no connection open. */
export async function probeEws(options: EwsProbeOptions): Promise<ProbeReport> {
  const probe = probeOf(options);
  try {
    return await walk(PROBE_STEPS, probe);
  } finally {
    probe.connection?.close();
  }
}

const probeOf = (options: EwsProbeOptions): Probe => ({
  ...options,
  url: ewsUrl(options.url),
  rule: createAddressRule(options.allowedNetworks),
  connect: (changed) => createEwsConnection({ ...options, ...changed }),
});
