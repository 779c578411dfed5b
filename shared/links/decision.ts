// What a person decides about a link goes on record with it: who, when, what.
import type { App } from '../app/app.ts';
import type { Decision } from '../state/decision.ts';
import type { AuditRow } from '../sync/ports/audit.ts';
import { changedFields } from './changedFields.ts';

/** The record, named so that records sort by time. */
export function decisionOf(
  { app, by }: { readonly app: Pick<App, 'now' | 'newId'>; readonly by: string },
  what: AuditRow['what'],
  more: Pick<AuditRow, 'count' | 'fields' | 'conflict'> = {},
): Decision {
  const at = app.now();
  return { name: `${at}-${app.newId()}`, row: { at, by, what, ...more } };
}

/** The record of changed settings, by the names of their fields; none where nothing was changed. */
export const changeOf =
  <T extends object>(call: Parameters<typeof decisionOf>[0], what: AuditRow['what']) =>
  (stored: T | undefined, value: T): Decision | undefined => {
    const fields = changedFields(stored, value);
    return fields.length === 0 ? undefined : decisionOf(call, what, { fields });
  };
