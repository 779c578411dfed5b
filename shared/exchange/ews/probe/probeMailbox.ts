// The steps of the connection test in the test mailbox: whether it may be opened at all, in whose name, and written to.

import { OK, SKIPPED, type Verdict } from '../../../probe/walk.ts';
import type { ProblemCode } from '../../../problems.ts';
import { judgeOutsider } from '../../probe/outsider.ts';
import { tryWrite } from '../../probe/tryWrite.ts';
import { openCalendar, openDefaultCalendar } from '../calendar/calendarFolder.ts';
import type { EwsConnection } from '../connection/connection.ts';
import { createEwsMailbox } from '../mailbox.ts';
import type { EwsMailbox } from '../soap/call.ts';
import { judgePolicy } from './probePolicy.ts';
import { type Probe, verdictOf } from './probing.ts';

const testMailboxOf = ({ testMailbox, calendar }: Probe, connection: EwsConnection): EwsMailbox => ({
  connection,
  address: testMailbox,
  ...(calendar ? { calendar } : {}),
});

/** Opens it, for the steps after this one too. */
export async function openTestMailbox(probe: Probe): Promise<Verdict> {
  if (!probe.connection) return SKIPPED;
  probe.opened = await openDefaultCalendar(testMailboxOf(probe, probe.connection));
  return judgePolicy(probe.connection, probe.opened);
}

export async function judgeImpersonation(probe: Probe): Promise<Verdict> {
  const { opened } = probe;
  if (!opened || probe.access === 'delegate') return SKIPPED;
  if (opened.ok) return OK;
  const verdict = verdictOf(opened.failure);
  // Without the mailbox nobody knows about the right.
  if (verdict.problem === 'mailbox-not-found') return { ...SKIPPED, answered: verdict.answered ?? '' };
  return verdict.problem && (OF_THE_MAILBOX.has(verdict.problem) || OF_THE_FOLDER.has(verdict.problem)) ? OK : verdict;
}

const OF_THE_MAILBOX: ReadonlySet<ProblemCode> = new Set([
  'mailbox-not-found',
  'mailbox-moving',
  'mailbox-elsewhere',
  'mailbox-unavailable',
]);
const OF_THE_FOLDER: ReadonlySet<ProblemCode> = new Set([
  'mailbox-access-denied',
  'calendar-not-found',
  'exchange-error',
]);

export async function judgeMailbox({ opened }: Probe): Promise<Verdict> {
  const verdict = opened && !opened.ok ? verdictOf(opened.failure) : OK;
  return verdict.problem && OF_THE_MAILBOX.has(verdict.problem) ? verdict : OK;
}

export async function judgeFolder(probe: Probe): Promise<Verdict> {
  const { opened, connection, calendar } = probe;
  // Rights on a calendar of their own say nothing about the default one.
  const other = calendar && connection ? await openCalendar(testMailboxOf(probe, connection)) : opened;
  return other && !other.ok ? verdictOf(other.failure) : OK;
}

export async function judgeWrite({ write, connection, testMailbox, calendar, newId }: Probe): Promise<Verdict> {
  if (!write || !connection) return SKIPPED;
  const written = await tryWrite(createEwsMailbox(connection, testMailbox, calendar), newId);
  return written.ok ? OK : verdictOf(written.failure);
}

export async function judgeOutsiderMailbox({ outsider, connection }: Probe): Promise<Verdict> {
  if (outsider === undefined || !connection) return SKIPPED;
  return judgeOutsider(await openDefaultCalendar({ connection, address: outsider }));
}
