// Against the local Exchange: each thing that can be wrong ends the test at its step, and the rest is skipped. Longer than
// most files because each thing is one case of one walk; refused sign-ins are in probeSignIn.test.ts.
import { afterEach, describe, expect, it } from 'vitest';
import { type ExchangeOptions, type LocalExchange, startExchange } from '../../../../../local/exchange/server.ts';
import { type EwsProbeOptions, probeEws } from '../../../../../shared/exchange/ews/probe/probe.ts';
import type { ProbeReport } from '../../../../../shared/exchange/probe/probeReport.ts';
import {
  answer,
  envelope,
  MAILBOX,
  messages,
  NOW,
  optionsFor,
  scriptedExchange,
  success,
} from '../scriptedExchange.ts';

const PASSWORD = 'pässword';
let exchange: LocalExchange | undefined;

afterEach(async () => {
  await exchange?.close();
  exchange = undefined;
});

async function localExchange(options: Partial<ExchangeOptions> = {}): Promise<LocalExchange> {
  const account = { name: 'EXAMPLE\\svc-sync', password: PASSWORD, impersonates: 'all' } as const;
  exchange = await startExchange({ mailboxes: [MAILBOX], accounts: [account], clock: () => NOW, ...options });
  return exchange;
}

const probe = (
  server: Pick<LocalExchange, 'url' | 'caCertificate'>,
  overrides: Partial<EwsProbeOptions> = {},
): Promise<ProbeReport> => {
  const ids = ['pair', 'nonce'].values();
  const newId = () => ids.next().value ?? 'another';
  return probeEws({
    ...optionsFor(server),
    now: Date.now,
    testMailbox: MAILBOX,
    write: false,
    newId,
    ...overrides,
  });
};

const statesOf = ({ steps }: ProbeReport) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));
const failedStep = ({ steps }: ProbeReport) => steps.find(({ state }) => state === 'failed');

/** The failed step with what came back, and that nothing after it was tried. */
function endOf(report: ProbeReport) {
  const at = report.steps.findIndex(({ state }) => state === 'failed');
  expect(report.ok).toBe(at === -1);
  expect(report.steps.slice(at + 1).filter(({ state }) => state !== 'skipped')).toEqual([]);
  expect(report.problem).toBe(failedStep(report)?.problem);
  const { step, answered, problem } = failedStep(report) ?? {};
  return { step, answered, problem };
}

