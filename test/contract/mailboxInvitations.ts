// The contract of mails from a mailbox (shared/sync/ports/mailbox.ts), beside the contract of events in mailbox.ts. A
// write mails nobody, unless it says so. Then it mails exactly the people whom it concerns.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../local/exchange/person/person.ts';
import type { LocalExchange } from '../../local/exchange/server.ts';
import type { EventPatch, When } from '../../shared/calendar/event.ts';
import type { Mailbox, MailboxItem, MeetingMails } from '../../shared/sync/ports/mailbox.ts';
import { failed } from '../../shared/sync/ports/outcome.ts';
import type { Tag } from '../../shared/sync/ports/remote.ts';
import { EVENT, eventOf, onlyValueOf, removalOf, TAG, updateOf, valuesOf } from './mailbox.ts';

export interface OpenInvitations {
  /** The organiser's, empty. */
  readonly mailbox: Mailbox;
  readonly organiser: string;
  /** Of people who have mailboxes on the same server, empty. */
  readonly guests: readonly [string, string];
  readonly exchange: LocalExchange;
}

/** Somebody whose mailbox is elsewhere. */
const ELSEWHERE = 'dora@elsewhere.example';

const weekly = (start: string, overrides: NonNullable<When['recurrence']>['overrides']): When => ({
  showWithoutTime: false,
  start,
  timeZone: 'Europe/Helsinki',
  duration: 'PT1H',
  recurrence: {
    rule: { frequency: 'weekly', interval: 1, byDay: [{ day: 'tu' }], end: { kind: 'count', count: 5 } },
    overrides,
  },
});
const WEEKLY = weekly('2026-12-01T09:00:00', {
  '2026-12-08T09:00:00': { excluded: true },
  '2026-12-15T09:00:00': { title: 'Longer' },
});

const WOULD_MAIL = [failed({ kind: 'rejected', code: 'meeting-would-be-mailed' })];

