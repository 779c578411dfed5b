// The questions about an event that is gone: movedEvent.test.ts has a whole run.
import { describe, expect, it } from 'vitest';
import { seekMovedEvent } from '../../../../../shared/sync/pair/facts/movedEvent.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import { answering, BASE, eventWith, GONE, planWith, play, rowWith, TIMEOUT } from '../../../../world/planning.ts';

const gone = (change = {}) => planWith({ row: rowWith(change), mailbox: GONE });
const found = (id: string, holder?: string) => ({ eventByUid: ok({ item: eventWith({ id }), holder }) });

describe('seekMovedEvent', () => {
  it('an event that has a new id is found by its UID', () => {
    const { made, asked } = play(seekMovedEvent(gone()), found('moved'));
    expect(asked).toEqual([{ kind: 'eventByUid', uid: 'uid' }]);
    expect(made.kind).toBe('goOn');
    expect(made.plan).toMatchObject({
      hasNewId: true,
      row: { mailbox: { id: 'moved', uid: 'uid', base: BASE } },
      rows: [{ op: 'put', kind: 'mailboxIndex', name: 'moved', row: { id: 'moved', pair: 'pair' } }],
      mailbox: { state: 'present', item: { id: 'moved' } },
    });
  });

  it('an event that moved away and back has the id that the pair knows', () => {
    const { plan } = answering(seekMovedEvent(gone()), found('event', 'pair'));
    expect([plan.hasNewId, plan.mailbox.state]).toEqual([undefined, 'present']);
  });

  it.each([
    ['no event has its UID', { eventByUid: ok(undefined) }],
    ['another pair holds the event that has', found('moved', 'other')],
  ])('it is gone where %s', (_, table) => {
    const plan = gone();
    expect(answering(seekMovedEvent(plan), table)).toEqual({ kind: 'goOn', plan, asked: ['eventByUid'] });
  });

  it.each([
    ['stands', planWith()],
    ['has no UID', gone({ mailbox: { id: 'event', base: BASE } })],
    ['is of a pair that has ended', gone({ standing: { is: 'ended', at: 1 } })],
    ['was deleted by its user', gone({ standing: { is: 'left' } })],
  ])('an event is not sought that %s', (_, plan) => {
    expect(answering(seekMovedEvent(plan))).toEqual({ kind: 'goOn', plan, asked: [] });
  });

  it('nothing is concluded where the mailbox does not answer', () => {
    const { kind, plan } = answering(seekMovedEvent(gone()), { eventByUid: TIMEOUT });
    expect([kind, plan.failure]).toEqual(['stopped', TIMEOUT.failure]);
  });
});
