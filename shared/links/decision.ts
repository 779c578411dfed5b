// A decision of a person goes on record in the transaction of what was decided: who, when, what.
import type { App } from '../app/app.ts';
import type { Decision } from '../state/decision.ts';
import type { AuditRow } from '../sync/ports/audit.ts';
import { changedFields } from './changedFields.ts';

/** The record. Its name begins with the time, so that records sort by time. */
export function decisionOf(
  { app, by, byKey }: { readonly app: Pick<App, 'now' | 'newId'>; readonly by: string; readonly byKey?: string },
  what: AuditRow['what'],
  more: Pick<AuditRow, 'count' | 'fields' | 'conflict' | 'key' | 'company'> = {},
): Decision {
  const at = app.now();
  return { name: `${at}-${app.newId()}`, row: { at, by, ...(byKey === undefined ? {} : { byKey }), what, ...more } };
}

/** The record of changed settings, with the names of the changed fields. Undefined where nothing was changed. */
export const changeOf =
  <T extends object>(call: Parameters<typeof decisionOf>[0], what: AuditRow['what']) =>
  (stored: T | undefined, value: T): Decision | undefined => {
    const fields = changedFields(stored, value);
    return fields.length === 0 ? undefined : decisionOf(call, what, { fields });
  };
