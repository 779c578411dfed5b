// The connection test over Graph, one named step after the other as over EWS: a token, what it permits, the mailbox,
// its calendar. The consent proves an organisation with the same steps.
import { z } from 'zod';
import type { TimeZoneId } from '../../calendar/event.ts';
import {
  judgeClock,
  OK,
  SKIPPED,
  type Step,
  type Verdict,
  verdictOf as verdictOfFailure,
  walk,
} from '../../probe/walk.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Ids } from '../../seams.ts';
import type { Failure, Outcome } from '../../sync/ports/outcome.ts';
import { judgeOutsider, OUTSIDER_TRIED } from '../probe/outsider.ts';
import type { ProbeReport, ProbeStepName } from '../probe/probeReport.ts';
import type { ProbeTarget } from '../probe/probeTarget.ts';
import { tryWrite } from '../probe/tryWrite.ts';
import { calendarPath } from './calendar.ts';
import {
  createGraphConnection,
  type GraphConnection,
  type GraphConnectionOptions,
  type GraphValue,
} from './connection/connection.ts';
import { failureOfGraphFault } from './http/failures.ts';
import { CALENDARS_ROLE, type Grant, grantOf } from './http/grant.ts';

export interface GraphProbeOptions extends GraphConnectionOptions, ProbeTarget {
  readonly timeZone: TimeZoneId;
  readonly newId: Ids;
}

/** The findings of a step for the later ones. */
interface Probe {
  readonly connection: GraphConnection;
  readonly options: GraphProbeOptions;
  grant?: Grant;
  calendar?: Outcome<GraphValue>;
}

/** Leaves no connection open. */
export async function probeGraph(options: GraphProbeOptions): Promise<ProbeReport> {
  const probe: Probe = { options, connection: createGraphConnection(options) };
  try {
    return await walk(STEPS, probe);
  } finally {
    probe.connection.close();
  }
}

const STEPS: readonly Step<Probe, ProbeStepName>[] = [
  {
    step: 'signIn',
    tried: () => 'Asked for an access token of the application for the organisation.',
    run: judgeToken,
  },
  {
    step: 'permission',
    tried: () => `Looked whether the organisation granted the application permission ${CALENDARS_ROLE}.`,
    run: judgePermission,
  },
  { step: 'mailbox', tried: () => 'Looked for the test mailbox.', run: judgeMailbox },
  { step: 'folder', tried: () => 'Opened the calendar of the test mailbox.', run: judgeCalendar },
  {
    step: 'write',
    tried: () => 'Created an entry in the calendar of the test mailbox and deleted it again.',
    run: judgeWrite,
  },
  { step: 'outsider', tried: () => OUTSIDER_TRIED, run: judgeOutsiderMailbox },
  { step: 'clock', tried: () => 'Compared the clock of the server with ours.', run: compareClocks },
];

const ID = /^[0-9a-f-]{36}$/i;

async function judgeToken(probe: Probe): Promise<Verdict> {
  // A kept token may be older than a grant or a withdrawal.
  const token = await probe.connection.token(true);
  if (!token.ok) return verdictOf(failureOfGraphFault(token.fault, probe.connection.now()));
  const grant = grantOf(token.token);
  if (!grant) return refused('exchange-token-refused', 'no claims');
  const { tenant } = probe.options;
  // A domain is another name of the organisation; an id is its name in the token.
  if (ID.test(tenant) && grant.tenant.toLowerCase() !== tenant.toLowerCase()) {
    return refused('consent-of-another-organisation', 'tid');
  }
  probe.grant = grant;
  return OK;
}

/** With RBAC for Applications nothing is granted in Entra and Exchange alone decides: then its answer counts. */
async function judgePermission({ grant }: Probe): Promise<Verdict> {
  return hasRole(grant) ? OK : { ...roleMissing(grant), state: 'warning' };
}

const hasRole = (grant: Grant | undefined): boolean => grant?.roles.includes(CALENDARS_ROLE) ?? false;
const roleMissing = (grant: Grant | undefined): Verdict =>
  refused('consent-role-missing', grant?.roles.join(', ') || 'no roles');

async function judgeMailbox(probe: Probe): Promise<Verdict> {
  probe.calendar = await defaultCalendar(probe, probe.options.testMailbox);
  if (probe.calendar.ok) return OK;
  const verdict = verdictOf(probe.calendar.failure);
  return verdict.problem && OF_THE_FOLDER.has(verdict.problem) ? OK : verdict;
}

const defaultCalendar = ({ connection }: Probe, address: string): Promise<Outcome<GraphValue>> =>
  connection.ask(address, (client) =>
    client
      .api(`/users/${encodeURIComponent(address)}/calendar`)
      .select(['id', 'name', 'canEdit'])
      .get(),
  );

const OF_THE_FOLDER: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['mailbox-access-denied', 'calendar-not-found']);

const calendar = z.object({ id: z.string(), canEdit: z.boolean().optional() });

async function judgeCalendar(probe: Probe): Promise<Verdict> {
  const { calendar: asked, grant, options } = probe;
  if (!asked) return SKIPPED;
  if (!asked.ok) return hasRole(grant) ? verdictOf(asked.failure) : roleMissing(grant);
  const opened = options.calendar ? await openCalendar(probe) : asked;
  if (!opened.ok) return verdictOf(opened.failure);
  const parsed = calendar.safeParse(opened.value.value);
  if (!parsed.success) return refused('exchange-answer-broken', 'no calendar');
  return parsed.data.canEdit === false ? refused('mailbox-access-denied', 'canEdit') : OK;
}

/** The calendar that is synchronised instead of the default one. */
async function openCalendar({ connection, options }: Probe): Promise<Outcome<GraphValue>> {
  const path = await calendarPath(mailboxOf(connection, options));
  if (!path.ok) return path;
  return connection.ask(options.testMailbox, (client) =>
    client.api(path.value).select(['id', 'name', 'canEdit']).get(),
  );
}

const mailboxOf = (connection: GraphConnection, { testMailbox: address, calendar, timeZone }: GraphProbeOptions) => ({
  ...{ connection, address, timeZone },
  ...(calendar ? { calendar } : {}),
});

async function judgeWrite({ connection, options }: Probe): Promise<Verdict> {
  if (!options.write) return SKIPPED;
  const { createGraphMailbox } = await import('./mailbox.ts');
  const written = await tryWrite(createGraphMailbox(connection, mailboxOf(connection, options)), options.newId);
  return written.ok ? OK : verdictOf(written.failure);
}

async function judgeOutsiderMailbox(probe: Probe): Promise<Verdict> {
  const { outsider } = probe.options;
  return outsider === undefined ? SKIPPED : judgeOutsider(await defaultCalendar(probe, outsider));
}

async function compareClocks({ calendar: asked, connection }: Probe): Promise<Verdict> {
  return judgeClock(asked?.ok ? asked.value.date : undefined, connection.now());
}

const refused = (problem: ProblemCode, answered: string): Verdict => ({ state: 'failed', problem, answered });

const verdictOf = (failure: Failure): Verdict => verdictOfFailure(failure, 'calendar-not-found');