export function mailboxInvitationsContract({
  name,
  open,
}: {
  name: string;
  open: () => Promise<OpenInvitations>;
}): void {
  describe(`mailbox contract, invitations: ${name}`, () => {
    let mailbox: Mailbox;
    let ben: string;
    let cleo: string;
    let organiser: string;
    let person: (address: string) => Person;
    let mailed: () => string[];
    beforeEach(async () => {
      const opened = await open();
      mailbox = opened.mailbox;
      organiser = opened.organiser;
      [ben, cleo] = opened.guests;
      person = (address) => opened.exchange.person(address);
      let seen = opened.exchange.mail.length;
      mailed = () => {
        const news = opened.exchange.mail.slice(seen);
        seen += news.length;
        return news.flatMap(({ kind, to }) => to.map((address) => `${kind} ${nameOf(address)}`)).sort();
      };
    });
    const nameOf = (address: string) => ({ [ben]: 'Ben', [cleo]: 'Cleo', [ELSEWHERE]: 'Dora' })[address] ?? address;

    const readOne = async (id: string): Promise<MailboxItem> => onlyValueOf(await mailbox.read([id]));
    const inviteBy = async (tag: Tag, ...attendees: string[]): Promise<string> =>
      onlyValueOf(await mailbox.create([{ event: EVENT, tag, attendees }])).id;
    const invite = (...attendees: string[]) => inviteBy(TAG, ...attendees);
    const write = async (id: string, patch: EventPatch, mails?: Partial<MeetingMails>) => {
      const told = mails && { mails: { to: 'everyone', invite: [], disinvite: [], ...mails } as const };
      return mailbox.update([{ ...updateOf(await readOne(id), patch), ...told }]);
    };
    const copyOf = (address: string) => person(address).list()[0];

    it('an invitation reaches each of those invited once, and their answers are read', async () => {
      const id = await invite(ben, cleo, ELSEWHERE);
      expect(mailed()).toEqual(['invitation Ben', 'invitation Cleo', 'invitation Dora']);
      const item = await readOne(id);
      expect(item.tag).toEqual(TAG);
      expect(copyOf(ben)).toMatchObject({ uid: item.uid, subject: EVENT.title, organizer: organiser });
      person(ben).answer(copyOf(ben)?.id ?? '', 'Accept');
      person(cleo).answer(copyOf(cleo)?.id ?? '', 'Decline');
      expect((await readOne(id)).meeting).toMatchObject({
        role: 'organiser',
        attendees: [
          { email: ben, kind: 'required', response: 'accepted' },
          { email: cleo, kind: 'required', response: 'declined' },
          { email: ELSEWHERE, kind: 'required', response: 'none' },
        ],
      });
    });

    it('what invites and what does not goes in one call, each with its answer in its place', async () => {
      const titles = ['A', 'B', 'C', 'D'];
      const outcomes = await mailbox.create(
        titles.map((title, at) => ({
          event: { ...EVENT, title },
          tag: { pair: title, nonce: title },
          ...(at % 2 === 1 ? { attendees: [ben] } : {}),
        })),
      );
      const items = valuesOf(await mailbox.read(valuesOf(outcomes).map(({ id }) => id)));
      expect(items.map((item) => [eventOf(item).title, item.meeting !== undefined])).toEqual([
        ['A', false],
        ['B', true],
        ['C', false],
        ['D', true],
      ]);
      expect(mailed()).toEqual(['invitation Ben', 'invitation Ben']);
    });

    it('an update that says so tells everyone; answers that have come in stay', async () => {
      const id = await invite(ben, cleo);
      person(ben).answer(copyOf(ben)?.id ?? '', 'Accept');
      mailed();
      onlyValueOf(await write(id, { title: 'Later', location: 'Room 2' }, {}));
      expect(mailed()).toEqual(['update Ben', 'update Cleo']);
      expect([copyOf(ben)?.subject, copyOf(cleo)?.location]).toEqual(['Later', 'Room 2']);
      expect((await readOne(id)).meeting?.attendees[0]).toMatchObject({ email: ben, response: 'accepted' });
    });

    it('who comes is invited and who goes is told; others hear of it only where every write is mailed', async () => {
      const id = await invite(ben, ELSEWHERE);
      person(ben).answer(copyOf(ben)?.id ?? '', 'Accept');
      mailed();
      onlyValueOf(await write(id, {}, { to: 'changed', invite: [cleo], disinvite: [ELSEWHERE] }));
      const others = mailbox.mailsEveryWrite ? ['update Ben'] : [];
      expect(mailed()).toEqual(['cancellation Dora', 'invitation Cleo', ...others]);
      expect(copyOf(cleo)?.subject).toBe(EVENT.title);
      expect((await readOne(id)).meeting?.attendees).toMatchObject([
        { email: ben, response: 'accepted' },
        { email: cleo, response: 'none' },
      ]);
    });

    it('an event without anybody gets its first attendee and loses its last', async () => {
      const id = onlyValueOf(await mailbox.create([{ event: EVENT, tag: TAG }])).id;
      onlyValueOf(await write(id, {}, { to: 'changed', invite: [ben] }));
      expect(mailed()).toEqual(['invitation Ben']);
      onlyValueOf(await write(id, { title: 'Alone' }, { disinvite: [ben] }));
      expect(mailed()).toEqual(['cancellation Ben']);
      expect(copyOf(ben)?.isCancelled).toBe(true);
      const item = await readOne(id);
      expect([item.meeting, eventOf(item).title]).toEqual([undefined, 'Alone']);
    });

    it('an update that does not say so mails nobody: it is silent, or refused', async () => {
      const id = await invite(ben);
      mailed();
      const written = await write(id, { keywords: ['Mine'], alert: null });
      if (mailbox.mailsEveryWrite) expect(written).toEqual(WOULD_MAIL);
      else expect(eventOf(await readOne(onlyValueOf(written).id))).toMatchObject({ keywords: ['Mine'], alert: null });
      expect((await readOne(id)).meeting?.attendees).toMatchObject([{ email: ben }]);
      expect(mailed()).toEqual([]);
    });

    it('an update that comes too late mails nobody', async () => {
      const id = await invite(ben);
      const before = await readOne(id);
      onlyValueOf(await write(id, { title: 'First' }, {}));
      mailed();
      const mails = { to: 'everyone', invite: [cleo], disinvite: [ben] } as const;
      const late = await mailbox.update([{ ...updateOf(before, { title: 'Second' }), mails }]);
      expect(late).toEqual([failed({ kind: 'conflict' })]);
      expect(mailed()).toEqual([]);
    });

    it('a removal that cancels tells everyone; one that does not is silent, or refused', async () => {
      const [cancelled, other] = [await invite(ben), await inviteBy({ ...TAG, nonce: 'other' }, cleo)];
      mailed();
      valuesOf(await mailbox.remove([{ ...removalOf(await readOne(cancelled)), cancels: true }]));
      expect(mailed()).toEqual(['cancellation Ben']);
      expect(copyOf(ben)?.isCancelled).toBe(true);
      expect(await mailbox.read([cancelled])).toEqual([failed({ kind: 'gone' })]);
      const removed = await mailbox.remove([removalOf(await readOne(other))]);
      if (mailbox.mailsEveryWrite) expect(removed).toEqual(WOULD_MAIL);
      else valuesOf(removed);
      expect(mailed()).toEqual([]);
    });

    it('a series is one invitation, and each of its changed occurrences is told of', async () => {
      const event = { ...EVENT, when: WEEKLY };
      const { id } = onlyValueOf(await mailbox.create([{ event, tag: TAG, attendees: [ben] }]));
      // The end of a write that takes several requests is a write.
      const end = mailbox.mailsEveryWrite ? ['update Ben'] : [];
      expect(mailed()).toEqual(['cancellation Ben', 'invitation Ben', 'update Ben', ...end]);
      expect(copyOf(ben)).toMatchObject({ deletions: ['2026-12-08'], exceptions: { '2026-12-15': expect.anything() } });
      const later = { '2026-12-15T10:00:00': { title: 'Longer' }, '2026-12-22T10:00:00': { excluded: true } } as const;
      onlyValueOf(await write(id, { when: weekly('2026-12-01T10:00:00', later) }, {}));
      expect(new Set(mailed())).toEqual(new Set(['update Ben', 'cancellation Ben']));
      expect(person(ben).list()).toHaveLength(1);
      valuesOf(await mailbox.remove([{ ...removalOf(await readOne(id)), cancels: true }]));
      expect(mailed()).toEqual(['cancellation Ben']);
      expect(copyOf(ben)?.isCancelled).toBe(true);
    });
  });
}
