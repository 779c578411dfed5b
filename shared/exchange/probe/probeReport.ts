// The answer of the connection test of an exchange.
import type { StepReport, TestReport } from '../../probe/report.ts';

export type ProbeStepName =
  | 'address'
  | 'name'
  | 'connect'
  | 'tls'
  | 'ews'
  | 'signIn'
  | 'policy'
  | 'permission'
  | 'impersonation'
  | 'mailbox'
  | 'folder'
  | 'write'
  | 'outsider'
  | 'clock';

export type ProbeStep = StepReport<ProbeStepName>;
export type ProbeReport = TestReport<ProbeStepName>;
