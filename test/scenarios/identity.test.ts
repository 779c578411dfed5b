// One item is one item on each side, whatever becomes of requests, ids and copies.
import { describe, expect, it } from 'vitest';
import { ok } from '../../shared/sync/ports/outcome.ts';
import type { Creation } from '../../shared/sync/ports/remote.ts';
import { MemoryMailbox } from '../memory/mailbox.ts';
import { MemorySource } from '../memory/source.ts';
import { MemoryTables } from '../memory/tables.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { eachFailed, type Link, LOST, linkInMemory, linkOver } from '../world/link.ts';
import { ADA, GRACE, type Ports } from '../world/world.ts';

const { openLink } = exchangeForScenarios();

const events = ({ ports }: Link) => ports.person.list();
const entries = ({ ports }: Link) => ports.people.list();

/** A mailbox whose creates land and whose answers do not come back. */
const answerLost = ({ ports }: Link) => ({
  mailbox: {
    create: async (creations: readonly Creation[]) => {
      await ports.mailbox.create(creations);
      return eachFailed(creations, LOST);
    },
  },
});

describe('Create lands in E but response is lost; next run must not create a second one', () => {
  it.each(['shows it', 'does not show it yet'])('the feed %s', async (feed) => {
    const link = await linkInMemory();
    await link.world.createEvent();
    await link.settle();
    await link.world.createEntry();
    await link.pass(answerLost(link));
    expect(await events(link)).toHaveLength(2);
    const silent = {
      mailbox: { changes: async (watermark = '') => ok({ changes: [], watermark, more: false }) },
    };
    const through = feed === 'shows it' ? {} : silent;
    expect(await link.writesDuring(() => link.settle(through))).toEqual([]);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.world.verdict({ things: 2 })).toBeUndefined();
  });
});

it('Create lands in E *after* our recovery lookup found nothing (late POST); exactly one item remains', async () => {
  const link = await linkInMemory();
  const late: (readonly Creation[])[] = [];
  await link.world.createEntry();
  await link.pass({
    mailbox: {
      create: async (creations) => {
        late.push(creations);
        return eachFailed(creations, LOST);
      },
    },
  });
  const created = await link.writesDuring(() => link.settle());
  expect(created).toEqual(['mailbox.create']);
  for (const creations of late) await link.ports.mailbox.create(creations);
  expect(await events(link)).toHaveLength(2);
  expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.remove']);
  expect(await link.world.verdict({ things: 1 })).toBeUndefined();
});

it('User copies a synced item in Outlook (tag copied); copy becomes an independent pair, original untouched', async () => {
  const link = await openLink();
  await link.world.createEntry();
  await link.settle();
  const [original] = await events(link);
  const copy = link.person.copy(original?.id ?? '');
  expect(await link.writesDuring(() => link.settle())).toEqual(['source.create']);
  link.person.edit(copy.id, { subject: 'The copy' });
  await link.settle();
  expect((await events(link)).find(({ id }) => id === original?.id)).toEqual(original);
  expect((await entries(link)).map(({ event }) => event.title).sort()).toEqual(
    [original?.event.title, 'The copy'].sort(),
  );
});

it('User copies an item before we bound it', async () => {
  const link = await linkInMemory();
  await link.world.createEntry();
  await link.pass(answerLost(link));
  await link.world.copyEvent();
  await link.settle();
  expect(await link.world.verdict({ things: 2 })).toBeUndefined();
  const pairs = (await link.ports.store.list('pair')).map(({ row }) => [row.mailbox?.id, row.source?.id]);
  expect(new Set(pairs.flat()).size).toBe(4);
});

