// The steps of the connection test in their order: what each tries, and how what comes back is judged.
import type { ProblemCode } from '../../problems.ts';
import type { Ids } from '../../seams.ts';
import type { Failure, Outcome } from '../../sync/outcome.ts';
import type { ProbeStep, ProbeStepName } from '../probeReport.ts';
import { type AddressRule, hostOf } from './address.ts';
import { getCalendarFolder, openCalendarFolder } from './calendarFolder.ts';
import { exchangeEnvelopes, readAnswer } from './call.ts';
import type { EwsConnection } from './connection.ts';
import { failureOfFault, failureOfStatus } from './failures.ts';
import { type Reached, type ReachOptions, reachName, reachPort, reachTls } from './reach.ts';
import { serverVersionOf } from './serverVersion.ts';
import type { HttpAnswer } from './transport.ts';
import { tryWrite } from './tryWrite.ts';
import { MAJOR_VERSION_MIN } from './version.ts';

export type Verdict = Pick<ProbeStep, 'state' | 'answered' | 'problem'>;

/** What the steps know, and what they learn for those after them. */
export interface Probe {
  readonly url: URL | undefined;
  readonly rule: AddressRule;
  readonly caCertificate?: string;
  readonly timeoutMs: number;
  readonly testMailbox: string;
  readonly write: boolean;
  readonly newId: Ids;
  readonly connect: () => EwsConnection;
  connection?: EwsConnection;
  /** The answer to the account's own request. */
  signedIn?: HttpAnswer;
  /** How the impersonated opening of the calendar ended. */
  opened?: Outcome<void>;
}

interface Step {
  readonly step: ProbeStepName;
  readonly tried: (probe: Probe) => string;
  readonly run: (probe: Probe) => Promise<Verdict>;
}

const OK: Verdict = { state: 'ok' };
const SKIPPED: Verdict = { state: 'skipped' };

/** A clock that is further off makes times of changes misleading; nothing of the synchronisation depends on it. */
const CLOCK_SKEW_MAX_MS = 60_000;

export const PROBE_STEPS: readonly Step[] = [
  {
    step: 'address',
    tried: () => 'Read the address: https, no user name in it, the path /EWS/Exchange.asmx.',
    run: async ({ url }) => (url ? OK : { state: 'failed', problem: 'exchange-url-refused' }),
  },
  {
    step: 'name',
    tried: ({ url }) => `Looked up ${hostName(url)} and checked that each of its addresses may be called.`,
    run: reaching(reachName),
  },
  {
    step: 'connect',
    tried: ({ url }) => `Opened a connection to ${hostName(url)}, port ${url?.port || 443}.`,
    run: reaching(reachPort),
  },
  {
    step: 'tls',
    tried: ({ url }) => `Verified the certificate of ${hostName(url)}.`,
    run: reaching(reachTls),
  },
  {
    step: 'ews',
    tried: () => 'Asked whether Exchange Web Services answer and in which version, first without the password.',
    run: askForEws,
  },
  { step: 'signIn', tried: () => 'Signed in with the account and its password (Basic).', run: judgeSignIn },
  {
    step: 'impersonation',
    tried: () => 'Asked for the calendar of the test mailbox in the name of its owner.',
    run: judgeImpersonation,
  },
  { step: 'mailbox', tried: () => 'Looked for the test mailbox.', run: judgeMailbox },
  { step: 'folder', tried: () => 'Opened the calendar of the test mailbox.', run: judgeFolder },
  {
    step: 'write',
    tried: () => 'Created an entry in the calendar of the test mailbox and deleted it again.',
    run: async (probe) => (probe.write && probe.connection ? judgeWrite(await tryWrite(probe)) : SKIPPED),
  },
  { step: 'clock', tried: () => 'Compared the clock of the server with ours.', run: judgeClock },
];

const hostName = (url: URL | undefined): string => (url ? hostOf(url) : 'the server');

function reaching(reach: (options: ReachOptions) => Reached): Step['run'] {
  return async ({ url, ...options }) => {
    const fault = url && (await reach({ url, ...options }));
    return fault ? verdictOf(failureOfFault(fault)) : OK;
  };
}

/** A sign-in page or another server must not get the password: whoever answers has to ask for it first. */
async function askForEws(probe: Probe): Promise<Verdict> {
  const connection = probe.connect();
  probe.connection = connection;
  const anonymous = { ...connection, authorization: undefined };
  const asked = await exchangeEnvelopes({ connection: anonymous, address: undefined }, getCalendarFolder);
  if (!asked.ok) return verdictOf(failureOfFault(asked.fault));
  if (asked.answer.status !== 401 && !serverVersionOf(asked.answer.body)) return notEws(asked.answer);
  const signedIn = await exchangeEnvelopes({ connection, address: undefined }, getCalendarFolder);
  if (!signedIn.ok) return verdictOf(failureOfFault(signedIn.fault));
  probe.signedIn = signedIn.answer;
  return judgeVersion(signedIn.answer);
}

