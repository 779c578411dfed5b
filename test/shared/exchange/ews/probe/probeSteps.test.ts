// Single answers and their judgement; whole walks are in probe.test.ts.
import { describe, expect, it } from 'vitest';
import { PROBE_STEPS } from '../../../../../shared/exchange/ews/probe/probeSteps.ts';
import type { Probe } from '../../../../../shared/exchange/ews/probe/probing.ts';
import type { ProbeStepName } from '../../../../../shared/exchange/probe/probeReport.ts';
import { createAddressRule } from '../../../../../shared/net/address.ts';
import { CA_CERTIFICATE } from '../loopbackIdentity.ts';
import { connectTo, fault, LOOPBACK, MAILBOX } from '../scriptedExchange.ts';

const SERVER = { url: 'https://mail.example.com/EWS/Exchange.asmx', caCertificate: CA_CERTIFICATE };

function probeWith(overrides: Partial<Probe> = {}): Probe {
  return {
    url: new URL(SERVER.url),
    rule: createAddressRule(LOOPBACK),
    signIn: { method: 'basic', account: 'svc', password: 'x' },
    access: 'impersonation',
    timeoutMs: 1_000,
    testMailbox: MAILBOX,
    write: false,
    newId: () => 'id',
    connect: () => connectTo(SERVER),
    connection: connectTo(SERVER),
    ...overrides,
  };
}

const run = (name: ProbeStepName, overrides: Partial<Probe> = {}) =>
  PROBE_STEPS.find(({ step }) => step === name)?.run(probeWith(overrides));

describe('PROBE_STEPS', () => {
  it('go from the outside to the inside', () => {
    expect(PROBE_STEPS.map(({ step }) => step)).toEqual([
      'address',
      'name',
      'connect',
      'tls',
      'ews',
      'signIn',
      'policy',
      'impersonation',
      'mailbox',
      'folder',
      'write',
      'outsider',
      'clock',
    ]);
  });

  it('each says in a sentence what is tried, also of a URL that is none', () => {
    for (const url of [new URL(SERVER.url), undefined]) {
      for (const { tried } of PROBE_STEPS) expect(tried(probeWith({ url }))).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each([
    ['ErrorPasswordExpired', 'failed'],
    ['ErrorOrganizationAccessBlocked', 'ok'],
    ['ErrorNonExistentMailbox', 'ok'],
    ['ErrorMissingEmailAddress', 'ok'],
    ['ErrorServerBusy', 'ok'],
    ['ErrorInvalidServerVersion', 'ok'],
  ])('an account whose own request ends in %s: sign-in %s', async (code, state) => {
    expect(await run('signIn', { signedIn: { status: 500, headers: {}, body: fault(code) } })).toMatchObject({ state });
  });

  it('the offered schemes are named without their parameters', async () => {
    const headers = { 'www-authenticate': 'Negotiate, NTLM, Basic realm="mail.example.com", charset="UTF-8"' };
    expect(await run('signIn', { signedIn: { status: 401, headers, body: '' } })).toEqual({
      state: 'failed',
      problem: 'exchange-sign-in-refused',
      answered: 'HTTP 401 Negotiate, NTLM, Basic',
    });
  });

  it('without a date in the answer nothing is said about the clock', async () => {
    expect(await run('clock', { signedIn: { status: 200, headers: {}, body: '' } })).toEqual({ state: 'skipped' });
  });
});
