// The steps of the connection test in their order: what each tries, and how what comes back is judged.

import { hostOf } from '../../../net/address.ts';
import type { HttpAnswer, TransportFault } from '../../../net/https.ts';
import { judgeClock, OK, SKIPPED, type Step, type Verdict } from '../../../probe/walk.ts';
import type { ProblemCode } from '../../../problems.ts';
import type { EwsVersion } from '../../../sync/ports/exchangeNames.ts';
import { failureOfFault } from '../../failures.ts';
import { OUTSIDER_TRIED } from '../../probe/outsider.ts';
import type { ProbeStepName } from '../../probe/probeReport.ts';
import { getOwnCalendar } from '../calendar/calendarFolder.ts';
import { type Reached, type ReachOptions, reachName, reachPort, reachTls } from '../http/reach.ts';
import { offeredSchemes } from '../http/schemes.ts';
import { askForVersion, exchangeEnvelopes, readAnswer } from '../soap/call.ts';
import { failureOfStatus } from '../soap/failures.ts';
import { lacksPermission } from '../soap/forbidden.ts';
import { serverVersionOf } from '../version/serverVersion.ts';
import { isOlder, schemaOf } from '../version/version.ts';
import {
  judgeFolder,
  judgeImpersonation,
  judgeMailbox,
  judgeOutsiderMailbox,
  judgeWrite,
  openTestMailbox,
} from './probeMailbox.ts';
import { explainRefusal, refusedScheme } from './probeSignIn.ts';
import { type Probe, verdictOf } from './probing.ts';

export const PROBE_STEPS: readonly Step<Probe, ProbeStepName>[] = [
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
  { step: 'signIn', tried: ({ signIn }) => SIGN_IN_TRIED[signIn.method], run: judgeSignIn },
  { step: 'policy', tried: () => 'Asked whether the organisation lets this service use EWS.', run: openTestMailbox },
  {
    step: 'impersonation',
    tried: ({ access }) =>
      access === 'delegate'
        ? 'Acted as the account itself, with its own rights.'
        : 'Asked for the calendar of the test mailbox in the name of its owner.',
    run: judgeImpersonation,
  },
  { step: 'mailbox', tried: () => 'Looked for the test mailbox.', run: judgeMailbox },
  { step: 'folder', tried: () => 'Opened the calendar of the test mailbox.', run: judgeFolder },
  {
    step: 'write',
    tried: () => 'Created an entry in the calendar of the test mailbox and deleted it again.',
    run: judgeWrite,
  },
  { step: 'outsider', tried: () => OUTSIDER_TRIED, run: judgeOutsiderMailbox },
  { step: 'clock', tried: () => 'Compared the clock of the server with ours.', run: compareClocks },
];

const SIGN_IN_TRIED: Readonly<Record<Probe['signIn']['method'], string>> = {
  password: 'Signed in with the account and its password (NTLM where it is offered, else Basic).',
  basic: 'Signed in with the account and its password (Basic).',
  ntlm: 'Signed in with the account and its password (NTLM).',
  oauth: 'Signed in with an access token of the application.',
};

const hostName = (url: URL | undefined): string => (url ? hostOf(url) : 'the server');

function reaching(reach: (options: ReachOptions) => Reached): Step<Probe, ProbeStepName>['run'] {
  return async ({ url, ...options }) => {
    const fault = url && (await reach({ url, ...options }));
    // Nobody asks for a pause before the first answer, so that no clock is needed.
    return fault ? verdictOf(failureOfFault(fault, 0)) : OK;
  };
}

/** A sign-in page or another server must not get the password: whoever answers has to ask for it first. */
async function askForEws(probe: Probe): Promise<Verdict> {
  const connection = probe.connect();
  probe.connection = connection;
  const self = { connection, address: undefined };
  const first = await exchangeEnvelopes(self, getOwnCalendar, connection.anonymous);
  if (!first.ok) return verdictOf(failureOfFault(first.fault, connection.now()));
  if (first.answer.status !== 401 && !serverVersionOf(first.answer.body)) return notEws(first.answer);
  probe.anonymous = first.answer;
  // The next step says so: nothing is sent to a server that does not take it.
  if (refusedScheme(probe.signIn, first.answer)) return statusOf(first.answer);
  const signedIn = await exchangeEnvelopes(self, getOwnCalendar);
  if (!signedIn.ok) {
    const failure = failureOfFault(signedIn.fault, connection.now());
    probe.noToken = isTokenFault(signedIn.fault) ? failure : undefined;
    return probe.noToken ? statusOf(first.answer) : verdictOf(failure);
  }
  probe.signedIn = signedIn.answer;
  const version = serverVersionOf(signedIn.answer.body);
  if (!version || !Number.isNaN(version.major) || !refusesVersion(signedIn.answer))
    return judgeVersion(signedIn.answer);
  // Such a fault need not say which version would do.
  const asked = await askForVersion(self);
  return asked.ok ? judgeVersion(asked.answer) : verdictOf(failureOfFault(asked.fault, connection.now()));
}

const isTokenFault = ({ reason }: TransportFault): boolean =>
  reason === 'tokenRefused' || reason === 'tokenUnavailable';

function judgeVersion(answer: HttpAnswer): Verdict {
  const version = serverVersionOf(answer.body);
  if (!version) return answer.status === 401 || answer.status === 403 ? statusOf(answer) : notEws(answer);
  const newest = schemaOf(version);
  if (newest === undefined && refusesVersion(answer)) return { state: 'failed', problem: 'exchange-version-too-old' };
  if (newest === 'tooOld') return { state: 'failed', answered: version.text, problem: 'exchange-version-too-old' };
  if (newest === undefined || !isOlder(newest, KNOWS_WORKING_ELSEWHERE)) return { state: 'ok', answered: version.text };
  return { state: 'warning', answered: version.text, problem: 'working-elsewhere-kept-as-free' };
}

function refusesVersion(answer: HttpAnswer): boolean {
  const answered = readAnswer(answer, 0);
  return !answered.ok && 'code' in answered.failure && answered.failure.code === 'exchange-version-too-old';
}

const KNOWS_WORKING_ELSEWHERE: EwsVersion = 'Exchange2013';

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

async function judgeSignIn(probe: Probe): Promise<Verdict> {
  const { signIn, anonymous, signedIn, connection, noToken } = probe;
  if (noToken) return verdictOf(noToken);
  const refused = anonymous && refusedScheme(signIn, anonymous);
  if (refused) return refused;
  if (!signedIn || !connection) return SKIPPED;
  if (signedIn.status === 401) {
    const schemes =
      offeredSchemes(signedIn).length > 0 ? offeredSchemes(signedIn) : offeredSchemes(anonymous ?? signedIn);
    const problem = lacksPermission(signedIn.headers) ? 'application-permission-missing' : await explainRefusal(probe);
    return { state: 'failed', problem, answered: `HTTP 401 ${schemes.join(', ')}`.trim() };
  }
  const answered = readAnswer(signedIn, connection.now());
  if (answered.ok) return OK;
  const verdict = verdictOf(answered.failure);
  // Any other fault of the account's own request says that it signed in: it needs no mailbox of its own.
  return verdict.problem && OF_THE_SIGN_IN.has(verdict.problem) ? verdict : OK;
}

const OF_THE_SIGN_IN: ReadonlySet<ProblemCode> = new Set([
  'exchange-sign-in-refused',
  'application-permission-missing',
]);

async function compareClocks({ signedIn, connection }: Probe): Promise<Verdict> {
  return connection ? judgeClock(signedIn?.headers.date, connection.now()) : SKIPPED;
}
