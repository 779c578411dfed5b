import { describe, expect, it } from 'vitest';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT, eventOf, onlyValueOf } from '../../../contract/mailbox.ts';
import { openLocalGraph } from './localGraph.ts';

describe('removeItems', () => {
  it('an attendee’s copy goes to Deleted Items, and the organiser hears nothing of it', async () => {
    const { mailbox, owner, ids, exchange } = await openLocalGraph();
    const times = { start: '2026-12-01T07:00:00Z', end: '2026-12-01T08:00:00Z', zone: 'UTC' };
    const invitation = owner.receiveMeeting({ ...times, organizer: 'boss@example.com' });
    const item = onlyValueOf(await mailbox.read([await ids.toGraph(invitation.id)]));
    expect(await mailbox.remove([item])).toEqual([{ ok: true, value: undefined }]);
    expect(await mailbox.read([item.id])).toEqual([failed({ kind: 'gone' })]);
    expect(owner.list('deleteditems')).toHaveLength(1);
    expect(exchange.mail).toEqual([]);
  });

  it('what a person edited meanwhile stays, whether that was seen before the request or only by Graph', async () => {
    const { mailbox, person } = await openLocalGraph();
    const id = await person.create(EVENT);
    const { version } = onlyValueOf(await mailbox.read([id]));
    await person.edit(id, { title: 'By the person' });
    const conflict = [failed({ kind: 'conflict' })];
    expect(await mailbox.remove([{ id, version }])).toEqual(conflict);
    await mailbox.read([]);
    expect(await mailbox.remove([{ id, version }])).toEqual(conflict);
    expect(eventOf(onlyValueOf(await mailbox.read([id]))).title).toBe('By the person');
  });
});
