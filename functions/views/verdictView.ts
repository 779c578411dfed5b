// A verdict in words: what became of an entry or event, and what to do about it.
import type { Verdict, WaitsFor } from '../../shared/sync/explain.ts';
import { remarksOf } from '../../shared/sync/pair/remarks.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import { problemView } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';

interface Words {
  readonly sentence: string;
  readonly action: string;
}

const NOTHING = 'Nothing.';

/** Of a series whose occurrences stand for themselves, instead of what left it out. */
export const EXPANDED: Words = {
  sentence:
    'Outlook cannot hold how this series repeats, so its occurrences stand in the mailbox as single events, as far as is said here; later ones come in time. What is changed there is changed in the series.',
  action: NOTHING,
};

const WAITS: Readonly<Record<WaitsFor, Words>> = {
  switchOn: {
    sentence: 'Synchronisation is switched off, so nobody looks at it.',
    action: 'Switch it on, look at the preview and start.',
  },
  start: { sentence: 'Nothing is written before the user starts.', action: 'Look at the preview and start.' },
  pause: {
    sentence: 'The whole link waits until its next try.',
    action: 'Read the problem of the link; what heals by itself is tried again by itself.',
  },
  outcome: {
    sentence: 'A write was sent and its answer was lost. It is looked for before anything is written again.',
    action: NOTHING,
  },
  retry: { sentence: 'It is tried again later.', action: NOTHING },
  companyHold: {
    sentence: 'The deletes of many users wait for a decision. Until then nothing is deleted in this company.',
    action: 'Ask an administrator of the company to look at the held deletes.',
  },
  otherLink: {
    sentence:
      'It is a meeting of several users. Another user’s calendar makes its entry, or is about to; this one joins it.',
    action: NOTHING,
  },
  mail: {
    sentence:
      'The entry stands for a meeting whose invitation is not in the mailbox yet. It is waited for some minutes.',
    action: NOTHING,
  },
  run: { sentence: 'The next run looks at it.', action: 'Ask for a run, or wait some minutes.' },
};

const STATES: Readonly<
  Record<Exclude<Verdict['state'], 'waiting' | 'failed' | 'leftOut'> | 'notSeenYet' | 'notHere', Words>
> = {
  synced: { sentence: 'It stands in both calendars, and they are in step.', action: NOTHING },
  conflict: {
    sentence: 'It stands in both calendars. Both had changed the same field, so one value lost; it is kept.',
    action: 'Look at the conflicts, and restore the value if it should stand.',
  },
  onHold: {
    sentence: 'It was deleted in one calendar. The delete in the other waits for a person, as many do at once.',
    action: 'Release the held deletes, or discard them to get the items back.',
  },
  expanded: EXPANDED,
  unlinked: {
    sentence: 'It is no longer synchronised. What stands in either calendar stays there.',
    action: NOTHING,
  },
  left: {
    sentence:
      'The user deleted the own copy, which stays deleted for this user alone; or it stands in another calendar of the mailbox since the connection was cut over.',
    action: 'To have it back, move it back, make the user a participant anew, or create it again.',
  },
  ended: { sentence: 'It was deleted in both calendars.', action: NOTHING },
  notSeenYet: {
    sentence: 'It stands in one calendar, and no run has seen it yet.',
    action: 'Ask for a run, or wait some minutes.',
  },
  notHere: {
    sentence: 'There is no such entry or event in the calendars of this user.',
    action: 'Check owner and participants of the entry, and which calendar of the mailbox is synchronised.',
  },
};

export const unknownView = (verdict: 'notSeenYet' | 'notHere'): object => ({ verdict, ...STATES[verdict] });

export function verdictView(verdict: Verdict): object {
  switch (verdict.state) {
    case 'leftOut':
      return {
        verdict: 'leftOut',
        ...problemView({ code: verdict.reason }),
        ...(verdict.rule === undefined ? {} : { rule: verdict.rule }),
      };
    case 'expanded':
      return {
        verdict: 'expanded',
        ...STATES.expanded,
        ...(verdict.from === undefined ? {} : { from: instantText(verdict.from) }),
        ...untilView(verdict),
      };
    case 'failed':
      return {
        verdict: 'failed',
        ...problemView(verdict.problem),
        since: instantText(verdict.problem.at),
        ...untilView(verdict),
      };
    case 'waiting':
      return { verdict: 'waiting', for: verdict.for, ...WAITS[verdict.for], ...untilView(verdict) };
    case 'onHold':
      return { verdict: 'onHold', ...STATES.onHold, since: instantText(verdict.since) };
    case 'ended':
      return { verdict: 'ended', ...STATES.ended, at: instantText(verdict.at) };
    case 'unlinked':
    case 'left':
      return { verdict: verdict.state, ...STATES[verdict.state] };
    case 'synced':
    case 'conflict':
      return {
        verdict: verdict.state,
        ...STATES[verdict.state],
        origin: verdict.origin,
        ...(verdict.since === undefined ? {} : { since: instantText(verdict.since) }),
        ...(verdict.lastWrite === undefined ? {} : { lastWrite: instantText(verdict.lastWrite) }),
      };
  }
}

/** What people are told of an event beside its verdict. */
export function remarksView(pair: PairRow): object {
  const remarks = remarksOf(pair).map((code) => problemView({ code }));
  return remarks.length === 0 ? {} : { remarks };
}

const untilView = ({ until }: { readonly until?: number }): object =>
  until === undefined ? {} : { until: instantText(until) };
