// The record of a person's decision. It is stored in the transaction of the change that was decided.
import type { AuditRow } from '../sync/ports/audit.ts';

/** `name` is part of the row's key and begins with the time. */
export interface Decision {
  readonly name: string;
  readonly row: AuditRow;
}
