// The answer of the connection test: named steps in their order, and the first that failed.
import type { ProblemCode } from '../../problems.ts';

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

export interface ProbeStep {
  readonly step: ProbeStepName;
  readonly state: 'ok' | 'failed' | 'warning' | 'skipped';
  /** A sentence without secrets. */
  readonly tried: string;
  /** The raw code that came back: `ENOTFOUND`, `HTTP 401 Basic, NTLM`, `ErrorImpersonateUserDenied`, `15.2.1118.7`. */
  readonly answered?: string;
  readonly problem?: ProblemCode;
}

export interface ProbeReport {
  readonly ok: boolean;
  /** Of the first failed step. */
  readonly problem?: ProblemCode;
  readonly steps: readonly ProbeStep[];
}
