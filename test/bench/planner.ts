// P8: the planner alone, decisions and merges on prints, without any I/O.

import { createPrinter, type Prints } from '../../shared/calendar/canonical/fingerprint.ts';
import { mergeFields } from '../../shared/calendar/changes/mergeFields.ts';
import { EVENT_FIELDS } from '../../shared/calendar/event.ts';
import { changedFields } from '../../shared/sync/pair/row/prints.ts';
import { DECISIONS, type Decision, type SideState } from '../../shared/sync/pair/writes/decide.ts';
import { encryptionKey } from '../world/measured/servers.ts';
import { atLeast, type Figure } from './figure.ts';

const PAIRS = 200_000;
const REPETITIONS = 5;
const FIELDS = new Set(EVENT_FIELDS);

interface Sides {
  readonly now: Prints;
  readonly base: Prints;
}

interface Planned {
  readonly mailbox: Sides;
  readonly source: Sides;
}

export function measurePlanner(): Figure[] {
  const pairs = Array.from({ length: PAIRS }, (_, index) => pairOf(index));
  const rates = Array.from({ length: REPETITIONS }, () => {
    const startedAt = performance.now();
    const decided = pairs.filter((pair) => plan(pair) !== 'nothing').length;
    if (decided !== PAIRS) throw new Error('A pair with both sides was not decided.');
    return PAIRS / ((performance.now() - startedAt) / 1000);
  });
  return [atLeast(100_000, { id: 'P8.planner', value: Math.max(...rates), unit: 'pairs/s' })];
}

function plan({ mailbox, source }: Planned): Decision {
  const decision = DECISIONS[stateOf(mailbox)][stateOf(source)];
  if (decision === 'merge') mergeFields({ ...mailbox, fields: FIELDS }, { ...source, fields: FIELDS }, 'mailbox');
  return decision;
}

const stateOf = ({ now, base }: Sides): SideState => (changedFields(now, base).length > 0 ? 'changed' : 'same');

const print = createPrinter(encryptionKey);
/** Two values of every field, to pair with each other. */
const VALUES = ['one', 'two'].map((title) =>
  print({
    title,
    description: title,
    location: title,
    when: { showWithoutTime: true, start: '2026-11-20', duration: title === 'one' ? 'P1D' : 'P2D' },
    privacy: title === 'one' ? 'public' : 'private',
    freeBusyStatus: title === 'one' ? 'busy' : 'free',
    keywords: [title],
    alert: title === 'one' ? null : { minutesBefore: 15 },
  }),
);

/** Every combination of changed fields in turn, on either side. Each print is a string of its own, as from a row. */
function pairOf(index: number): Planned {
  const changed = (bits: number): Prints =>
    Object.fromEntries(
      EVENT_FIELDS.map((field, at) => {
        const value = VALUES[(bits >> at) & 1]?.[field] ?? '';
        return [field, Buffer.from(value).toString()];
      }),
    );
  const base = changed(0);
  return {
    mailbox: { now: changed(index & 0xff), base },
    source: { now: changed((index * 7) & 0xff), base: { ...base } },
  };
}
