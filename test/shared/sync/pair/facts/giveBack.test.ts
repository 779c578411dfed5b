import { describe, expect, it } from 'vitest';
import { giveBackEdited } from '../../../../../shared/sync/pair/facts/giveBack.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import {
  answering,
  BASE,
  eventWith,
  GONE,
  planWith,
  play,
  rowWith,
  SETTINGS,
  TIMEOUT,
} from '../../../../world/planning.ts';

const deleted = planWith({ mailbox: GONE });
const edited = ok(eventWith({ id: 'deleted' }, { location: 'Just before' }));

describe('giveBackEdited', () => {
  it('an event that reads as before its delete stays deleted', () => {
    const { made, asked } = play(giveBackEdited(deleted, SETTINGS, BASE), { deletedEvent: ok(eventWith()) });
    expect(asked).toEqual([{ kind: 'deletedEvent', uid: 'uid' }]);
    expect(made).toEqual({ kind: 'goOn', plan: deleted });
  });

  it('an event that a person edited just before goes back, and is looked at again under its new id', () => {
    const { made, asked } = play(giveBackEdited(deleted, SETTINGS, BASE), {
      deletedEvent: edited,
      moveBack: ok('back'),
    });
    expect(asked[1]).toEqual({ kind: 'moveBack', id: 'deleted' });
    expect([made.kind, made.plan.conclusion, made.plan.mailbox]).toEqual(['goOn', 'lookAgain', { state: 'absent' }]);
    expect(made.plan.row.mailbox).toEqual({ id: 'back', uid: 'uid', base: BASE });
    expect(made.plan.rows).toMatchObject([{ op: 'put', kind: 'mailboxIndex', name: 'back', row: { pair: 'pair' } }]);
  });

  it.each([
    ['is not in Deleted Items any more', deleted, { deletedEvent: ok(undefined) }],
    ['has no UID', planWith({ row: rowWith({ mailbox: { id: 'event', base: BASE } }) }), {}],
  ])('an event that %s cannot be compared', (_, plan, table) => {
    const { kind, plan: after } = answering(giveBackEdited(plan, SETTINGS, BASE), table);
    expect([kind, after]).toEqual(['goOn', plan]);
  });

  it.each([
    ['Deleted Items are', { deletedEvent: TIMEOUT }],
    ['the way back is', { deletedEvent: edited, moveBack: TIMEOUT }],
  ])('stops where %s not answered: the intent stays', (_, table) => {
    const { kind, plan } = answering(giveBackEdited(deleted, SETTINGS, BASE), table);
    expect([kind, plan]).toEqual(['stopped', { ...deleted, failure: TIMEOUT.failure }]);
  });
});
