// The operator's decisions about companies and API keys, the newest first. They outlive a deleted company and hold no
// content.
import type { App } from '../../app/app.ts';
import type { AuditRow } from '../../sync/ports/audit.ts';

/** `company`: only the decisions about this company and its keys. */
export async function readOperatorAudit(app: App, company?: string): Promise<readonly AuditRow[]> {
  return (await app.directory.operatorDecisions(company)).toSorted((a, b) => b.at - a.at);
}
