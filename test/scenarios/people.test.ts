// Other people: nobody is mailed, an attendee's copy is not the application's to change, private stays private.
import { describe, expect, it } from 'vitest';
import type { Item } from '../../local/exchange/store/item.ts';
import { keyRing } from '../../shared/access/keys.ts';
import { createSealer } from '../../shared/access/secrets.ts';
import { createPrinter } from '../../shared/calendar/canonical/fingerprint.ts';
import type { RowKind } from '../../shared/sync/ports/store.ts';
import { post, requestXml } from '../local/exchange/ewsClient.ts';
import { type ExchangeLink, exchangeForScenarios } from '../world/exchangeLink.ts';
import { type Link, linkOver } from '../world/link.ts';
import { openMemoryPorts } from '../world/memoryPorts.ts';
import { ADA } from '../world/world.ts';

const { exchange, account, openLink } = exchangeForScenarios();

const entries = ({ ports }: Link) => ports.people.list();
const BEN = 'ben@example.org';
const attendeesOf = (item: Item | undefined): string => JSON.stringify(item?.requiredAttendees);

/** The mailbox's owner invites Ben, with a client that mails him. */
async function invite(link: ExchangeLink, subject: string, day: string): Promise<string> {
  const request =
    '<m:CreateItem SendMeetingInvitations="SendToAllAndSaveCopy"><m:Items><t:CalendarItem>' +
    `<t:Subject>${subject}</t:Subject><t:Start>${day}T07:00:00Z</t:Start><t:End>${day}T08:00:00Z</t:End>` +
    `<t:RequiredAttendees><t:Attendee><t:Mailbox><t:EmailAddress>${BEN}</t:EmailAddress></t:Mailbox></t:Attendee>` +
    '</t:RequiredAttendees></t:CalendarItem></m:Items></m:CreateItem>';
  const before = exchange().mail.length;
  await post(exchange(), requestXml(request, { as: link.address }), { account });
  // The count of mails does count.
  expect(exchange().mail.slice(before)).toMatchObject([{ kind: 'invitation', to: [BEN] }]);
  const item = link.person.list().find((each) => each.subject === subject);
  return item?.id ?? '';
}

describe('Attendees: creating, updating, deleting from S sends no mail to anyone unless configured; first sync of past meetings sends none', () => {
  it('first sync, of past meetings too', async () => {
    const link = await openLink();
    await invite(link, 'Last week', '2026-11-12');
    await invite(link, 'Next week', '2026-11-26');
    const before = exchange().mail.length;
    await link.settle();
    expect((await entries(link)).map(({ event }) => event.title).sort()).toEqual(['Last week', 'Next week']);
    expect(exchange().mail.length).toBe(before);
  });

  it('created with participants, updated and deleted in the application', async () => {
    const link = await openLink();
    const meeting = await invite(link, 'Steering', '2026-11-26');
    const attendees = attendeesOf(link.person.get(meeting));
    await link.settle();
    const before = exchange().mail.length;
    await link.ports.people.create(link.world.newEvent(), ADA, [BEN]);
    const [steering] = await entries(link);
    const when = {
      showWithoutTime: false,
      start: '2026-11-27T09:00:00',
      timeZone: 'Europe/Helsinki',
      duration: 'PT1H',
    } as const;
    await link.ports.people.edit(steering?.id ?? '', { title: 'Steering, later', when });
    expect((await link.writesDuring(() => link.settle())).sort()).toEqual(['mailbox.create', 'mailbox.update']);
    expect(link.person.get(meeting)).toMatchObject({ subject: 'Steering, later', start: Date.UTC(2026, 10, 27, 7) });
    expect(attendeesOf(link.person.get(meeting))).toBe(attendees);
    expect(attendees).toContain(BEN);
    for (const { id } of await entries(link)) await link.ports.people.remove(id);
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.remove', 'mailbox.remove']);
    expect(exchange().mail.length).toBe(before);
  });
});

