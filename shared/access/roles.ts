// Permissions: one full table of action and role. Every route names its action, and only this table decides.
import type { Caller, Role } from './caller.ts';

export type Action =
  | 'company.manage'
  | 'apiKey.manage'
  | 'key.list'
  | 'organisation.release'
  | 'company.read'
  | 'company.enable'
  | 'exchange.read'
  | 'exchange.write'
  | 'exchange.test'
  | 'exchange.consent'
  | 'source.read'
  | 'source.write'
  | 'source.test'
  | 'user.list'
  | 'user.read'
  | 'user.write'
  | 'link.read'
  | 'link.switch'
  | 'link.run'
  | 'link.decideHold'
  | 'link.restore'
  | 'hold.list'
  | 'hold.decide'
  | 'entry.read'
  | 'entry.write';

/** `own`: only for things that belong to the calling user. */
export type Permission = 'yes' | 'own' | 'no';

/**
 * The role `company` acts for its whole company and never reaches another one. The role `entries` is that of an
 * application that pushes the entries of its company. The operator sees nothing that a company stores.
 */
export const PERMISSIONS: Readonly<Record<Action, Readonly<Record<Role, Permission>>>> = {
  'company.manage': { operator: 'yes', company: 'no', entries: 'no', user: 'no' },
  'apiKey.manage': { operator: 'yes', company: 'no', entries: 'no', user: 'no' },
  'key.list': { operator: 'yes', company: 'no', entries: 'no', user: 'no' },
  'organisation.release': { operator: 'yes', company: 'no', entries: 'no', user: 'no' },
  'company.read': { operator: 'no', company: 'yes', entries: 'no', user: 'yes' },
  'company.enable': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'exchange.read': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'exchange.write': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'exchange.test': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'exchange.consent': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'source.read': { operator: 'no', company: 'yes', entries: 'no', user: 'yes' },
  'source.write': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'source.test': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'user.list': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'user.read': { operator: 'no', company: 'yes', entries: 'no', user: 'own' },
  'user.write': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'link.read': { operator: 'no', company: 'yes', entries: 'no', user: 'own' },
  'link.switch': { operator: 'no', company: 'yes', entries: 'no', user: 'own' },
  'link.run': { operator: 'no', company: 'yes', entries: 'no', user: 'own' },
  'link.decideHold': { operator: 'no', company: 'yes', entries: 'no', user: 'own' },
  'link.restore': { operator: 'no', company: 'yes', entries: 'no', user: 'own' },
  'hold.decide': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'hold.list': { operator: 'no', company: 'yes', entries: 'no', user: 'no' },
  'entry.read': { operator: 'no', company: 'yes', entries: 'yes', user: 'no' },
  'entry.write': { operator: 'no', company: 'yes', entries: 'yes', user: 'no' },
};

/** True where `caller` may do `action`. `email`: the user whom the action concerns, where it concerns one user. */
export function can(caller: Caller, action: Action, email?: string): boolean {
  const permission = PERMISSIONS[action][caller.role];
  if (permission !== 'own') return permission === 'yes';
  return caller.role === 'user' && caller.email === email;
}