describe('Item id changes (invite accepted, organiser reschedules, moved to other folder and back); same pair, no delete/recreate', () => {
  const INVITATION = {
    subject: 'Steering',
    organizer: 'chair@example.org',
    start: '2026-12-01T09:00:00',
    end: '2026-12-01T10:00:00',
    zone: 'FLE Standard Time',
  };

  it.each(['accepted', 'accepted and rescheduled', 'moved to another folder and back'])('%s', async (what) => {
    const link = await openLink();
    const { id } = link.person.receiveMeeting(INVITATION);
    await link.settle();
    const [entry] = await entries(link);
    const pairs = (await link.ports.store.list('pair')).map(({ name }) => name);
    const now =
      what === 'moved to another folder and back'
        ? link.person.move(link.person.move(id, 'inbox').id, 'calendar')
        : link.person.accept(id);
    expect(now.id).not.toBe(id);
    if (what === 'accepted and rescheduled') {
      link.person.edit(now.id, { start: '2026-12-02T09:00:00', end: '2026-12-02T10:00:00' });
    }
    const writes = await link.writesDuring(() => link.settle());
    expect(writes.filter((write) => write !== 'source.update')).toEqual([]);
    expect((await events(link)).map((each) => each.id)).toEqual([now.id]);
    const [after, ...more] = await entries(link);
    expect(more).toEqual([]);
    expect(after?.id).toBe(entry?.id);
    expect(after?.event.when.start).toBe(
      what === 'accepted and rescheduled' ? '2026-12-02T09:00:00' : '2026-12-01T09:00:00',
    );
    expect((await link.ports.store.list('pair')).map(({ name }) => name)).toEqual(pairs);
  });
});

describe('Duplicate UIDs in one mailbox; two users attending one meeting', () => {
  it('two events with one UID are two pairs, and both go on', async () => {
    const link = await openLink();
    await link.world.createEvent();
    await link.settle();
    const [first] = await events(link);
    const twin = link.person.copy(first?.id ?? '', { sameUid: true });
    link.person.edit(twin.id, { subject: 'Same UID' });
    await link.settle();
    expect(await entries(link)).toHaveLength(2);
    link.person.edit(twin.id, { subject: 'Same UID, edited' });
    link.person.edit(first?.id ?? '', { subject: 'The first, edited' });
    await link.settle();
    expect((await entries(link)).map(({ event }) => event.title).sort()).toEqual([
      'Same UID, edited',
      'The first, edited',
    ]);
    expect(await events(link)).toHaveLength(2);
  });

  it('an entry of two users is one event in each of their calendars, and each of them goes their own way', async () => {
    const [ada, grace] = await twoUsersOfOneSource();
    await ada.ports.people.create({ ...ada.world.newEvent(), title: 'Both attend' }, GRACE, [ADA]);
    await ada.settle();
    await grace.settle();
    const [inAdas] = await events(ada);
    await ada.ports.person.remove(inAdas?.id ?? '');
    await grace.ports.person.edit((await events(grace))[0]?.id ?? '', { title: 'Both attended' });
    await grace.settle();
    await ada.settle();
    expect(await events(ada)).toEqual([]);
    expect((await events(grace)).map(({ event }) => event.title)).toEqual(['Both attended']);
    expect((await entries(ada)).map(({ event }) => event.title)).toEqual(['Both attended']);
  });

  it('one meeting that stands in both mailboxes under one UID is a pair of each of the two', async () => {
    const [ada, grace] = await twoUsersOfOneSource();
    const meeting = ada.world.newEvent();
    for (const link of [ada, grace]) await link.ports.person.create(meeting);
    await ada.settle();
    await grace.settle();
    await ada.settle();
    expect((await entries(ada)).map(({ owner }) => owner).sort()).toEqual([ADA, GRACE]);
    for (const link of [ada, grace]) {
      expect(await events(link)).toHaveLength(1);
      expect(await link.ports.store.list('pair')).toHaveLength(1);
    }
  });
});

/** Ada and Grace, each with a mailbox, a link and rows of their own. */
async function twoUsersOfOneSource(): Promise<[Link, Link]> {
  const source = new MemorySource();
  const tables = new MemoryTables();
  let ids = 0;
  const open = (name: string, email: string) => {
    const mailbox = new MemoryMailbox();
    const ports: Ports = {
      mailbox,
      source,
      store: tables.linkStore(name),
      company: tables.companyStore(),
      person: mailbox.person,
      people: source.people,
      setLink: async (row) => {
        tables.registrations.set(name, { link: name, email, on: row.on, started: row.started });
        tables.put(name, { kind: 'link', name: '' }, row);
      },
      loseRows: async () => tables.lose(),
    };
    return linkOver(ports, {}, { link: name, email, newId: () => `n${ids++}` });
  };
  return [await open('ada', ADA), await open('grace', GRACE)];
}