function judgeVersion(answer: HttpAnswer): Verdict {
  const version = serverVersionOf(answer.body);
  if (!version) return answer.status === 401 || answer.status === 403 ? statusOf(answer) : notEws(answer);
  if (version.major < MAJOR_VERSION_MIN) {
    return { state: 'failed', answered: version.text, problem: 'exchange-version-too-old' };
  }
  return { state: 'ok', answered: version.text };
}

/** It asks for a sign-in or refuses it, as EWS does: the next step says which. */
const statusOf = ({ status }: HttpAnswer): Verdict => ({ state: 'ok', answered: `HTTP ${status}` });

function notEws(answer: HttpAnswer): Verdict {
  const failure = failureOfStatus(answer, 0);
  const paused = failure.kind === 'throttled' || failure.kind === 'blocked';
  return {
    state: 'failed',
    answered: `HTTP ${answer.status}`,
    problem: paused ? failure.code : 'exchange-not-ews',
  };
}

async function judgeSignIn({ signedIn, connection }: Probe): Promise<Verdict> {
  if (!signedIn || !connection) return SKIPPED;
  const answered = readAnswer(signedIn, connection.now());
  if (answered.ok) return OK;
  const verdict = verdictOf(answered.failure);
  if (signedIn.status === 401) return { ...verdict, answered: `HTTP 401 ${offeredSchemes(signedIn)}`.trim() };
  // Any other fault of the account's own request says that it signed in: it needs no mailbox of its own.
  const refused = answered.failure.kind === 'blocked' || verdict.problem === 'exchange-sign-in-refused';
  return refused && verdict.problem !== 'exchange-version-too-old' ? verdict : OK;
}

/** `Basic, Negotiate, NTLM`: without Basic among them the password cannot be right. */
function offeredSchemes({ headers }: HttpAnswer): string {
  const names = (headers['www-authenticate'] ?? '').split(',').map((challenge) => challenge.trim().split(/[ =]/)[0]);
  return names.filter((name) => /^(Basic|Bearer|Digest|Kerberos|Negotiate|NTLM)$/i.test(name ?? '')).join(', ');
}

async function judgeImpersonation(probe: Probe): Promise<Verdict> {
  if (!probe.connection) return SKIPPED;
  const opened = await openCalendarFolder({ connection: probe.connection, address: probe.testMailbox });
  probe.opened = opened;
  if (opened.ok) return OK;
  const verdict = verdictOf(opened.failure);
  // Without the mailbox nobody knows about the right.
  if (verdict.problem === 'mailbox-not-found') return { ...SKIPPED, answered: verdict.answered ?? '' };
  return isAboutTheMailbox(verdict.problem) ? OK : verdict;
}

const isAboutTheMailbox = (problem: ProblemCode | undefined): boolean =>
  problem === 'mailbox-unavailable' || problem === 'mailbox-access-denied' || problem === 'exchange-error';

async function judgeMailbox({ opened }: Probe): Promise<Verdict> {
  const verdict = opened && !opened.ok ? verdictOf(opened.failure) : OK;
  return verdict.problem === 'mailbox-not-found' || verdict.problem === 'mailbox-unavailable' ? verdict : OK;
}

async function judgeFolder({ opened }: Probe): Promise<Verdict> {
  return opened && !opened.ok ? verdictOf(opened.failure) : OK;
}

const judgeWrite = (written: Outcome<void>): Verdict => (written.ok ? OK : verdictOf(written.failure));

async function judgeClock({ signedIn, connection }: Probe): Promise<Verdict> {
  const theirs = Date.parse(signedIn?.headers.date ?? '');
  if (Number.isNaN(theirs) || !connection) return SKIPPED;
  const skewMs = Math.abs(connection.now() - theirs);
  return skewMs <= CLOCK_SKEW_MAX_MS ? OK : { state: 'warning', answered: `${Math.round(skewMs / 1000)} s` };
}

function verdictOf(failure: Failure): Verdict {
  if (failure.kind === 'gone' || failure.kind === 'conflict') return { state: 'failed', problem: 'exchange-error' };
  const answered = failure.kind === 'throttled' ? undefined : failure.detail;
  return { state: 'failed', problem: failure.code, ...(answered === undefined ? {} : { answered }) };
}
