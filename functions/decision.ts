// What a person decides about a link goes on record with it: who, when, what.
import type { App } from '../shared/app.ts';
import type { Decision } from '../shared/state/directory.ts';
import type { AuditRow } from '../shared/sync/audit.ts';

/** The record, named so that records sort by time. */
export function decisionOf(
  { app, by }: { readonly app: Pick<App, 'now' | 'newId'>; readonly by: string },
  what: AuditRow['what'],
  more: Pick<AuditRow, 'count' | 'conflict'> = {},
): Decision {
  const at = app.now();
  return { name: `${at}-${app.newId()}`, row: { at, by, what, ...more } };
}
