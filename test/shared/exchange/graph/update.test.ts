import { describe, expect, it } from 'vitest';
import { EVENT, eventOf, onlyValueOf, removalOf, updateOf, valuesOf } from '../../../contract/mailbox.ts';
import { type LocalGraph, openLocalGraph } from './localGraph.ts';

const TIMES = { start: '2026-12-01T07:00:00Z', end: '2026-12-01T08:00:00Z', zone: 'FLE Standard Time' };

async function invited({ mailbox, owner, ids }: LocalGraph) {
  const item = owner.receiveMeeting({ ...TIMES, organizer: 'Boss@example.com', attendees: ['x@example.com'] });
  return onlyValueOf(await mailbox.read([await ids.toGraph(item.id)]));
}

async function organised({ connection, mailbox, exchange }: LocalGraph) {
  const attendees = [{ emailAddress: { address: 'Guest@example.com' }, type: 'required' }];
  const [start, end] = [TIMES.start, TIMES.end].map((dateTime) => ({ dateTime, timeZone: 'UTC' }));
  const path = '/users/ada%40example.com/events';
  const made = await connection.ask('ada@example.com', (client) =>
    client.api(path).header('Prefer', 'IdType="ImmutableId"').post({ subject: 'Mine', start, end, attendees }),
  );
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  const { id } = made.value.value as { id: string }; // the local server's own answer
  expect(exchange.mail).toHaveLength(1);
  return onlyValueOf(await mailbox.read([id]));
}

describe('updateItems', () => {
  it('an attendee’s copy: what is the user’s own is written, the rest is fixed, and nobody is mailed', async () => {
    const local = await openLocalGraph();
    const invitation = await invited(local);
    const { id, meeting, fixed } = invitation;
    expect(meeting).toMatchObject({ role: 'attendee', organiser: 'boss@example.com' });
    expect([...(fixed ?? [])].sort()).toEqual(['description', 'location', 'title', 'when']);
    const patch = { keywords: ['Mine'], alert: { minutesBefore: 5 } };
    onlyValueOf(await local.mailbox.update([updateOf(invitation, patch)]));
    const item = onlyValueOf(await local.mailbox.read([id]));
    expect(eventOf(item)).toMatchObject(patch);
    expect(local.exchange.mail).toEqual([]);
  });

  it('a meeting of the user’s own is neither written nor removed, since Graph would mail', async () => {
    const local = await openLocalGraph();
    const meeting = await organised(local);
    expect(meeting.meeting?.role).toBe('organiser');
    expect(meeting.fixed).toEqual(local.mailbox.fields);
    const refused = [{ failure: { kind: 'rejected', code: 'meeting-would-be-mailed' } }];
    expect(await local.mailbox.update([updateOf(meeting, { alert: null })])).toMatchObject(refused);
    expect(await local.mailbox.remove([removalOf(meeting)])).toMatchObject(refused);
    expect(local.exchange.mail).toHaveLength(1);
  });

  it('what Graph refuses of one event is that event’s: the others are written', async () => {
    const { mailbox, person, exchange } = await openLocalGraph();
    const ids = [await person.create(EVENT), await person.create(EVENT)];
    const items = await mailbox.read(ids);
    exchange.behaviour.next({ kind: 'refused', status: 400, code: 'ErrorUnheardOf', message: '' }, 1, 'PATCH event');
    const outcomes = await mailbox.update(valuesOf(items).map((item) => updateOf(item, { title: 'x' })));
    expect(outcomes).toMatchObject([{ failure: { kind: 'rejected', code: 'item-rejected' } }, { ok: true }]);
  });
});