it('Attendee (not organiser) copy edited on S: no hijack, no invitation; at most own fields change', async () => {
  const link = await openLink();
  const { id } = link.person.receiveMeeting({
    subject: 'Of the chair',
    location: 'Room 1',
    organizer: 'chair@example.org',
    attendees: [BEN],
    start: '2026-12-01T09:00:00',
    end: '2026-12-01T10:00:00',
    zone: 'FLE Standard Time',
  });
  await link.settle();
  const before = { mail: exchange().mail.length, item: link.person.get(id) };
  const [entry] = await entries(link);
  await link.ports.people.edit(entry?.id ?? '', {
    title: 'Hijacked',
    location: 'Elsewhere',
    keywords: ['My own'],
    alert: { minutesBefore: 45 },
  });
  await link.settle();
  expect(link.person.get(id)).toMatchObject({
    subject: 'Of the chair',
    location: 'Room 1',
    organizer: 'chair@example.org',
    start: before.item?.start,
    categories: ['My own'],
    reminderMinutes: 45,
  });
  expect(attendeesOf(link.person.get(id))).toBe(attendeesOf(before.item));
  const [after, ...more] = await entries(link);
  expect(more).toEqual([]);
  expect(after?.event).toMatchObject({ title: 'Of the chair', location: 'Room 1', keywords: ['My own'] });
  expect((await link.world.history()).map(({ why, field }) => `${why} ${field}`).sort()).toEqual([
    'reverted location',
    'reverted title',
  ]);
  expect(exchange().mail.length).toBe(before.mail);
  expect(await link.writesDuring(() => link.settle())).toEqual([]);
});

describe('Private item maps per rule and never leaks subject/body to logs', () => {
  it.each([
    ['Normal', 'public'],
    ['Personal', 'personal'],
    ['Private', 'private'],
    ['Confidential', 'secret'],
  ] as const)('%s in Outlook is %s in the application, both ways', async (sensitivity, privacy) => {
    const link = await openLink();
    const { id } = link.person.create({
      subject: 'Doctor',
      sensitivity,
      start: '2026-12-01T09:00:00',
      end: '2026-12-01T10:00:00',
      zone: 'FLE Standard Time',
    });
    await link.ports.people.create({ ...link.world.newEvent(), title: 'Lawyer', privacy }, ADA);
    await link.settle();
    expect((await entries(link)).map(({ event }) => event.privacy)).toEqual([privacy, privacy]);
    expect(link.person.list().map((item) => item.sensitivity)).toEqual([sensitivity, sensitivity]);
    const own = (await entries(link)).find(({ event }) => event.title === 'Doctor');
    await link.ports.people.edit(own?.id ?? '', { privacy: privacy === 'public' ? 'private' : 'public' });
    await link.settle();
    expect(link.person.get(id)?.sensitivity).toBe(privacy === 'public' ? 'Private' : 'Normal');
  });

  it('no row, no answer of a run and no line that is printed shows a word of it', async () => {
    const key = new Uint8Array(32).fill(7);
    const sealer = createSealer(keyRing(key, []));
    const { ports } = await openMemoryPorts();
    const secrets = { print: createPrinter(key), seal: (text: string) => sealer.seal(text, ['loser']) };
    const link = await linkOver(ports, {}, secrets);
    const words = { title: 'Oncology', description: 'Results of the biopsy', location: 'Ward 12' };
    const printed: unknown[] = [];
    const { stdout, stderr } = process;
    const writes = [stdout.write, stderr.write] as const;
    const note = (text: unknown): boolean => printed.push(text) > 0;
    [stdout.write, stderr.write] = [note, note];
    try {
      await ports.person.create({ ...link.world.newEvent(), ...words, privacy: 'private' });
      printed.push(await link.pass(), await link.pass());
      await ports.person.edit((await ports.person.list())[0]?.id ?? '', { title: 'Oncology again' });
      await ports.people.edit((await ports.people.list())[0]?.id ?? '', { title: 'Oncology once more' });
      const lost = { kind: 'transient', code: 'exchange-error' } as const;
      printed.push(
        await link.pass({ source: { update: async (all) => all.map(() => ({ ok: false, failure: lost })) } }),
      );
      for (let passes = 0; passes < 4; passes += 1) printed.push(await link.pass());
    } finally {
      [stdout.write, stderr.write] = writes;
    }
    const kinds: RowKind[] = ['lease', 'dirty', 'inbox', 'mailboxIndex', 'sourceIndex', 'uidIndex', 'pair', 'history'];
    const rows = await Promise.all(kinds.map((kind) => ports.store.list(kind)));
    expect(await ports.store.list('history')).toHaveLength(1);
    expect(printed.length).toBeGreaterThan(6);
    expect(JSON.stringify([rows, printed])).not.toMatch(/oncology|biopsy|ward 12/i);
  });
});
