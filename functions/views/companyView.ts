// A company as the operator sees it.
import type { ShownCompany } from '../../shared/links/operator/companyState.ts';
import { instantText } from '../http/instantText.ts';

export function companyView({ createdAt, suspendedAt, deletesFrom, ...shown }: ShownCompany): object {
  return {
    ...shown,
    createdAt: instantText(createdAt),
    ...(suspendedAt === undefined ? {} : { suspendedAt: instantText(suspendedAt) }),
    ...(deletesFrom === undefined ? {} : { deletesFrom: instantText(deletesFrom) }),
  };
}
