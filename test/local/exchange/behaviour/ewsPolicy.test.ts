// The rules of Exchange Online about who may use EWS in an organisation.
import { describe, expect, it } from 'vitest';
import { refusedByPolicy } from '../../../../local/exchange/behaviour/ewsPolicy.ts';

const APP = { name: 'app', impersonates: 'all' } as const;
const DISABLED = 'EWS is disabled for this user or tenant';
const BLOCKED = 'EWS is blocked by policy for this user or tenant';

describe('refusedByPolicy', () => {
  it('lets everybody in without a rule', () => {
    expect(refusedByPolicy({}, APP, 'ada@example.com')).toBeUndefined();
  });

  it('what the organisation switched off is off for listed applications too', () => {
    expect(refusedByPolicy({ enabled: false, allowedApps: ['app'] }, APP, undefined)).toBe(DISABLED);
  });

  it('a mailbox can be closed by itself', () => {
    const policy = { closedMailboxes: ['Ada@example.com'] };
    expect(refusedByPolicy(policy, APP, 'ada@EXAMPLE.com')).toBe(DISABLED);
    expect(refusedByPolicy(policy, APP, 'bob@example.com')).toBeUndefined();
  });

  it('a list lets in those on it, and an empty one nobody', () => {
    expect(refusedByPolicy({ allowedApps: ['app'] }, APP, undefined)).toBeUndefined();
    expect(refusedByPolicy({ allowedApps: ['other'] }, APP, undefined)).toBe(BLOCKED);
    expect(refusedByPolicy({ allowedApps: [] }, APP, undefined)).toBe(BLOCKED);
  });
});
