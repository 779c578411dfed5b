// What a person decided, as it is stored with what was decided.
import type { AuditRow } from '../sync/ports/audit.ts';

/** Who decided what about a link, under a name that begins with the time. */
export interface Decision {
  readonly name: string;
  readonly row: AuditRow;
}
