import { describe, expect, it } from 'vitest';
import { createGraphMailbox } from '../../../../shared/exchange/graph/mailbox.ts';
import { EVENT, TAG, valuesOf } from '../../../contract/mailbox.ts';
import { openLocalGraph, ZONE } from './localGraph.ts';
import { MAILBOX } from './scriptedGraph.ts';

describe('calendarPath', () => {
  it('a calendar is found by its name once, and by the id that EWS has for it', async () => {
    const { connection, owner, asked } = await openLocalGraph();
    const id = owner.addCalendar('Team "A" & B');
    const named = createGraphMailbox(connection, {
      address: MAILBOX,
      calendar: { name: 'team "a" & b' },
      timeZone: ZONE,
    });
    valuesOf(await named.create([{ event: EVENT, tag: TAG }]));
    expect(owner.list(id)).toHaveLength(1);
    const before = asked();
    valuesOf(await named.create([{ event: EVENT, tag: { ...TAG, nonce: 'b' } }]));
    expect(asked()).toBe(before + 1);
    const byId = createGraphMailbox(connection, { address: MAILBOX, calendar: { id }, timeZone: ZONE });
    expect(await byId.findByTag(TAG)).toMatchObject({ value: [{ tag: TAG }] });
    expect(await byId.folderId()).toEqual({ ok: true, value: id });
  });

  it('one that is not there is a problem of the settings', async () => {
    const { connection } = await openLocalGraph();
    const mailbox = createGraphMailbox(connection, { address: MAILBOX, calendar: { name: 'None' }, timeZone: ZONE });
    const denied = { failure: { kind: 'denied', code: 'calendar-not-found' } };
    expect(await mailbox.changes(undefined)).toMatchObject(denied);
    expect(await mailbox.create([{ event: EVENT, tag: TAG }])).toMatchObject([denied]);
  });
});
