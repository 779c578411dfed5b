// A verdict in words: what became of an entry or event, and what a person can do. Long texts, kept once for the API, the
// pages and the command line.
import { problemOf } from '../../problems.ts';
import type { Explanation } from './explain.ts';
import type { WaitsFor } from './explainPair.ts';

export interface Words {
  readonly sentence: string;
  readonly action: string;
}

const NOTHING = 'Nothing.';

/** Of a series that takes part through its occurrences. They replace the words of the reason that left it out. */
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

const STATES: Readonly<Record<Exclude<Explanation['state'], 'waiting' | 'failed' | 'leftOut'>, Words>> = {
  inStep: { sentence: 'It stands in both calendars, and they are in step.', action: NOTHING },
  conflict: {
    sentence: 'It stands in both calendars. Both had changed the same field, so one value lost; it is kept.',
    action: 'Look at the conflicts, and restore the value if it should stand.',
  },
  held: {
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

/** A verdict about a problem or a reason speaks as the catalogue of problems does. */
export function wordsOf(verdict: Explanation): Words {
  switch (verdict.state) {
    case 'waiting':
      return WAITS[verdict.for];
    case 'leftOut':
      return ofProblem(verdict.reason);
    case 'failed':
      return ofProblem(verdict.problem.code);
    default:
      return STATES[verdict.state];
  }
}

function ofProblem(code: string): Words {
  const { sentence, action } = problemOf(code);
  return { sentence, action };
}