describe('probeEws', () => {
  it('walks every step of a good connection', async () => {
    const report = await probe(await localExchange());
    expect(report).toMatchObject({ ok: true });
    expect(report.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
      'address ok',
      'name ok',
      'connect ok',
      'tls ok',
      'ews ok',
      'signIn ok',
      'policy ok',
      'impersonation ok',
      'mailbox ok',
      'folder ok',
      'write skipped',
      'outsider skipped',
      'clock ok',
    ]);
    expect(report.steps.find(({ step }) => step === 'ews')?.answered).toMatch(/^15\./);
  });

  it('writes only when it is asked to, and leaves the calendar as it was', async () => {
    const server = await localExchange();
    expect(statesOf(await probe(server))).toMatchObject({ write: 'skipped' });
    expect(server.requests.get('CreateItem')).toBeUndefined();
    expect(statesOf(await probe(server, { write: true }))).toMatchObject({ write: 'ok' });
    expect(server.requests.get('CreateItem')).toBe(1);
    expect(server.person(MAILBOX).list()).toEqual([]);
    expect(server.mail).toEqual([]);
  });

  it('a service account without a mailbox of its own signs in', async () => {
    const report = await probe(await localExchange());
    expect(statesOf(report)).toMatchObject({ signIn: 'ok', folder: 'ok' });
  });

  it.each([
    'http://localhost/EWS/Exchange.asmx',
    'https://localhost/owa',
    'https://user:x@localhost/EWS/Exchange.asmx',
    'nonsense',
  ])('the address %s is refused', async (url) => {
    const report = await probe({ url, caCertificate: '' });
    expect(endOf(report)).toMatchObject({ step: 'address', problem: 'exchange-url-refused' });
  });

  it('an unknown name ends at the name', async () => {
    const report = await probe({ ...(await localExchange()), url: 'https://nowhere.invalid/EWS/Exchange.asmx' });
    const end = endOf(report);
    expect(end).toMatchObject({ step: 'name', problem: 'exchange-name-unknown' });
    expect(end.answered).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  });

  it('a private address that nobody allowed ends at the name, before anything is opened', async () => {
    const server = await localExchange();
    expect(endOf(await probe(server, { allowedNetworks: [] }))).toMatchObject({
      step: 'name',
      problem: 'exchange-url-refused',
    });
    expect([...server.requests]).toEqual([]);
  });

  it('a closed port ends at the connection', async () => {
    const server = await localExchange();
    await server.close();
    exchange = undefined;
    expect(endOf(await probe(server))).toEqual({
      step: 'connect',
      answered: 'ECONNREFUSED',
      problem: 'exchange-unreachable',
    });
  });

  it('a certificate that does not verify ends at TLS, and no password is sent', async () => {
    const server = await localExchange();
    const { caCertificate: _, ...options } = optionsFor(server);
    const report = await probeEws({ ...options, testMailbox: MAILBOX, write: false, newId: () => 'id' });
    expect(endOf(report)).toMatchObject({ step: 'tls', problem: 'exchange-certificate-untrusted' });
    expect([...server.requests]).toEqual([]);
  });

  it.each([
    ['a sign-in page', answer('<!DOCTYPE html><html></html>'), 'HTTP 200'],
    ['a page that is not there', answer('', 404), 'HTTP 404'],
    ['a redirect to a sign-in page', answer('', 302, { Location: 'https://example.com/owa/auth' }), 'HTTP 302'],
  ])('%s ends at EWS, and no password is sent', async (_, respond, answered) => {
    const server = await scriptedExchange(respond);
    expect(endOf(await probe(server))).toEqual({ step: 'ews', answered, problem: 'exchange-not-ews' });
    expect(server.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it('a page behind the sign-in is not EWS either', async () => {
    const server = await scriptedExchange(answer('', 401, { 'WWW-Authenticate': 'Basic' }), answer('<html/>'));
    expect(endOf(await probe(server))).toEqual({ step: 'ews', answered: 'HTTP 200', problem: 'exchange-not-ews' });
  });

  it('a server older than Exchange 2007 SP1 ends at EWS with its version', async () => {
    const server = await scriptedExchange(answer('', 401), answer(envelope('', 6)));
    expect(endOf(await probe(server))).toEqual({
      step: 'ews',
      answered: '6.2.1118.7',
      problem: 'exchange-version-too-old',
    });
  });

  it('a wrong password ends at the sign-in with the schemes that are offered', async () => {
    const server = await localExchange({ schemes: ['Negotiate', 'NTLM', 'Basic'] });
    const end = endOf(
      await probe(server, { signIn: { method: 'basic', account: 'EXAMPLE\\svc-sync', password: 'wrong' } }),
    );
    expect(end).toMatchObject({ step: 'signIn', problem: 'exchange-sign-in-refused' });
    expect(end.answered?.split(/[ ,]+/).sort()).toEqual(['401', 'Basic', 'HTTP', 'NTLM', 'Negotiate']);
  });

  it('EWS that is switched off is no matter of the password: the sign-in is good, the policy is not', async () => {
    const server = await scriptedExchange(answer('', 401), answer('', 403));
    const report = await probe(server);
    expect(endOf(report)).toEqual({ step: 'policy', answered: 'HTTP 403', problem: 'exchange-blocked' });
    expect(statesOf(report)).toMatchObject({ signIn: 'ok' });
  });

  it('EWS that an organisation of Microsoft 365 switched off, for everybody or for the one mailbox', async () => {
    const server = await localExchange();
    for (const policy of [{ enabled: false }, { closedMailboxes: [MAILBOX.toUpperCase()] }]) {
      server.behaviour.allow(policy);
      expect(endOf(await probe(server))).toEqual({
        step: 'policy',
        answered: 'HTTP 403 EWS is disabled',
        problem: 'ews-switched-off',
      });
    }
  });

  it('an application that is not on the list of its organisation', async () => {
    const server = await localExchange();
    server.behaviour.allow({ allowedApps: ['another'] });
    expect(endOf(await probe(server))).toEqual({
      step: 'policy',
      answered: 'HTTP 403 EWS is blocked by policy',
      problem: 'ews-not-allowed',
    });
    server.behaviour.allow({ allowedApps: ['EXAMPLE\\svc-sync'] });
    expect((await probe(server)).ok).toBe(true);
  });

  it('a missing impersonation right ends at the impersonation', async () => {
    const account = { name: 'EXAMPLE\\svc-sync', password: PASSWORD, impersonates: [] };
    const server = await localExchange({ accounts: [account] });
    expect(endOf(await probe(server))).toEqual({
      step: 'impersonation',
      answered: 'ErrorImpersonateUserDenied',
      problem: 'exchange-impersonation-refused',
    });
  });

  it('a mailbox that has to be refused, and is', async () => {
    const outsider = 'outsider@example.com';
    const account = { name: 'EXAMPLE\\svc-sync', password: PASSWORD, impersonates: [MAILBOX] };
    const server = await localExchange({ accounts: [account], mailboxes: [MAILBOX, outsider] });
    const report = await probe(server, { outsider });
    expect(report.ok).toBe(true);
    expect(report.steps.find(({ step }) => step === 'outsider')).toMatchObject({
      state: 'ok',
      answered: 'ErrorImpersonateUserDenied',
    });
  });

  it('a mailbox that has to be refused, and is let in or does not exist, ends at it', async () => {
    const outsider = 'outsider@example.com';
    const server = await localExchange({ mailboxes: [MAILBOX, outsider] });
    expect(endOf(await probe(server, { outsider }))).toMatchObject({
      step: 'outsider',
      problem: 'mailbox-not-refused',
    });
    expect(endOf(await probe(server, { outsider: 'nobody@example.com' }))).toMatchObject({
      step: 'outsider',
      problem: 'mailbox-not-found',
    });
  });

  it('an unknown mailbox ends at the mailbox', async () => {
    const report = await probe(await localExchange(), { testMailbox: 'nobody@example.com' });
    expect(endOf(report)).toMatchObject({ step: 'mailbox', problem: 'mailbox-not-found' });
    expect(statesOf(report)).toMatchObject({ impersonation: 'skipped' });
  });

  it.each([
    ['ErrorMailboxMoveInProgress', 'mailbox', 'mailbox-moving'],
    ['ErrorProxyRequestNotAllowed', 'mailbox', 'mailbox-elsewhere'],
    ['ErrorMailboxStoreUnavailable', 'mailbox', 'mailbox-unavailable'],
    ['ErrorAccessDenied', 'folder', 'mailbox-access-denied'],
    ['ErrorFolderNotFound', 'folder', 'calendar-not-found'],
  ])('%s ends at the %s', async (code, step, problem) => {
    const server = await localExchange();
    // The account's own request; the one before it carries no password and is answered 401 anyhow.
    server.behaviour.next({ kind: 'fault', code: 'ErrorNonExistentMailbox', message: '-' }, 1);
    server.behaviour.next({ kind: 'fault', code, message: '-' }, 1);
    expect(endOf(await probe(server))).toEqual({ step, answered: code, problem });
  });

  it('a server that hangs ends the test at its step', async () => {
    const server = await scriptedExchange(() => {});
    expect(endOf(await probe(server, { timeoutMs: 200 }))).toEqual({
      step: 'ews',
      answered: 'TIMEOUT',
      problem: 'exchange-timeout',
    });
  });

  it('a clock that is far off is a warning, not a failure', async () => {
    const opened = messages('GetFolder', success('GetFolder'));
    const server = await scriptedExchange(answer('', 401), answer(opened, 200, { Date: new Date(NOW).toUTCString() }));
    const clockOf = async (skewMs: number) => {
      const report = await probe(server, { now: () => NOW + skewMs });
      expect(report.ok).toBe(true);
      return report.steps.find(({ step }) => step === 'clock');
    };
    expect(await clockOf(-600_000)).toMatchObject({ state: 'warning', answered: '600 s' });
    expect(await clockOf(60_000)).toMatchObject({ state: 'ok' });
  });

  it('another key than the pinned one ends at TLS, and no password is sent', async () => {
    const server = await localExchange();
    const report = await probe(server, { publicKeyPin: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' });
    expect(endOf(report)).toEqual({ step: 'tls', answered: 'PIN_MISMATCH', problem: 'exchange-key-not-pinned' });
    expect([...server.requests]).toEqual([]);
  });

  it.each([
    ['Exchange2007_SP1', 'warning'],
    ['Exchange2010_SP2', 'warning'],
    ['Exchange2013', 'ok'],
    ['ExchangeSE', 'ok'],
  ] as const)('%s: what the server cannot hold is a %s', async (version, state) => {
    const report = await probe(await localExchange({ version }), { write: true });
    expect(report.ok).toBe(true);
    const { problem } = report.steps.find(({ step }) => step === 'ews') ?? {};
    expect(statesOf(report)).toMatchObject({ ews: state, write: 'ok' });
    expect(problem).toBe(state === 'warning' ? 'working-elsewhere-kept-as-free' : undefined);
  });

  it('Exchange 2007 without service pack is too old', async () => {
    expect(endOf(await probe(await localExchange({ version: 'Exchange2007' })))).toMatchObject({
      step: 'ews',
      problem: 'exchange-version-too-old',
    });
  });

  it('a busy server is told by its own problem', async () => {
    const server = await localExchange();
    server.behaviour.throttleEvery(1);
    expect(endOf(await probe(server))).toMatchObject({ problem: 'exchange-throttled' });
  });

  describe('as a delegate', () => {
    const account = { name: 'EXAMPLE\\svc-sync', password: PASSWORD, impersonates: [] };
    const probed = async (rights: 'FullAccess' | 'CalendarEditor' | 'CalendarReviewer' | undefined, write = true) => {
      const server = await localExchange({ accounts: [account] });
      server.grant(account.name, MAILBOX, rights);
      return probe(server, { access: 'delegate', write });
    };

    it.each(['FullAccess', 'CalendarEditor'] as const)('%s passes without impersonation', async (rights) => {
      const report = await probed(rights);
      expect(report.ok).toBe(true);
      expect(statesOf(report)).toMatchObject({ impersonation: 'skipped', folder: 'ok', write: 'ok' });
    });

    it('rights to read end at the write, none at the folder', async () => {
      const denied = { answered: 'ErrorAccessDenied', problem: 'mailbox-access-denied' };
      expect(endOf(await probed('CalendarReviewer'))).toEqual({ step: 'write', ...denied });
      expect(endOf(await probed(undefined))).toEqual({ step: 'folder', ...denied });
    });
  });

  it('a calendar with a name is opened and written to, and a missing one ends at the folder', async () => {
    const server = await localExchange();
    const folder = server.person(MAILBOX).addCalendar('Work');
    expect((await probe(server, { calendar: { name: 'Work' }, write: true })).ok).toBe(true);
    expect(server.person(MAILBOX).list(folder)).toEqual([]);
    expect(endOf(await probe(server, { calendar: { name: 'Wrok' } }))).toEqual({
      step: 'folder',
      answered: undefined,
      problem: 'calendar-not-found',
    });
  });

  it('no step tells the password or the mailbox', async () => {
    const report = JSON.stringify(await probe(await localExchange(), { write: true }));
    for (const secret of [PASSWORD, Buffer.from(PASSWORD).toString('base64'), MAILBOX]) {
      expect(report).not.toContain(secret);
    }
  });
});
