import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../shared/sync/pair/plan.ts';
import type { Settings } from '../../../../../shared/sync/pair/settings.ts';
import { decideByState } from '../../../../../shared/sync/pair/writes/decideByState.ts';
import {
  ABSENT,
  entryWith,
  eventWith,
  GONE,
  planWith,
  SETTINGS,
  settingsBy,
  settingsWith,
  there,
} from '../../../../world/planning.ts';

const STATES = ['absent', 'same', 'changed', 'gone'] as const;
type State = (typeof STATES)[number];
const mailboxes = {
  absent: ABSENT,
  same: there(eventWith()),
  changed: there(eventWith({}, { title: 'E' })),
  gone: GONE,
};
const sources = { absent: ABSENT, same: there(entryWith()), changed: there(entryWith({}, { title: 'S' })), gone: GONE };

/** The side that is written, and the state of the pair then. */
function outcome(settings: Settings, [mailbox, source]: readonly [State, State], change: Partial<Plan> = {}): string {
  const plan = planWith({ mailbox: mailboxes[mailbox], source: sources[source], ...change });
  const decision = decideByState(plan, settings);
  expect(decision.kind).toBe('decided');
  return [...decision.plan.operations.map(({ op, side }) => `${op} ${side}`), decision.plan.conclusion].join(', ');
}

/** By the mailbox's state, then the source's: docs/sync.md section 6, with what each decision comes to. */
type Table = Record<State, readonly [absent: string, same: string, changed: string, gone: string]>;

const BOTH: Table = {
  absent: ['inStep', 'create mailbox, inStep', 'create mailbox, inStep', 'tombstone'],
  same: ['create source, inStep', 'inStep', 'update mailbox, inStep', 'delete mailbox, tombstone'],
  changed: ['create source, inStep', 'update source, inStep', 'update source, inStep', 'create source, inStep'],
  gone: ['tombstone', 'delete source, tombstone', 'create mailbox, inStep', 'tombstone'],
};
const COPY: Table = {
  absent: ['inStep', 'create mailbox, inStep', 'create mailbox, inStep', 'tombstone'],
  same: ['inStep', 'inStep', 'update mailbox, inStep', 'delete mailbox, tombstone'],
  changed: ['inStep', 'update mailbox, inStep', 'update mailbox, inStep', 'delete mailbox, tombstone'],
  gone: ['tombstone', 'left', 'left', 'tombstone'],
};
const TO_EXCHANGE: Table = {
  absent: ['inStep', 'create mailbox, inStep', 'create mailbox, inStep', 'tombstone'],
  same: ['leftOut', 'inStep', 'update mailbox, inStep', 'delete mailbox, tombstone'],
  changed: ['leftOut', 'update mailbox, inStep', 'update mailbox, inStep', 'delete mailbox, tombstone'],
  gone: ['tombstone', 'create mailbox, inStep', 'create mailbox, inStep', 'tombstone'],
};
const TO_SOURCE: Table = {
  absent: ['inStep', 'leftOut', 'leftOut', 'tombstone'],
  same: ['create source, inStep', 'inStep', 'update source, inStep', 'create source, inStep'],
  changed: ['create source, inStep', 'update source, inStep', 'update source, inStep', 'create source, inStep'],
  gone: ['tombstone', 'delete source, tombstone', 'delete source, tombstone', 'tombstone'],
};

const rowsOf = (table: Table) =>
  STATES.flatMap((mailbox) => STATES.map((source, index) => [mailbox, source, table[mailbox][index]] as const));

describe('decideByState', () => {
  it.each(rowsOf(BOTH))('mailbox %s, source %s: %s', (mailbox, source, expected) => {
    expect(outcome(SETTINGS, [mailbox, source])).toBe(expected);
  });

  it.each(rowsOf(COPY))("a participant's copy: mailbox %s, source %s: %s", (mailbox, source, expected) => {
    expect(outcome(SETTINGS, [mailbox, source], { isCopy: true })).toBe(expected);
  });

  it.each(rowsOf(TO_EXCHANGE))('only to Exchange: mailbox %s, source %s: %s', (mailbox, source, expected) => {
    expect(outcome(settingsBy({ direction: 'toExchange' }), [mailbox, source])).toBe(expected);
  });

  it.each(rowsOf(TO_SOURCE))('only to the application: mailbox %s, source %s: %s', (mailbox, source, expected) => {
    expect(outcome(settingsBy({ direction: 'toSource' }), [mailbox, source])).toBe(expected);
  });

  it('the direction is that of the type of the entry', () => {
    const settings = settingsBy({ directions: { absence: 'toExchange' } });
    const source = there(entryWith({ type: 'absence' }));
    expect(outcome(settings, ['gone', 'same'], { source })).toBe('create mailbox, inStep');
    expect(outcome(settings, ['gone', 'same'])).toBe('delete source, tombstone');
  });

  it.each([
    ['toExchange', 'gone', 'same'],
    ['toSource', 'same', 'gone'],
  ] as const)(
    'a delete that the direction %s forbids is left, where the link is set so',
    (direction, mailbox, source) => {
      expect(outcome(settingsBy({ direction, forbidden: 'leave' }), [mailbox, source])).toBe('left');
    },
  );

  it('who wins a conflict is a setting', () => {
    const settings = settingsWith({ conflictPolicy: 'source' });
    expect(outcome(settings, ['changed', 'changed'])).toBe('update mailbox, inStep');
  });
});

describe('decideByState, of what a delete takes away', () => {
  const edited = there(eventWith({}, { location: 'My room' }));
  const deletes = (settings: Settings, change: Partial<Plan>) =>
    decideByState(planWith({ source: GONE, mailbox: edited, ...change }), settings).plan.operations.flatMap((each) =>
      each.op === 'delete' ? each.losers.map(({ field, why }) => `${field} ${why}`) : [],
    );

  it('edits of a copy go on record', () => {
    expect(deletes(SETTINGS, { isCopy: true })).toEqual(['location removed']);
  });

  it('edits go on record that the direction does not let through', () => {
    expect(deletes(settingsBy({ direction: 'toExchange' }), {})).toEqual(['location removed']);
    const entry = there(entryWith({}, { location: 'My room' }));
    const plan = planWith({ mailbox: GONE, source: entry });
    const { operations } = decideByState(plan, settingsBy({ direction: 'toSource' })).plan;
    expect(operations).toMatchObject([{ op: 'delete', side: 'source', losers: [{ field: 'location' }] }]);
  });
});
