// The adapter against a local Exchange, beside the contract: what takes how many requests, the zone of the mailbox,
// meetings and HTML bodies.
import { describe, expect, it } from 'vitest';
import { canonicalField } from '../../../../shared/calendar/canonical/canonical.ts';
import type { CalendarEvent } from '../../../../shared/calendar/event.ts';
import { EVENT, eventOf, onlyValueOf, updateOf, valuesOf } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { openLocalMailbox } from './localMailbox.ts';

describe('createEwsMailbox against a local Exchange', () => {
  it('a time that is written after a read is one request, for a single event as for a plain series', async () => {
    const { mailbox, asked } = await openLocalMailbox();
    const ids = valuesOf(
      await mailbox.create([
        { event: EVENT, tag: { pair: 'p', nonce: 'n1' } },
        { event: series(), tag: { pair: 'p', nonce: 'n2' } },
      ]),
    ).map(({ id }) => id);
    const items = valuesOf(await mailbox.read(ids));
    const before = asked.length;
    const whens = [
      { ...EVENT.when, start: '2026-12-02T09:00:00' },
      { ...series().when, duration: 'PT2H' },
    ];
    const updates = items.map((item, at) => updateOf(item, { when: whens[at] ?? EVENT.when }));
    valuesOf(await mailbox.update(updates));
    expect(asked.length - before).toBe(1);
  });

  describe('all-day events', () => {
    const DAYS: CalendarEvent = { ...EVENT, when: { showWithoutTime: true, start: '2026-12-06', duration: 'P2D' } };

    it.each([
      ['Pacific Standard Time', '2026-12-06T08:00:00Z'],
      ['New Zealand Standard Time', '2026-12-05T11:00:00Z'],
      ['Nepal Standard Time', '2026-12-05T18:15:00Z'],
    ])('begin at midnight of the mailbox’s own zone: %s', async (timeZone, midnight) => {
      const { mailbox, person } = await openLocalMailbox({ timeZone });
      const [created] = valuesOf(await mailbox.create([{ event: DAYS, tag: { pair: 'p', nonce: 'n' } }]));
      expect(person.get(created?.id ?? '')).toMatchObject({ start: Date.parse(midnight), startZone: timeZone });
      const [item] = valuesOf(await mailbox.read([created?.id ?? '']));
      expect(item && eventOf(item).when).toEqual(DAYS.when);
    });

    it('begin at midnight of the connection’s zone where the mailbox has none', async () => {
      const { mailbox, person } = await openLocalMailbox();
      const [created] = valuesOf(await mailbox.create([{ event: DAYS, tag: { pair: 'p', nonce: 'n' } }]));
      expect(person.get(created?.id ?? '')).toMatchObject({ start: Date.parse('2026-12-05T22:00:00Z') });
    });

    it('nobody asks for the zone in an idle run, nor for events with times', async () => {
      const { mailbox, exchange } = await openLocalMailbox({ timeZone: 'Pacific Standard Time' });
      const [created] = valuesOf(await mailbox.create([{ event: EVENT, tag: { pair: 'p', nonce: 'n' } }]));
      await mailbox.changes(undefined);
      await mailbox.read([created?.id ?? '']);
      expect(exchange.requests.get('GetUserConfiguration') ?? 0).toBe(0);
    });
  });

  describe('meetings', () => {
    const INVITATION = {
      subject: 'Board',
      start: '2026-12-01T09:00:00',
      end: '2026-12-01T10:00:00',
      zone: 'FLE Standard Time',
      organizer: 'Boss@Example.com',
      attendees: ['bob@example.com'],
    };

    it.each(['Exchange2007_SP1', 'Exchange2010_SP2', 'Exchange2013_SP1', 'Exchange2016'] as const)(
      '%s: what somebody else invites to is read with who takes part, and is fixed',
      async (version) => {
        const { mailbox, person } = await openLocalMailbox({ version });
        await mailbox.changes(undefined);
        const [item] = valuesOf(await mailbox.read([person.receiveMeeting(INVITATION).id]));
        expect(item?.meeting).toMatchObject({ role: 'attendee', organiser: 'boss@example.com', cancelled: false });
        expect(item?.meeting?.attendees.map(({ email }) => email)).toContain('bob@example.com');
        expect([...(item?.fixed ?? [])]).toEqual(['title', 'description', 'location', 'when']);
      },
    );

    it('a cancelled one says so', async () => {
      const { mailbox, person } = await openLocalMailbox();
      const { id } = person.receiveMeeting(INVITATION);
      const cancelled = person.meetingIsCancelled(id);
      const [item] = valuesOf(await mailbox.read([cancelled.id]));
      expect(item?.meeting?.cancelled).toBe(true);
    });

    it('a write of ours leaves organiser, attendees and answers, and mails nobody', async () => {
      const { mailbox, person, exchange, asked } = await openLocalMailbox();
      const { id } = person.receiveMeeting(INVITATION);
      person.accept(id, { replace: false });
      const before = onlyValueOf(await mailbox.read([id]));
      const patch = { freeBusyStatus: 'tentative', keywords: ['Mine'], alert: { minutesBefore: 5 } } as const;
      valuesOf(await mailbox.update([updateOf(before, patch)]));
      const [after] = valuesOf(await mailbox.read([id]));
      expect(after?.meeting).toEqual(before.meeting);
      expect(after && eventOf(after)).toMatchObject(patch);
      expect(exchange.mail).toEqual([]);
      const { body } = asked.find((each) => each.body.includes('<m:UpdateItem')) ?? { body: '' };
      expect(body).not.toMatch(/Attendee|Organizer|Resources/);
    });
  });

  it('an HTML body is compared as text: what we did not change is not written, and reads the same again', async () => {
    const { mailbox, person, asked } = await openLocalMailbox();
    const body = '<html><body><p>One&nbsp;two  </p>\r\n<p>three &amp; four</p><br>\r\n<p>&nbsp;</p></body></html>';
    const { id } = person.create({
      ...{ subject: 'x', body, bodyType: 'HTML', zone: 'FLE Standard Time' },
      ...{ start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00' },
    });
    const before = onlyValueOf(await mailbox.read([id]));
    valuesOf(await mailbox.update([updateOf(before, { title: 'y' })]));
    expect(asked.at(-1)?.body).not.toContain('item:Body');
    const [after] = valuesOf(await mailbox.read([id]));
    const descriptions = [before, after].map((item) => item && eventOf(item).description);
    expect(descriptions[0]).toContain('three & four');
    expect(descriptions[1]).toBe(descriptions[0]);
    expect(person.get(id)?.body).toMatchObject({ type: 'HTML', text: body });
    const written = canonicalField('description', descriptions[0] ?? '');
    const [copy] = valuesOf(
      await mailbox.create([
        { event: { ...EVENT, description: descriptions[0] ?? '' }, tag: { pair: 'p', nonce: 'n' } },
      ]),
    );
    const [read] = valuesOf(await mailbox.read([copy?.id ?? '']));
    expect(read && canonicalField('description', eventOf(read).description)).toBe(written);
  });
});
