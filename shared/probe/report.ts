// The answer of a connection test: named steps in their order, and the first that failed.
import type { ProblemCode } from '../problems.ts';

/** `Name`: the names of the steps. */
export interface StepReport<Name extends string = string> {
  readonly step: Name;
  readonly state: 'ok' | 'failed' | 'warning' | 'skipped';
  /** A sentence without secrets. */
  readonly tried: string;
  /** The raw code that came back: `ENOTFOUND`, `HTTP 401 Basic, NTLM`, `ErrorImpersonateUserDenied`, `15.2.1118.7`. */
  readonly answered?: string;
  readonly problem?: ProblemCode;
}

export interface TestReport<Name extends string = string> {
  readonly ok: boolean;
  /** Of the first failed step. */
  readonly problem?: ProblemCode;
  readonly steps: readonly StepReport<Name>[];
}
