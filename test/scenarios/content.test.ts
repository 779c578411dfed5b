// The content of an event: unreadable items, texts that come back otherwise, echoes, and edits on both sides.

import { describe, expect, it } from 'vitest';
import { remarksOf } from '../../shared/sync/pair/facts/remarks.ts';
import { leftOutIn } from '../../shared/sync/pair/row/standing.ts';
import type { Creation, Update } from '../../shared/sync/ports/remote.ts';
import { exchangeForScenarios } from '../world/exchangeLink.ts';
import { eachFailed, type Link, linkInMemory } from '../world/link.ts';

const { exchange, openLink } = exchangeForScenarios();

const events = ({ ports }: Link) => ports.person.list();
const entries = ({ ports }: Link) => ports.people.list();
const titles = async (link: Link) => (await entries(link)).map(({ event }) => event.title).sort();

const TIMES = { start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00', zone: 'FLE Standard Time' };

describe('One unparsable item (missing end, zero-duration, inverted range, huge body, null subject, year 1601, exceptions without a rule) is parked and reported; the rest proceed', () => {
  /** Changes what Exchange says of the item with this subject. */
  const ofBroken = (change: (item: string) => string) => (answer: string) =>
    answer.replaceAll(/<t:CalendarItem>.*?<\/t:CalendarItem>/gs, (item) =>
      item.includes('<t:Subject>Broken</t:Subject>') ? change(item) : item,
    );

  it.each([
    ['missing end', (item: string) => item.replace(/<t:End>.*?<\/t:End>/, '')],
    ['inverted range', (item: string) => item.replace(/<t:End>.*?<\/t:End>/, '<t:End>2026-12-01T06:00:00Z</t:End>')],
    [
      'exceptions without a rule',
      (item: string) => item.replace('>Single</t:CalendarItemType>', '>RecurringMaster</t:CalendarItemType>'),
    ],
    ['a start that is no time', (item: string) => item.replace(/<t:Start>.*?<\/t:Start>/, '<t:Start>soon</t:Start>')],
  ])('%s: parked with its reason', async (_, change) => {
    const link = await openLink();
    let changed = 0;
    link.rewriteAnswers(
      ofBroken((item) => {
        const broken = change(item);
        if (broken !== item) changed += 1;
        return broken;
      }),
    );
    for (const subject of ['First', 'Broken', 'Last']) link.person.create({ ...TIMES, subject });
    await link.settle();
    expect(changed).toBeGreaterThan(0);
    expect(await titles(link)).toEqual(['First', 'Last']);
    const reasons = (await link.ports.store.list('pair')).map(({ row }) => leftOutIn(row)?.reason);
    expect(reasons.filter((reason) => reason !== undefined)).toEqual(['item-unreadable']);
    // Once it can be read, it takes part.
    link.rewriteAnswers((answer) => answer);
    const broken = link.person.list().find(({ subject }) => subject === 'Broken');
    link.person.edit(broken?.id ?? '', { location: 'Room 1' });
    await link.settle();
    expect(await titles(link)).toEqual(['Broken', 'First', 'Last']);
  });

  it.each([
    ['zero-duration', (item: string) => item.replace(/<t:End>.*?<\/t:End>/, '<t:End>2026-12-01T07:00:00Z</t:End>'), ''],
    ['null subject', (item: string) => item.replace('<t:Subject>Broken</t:Subject>', ''), ''],
    [
      'year 1601',
      (item: string) =>
        item.replaceAll(
          /<t:(Start|End)>.*?<\/t:\1>/g,
          (_, name: string) => `<t:${name}>1601-01-01T00:00:00Z</t:${name}>`,
        ),
      'ended-before-start-of-sync',
    ],
  ])('%s: is an event', async (_, change, leftOut) => {
    const link = await openLink();
    link.rewriteAnswers(ofBroken(change));
    for (const subject of ['First', 'Broken', 'Last']) link.person.create({ ...TIMES, subject });
    await link.settle();
    expect(await titles(link)).toEqual(expect.arrayContaining(['First', 'Last']));
    expect(await entries(link)).toHaveLength(leftOut === '' ? 3 : 2);
    const reasons = (await link.ports.store.list('pair')).flatMap(({ row }) => leftOutIn(row)?.reason ?? []);
    expect(reasons).toEqual(leftOut === '' ? [] : [leftOut]);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it('huge body: the side that does not take it says so; its other fields and the others go on', async () => {
    const link = await openLink();
    const LIMIT = 32_000;
    for (const subject of ['First', 'Broken', 'Last']) {
      link.person.create({ ...TIMES, subject, body: subject === 'Broken' ? 'x'.repeat(1_000_000) : 'short' });
    }
    const isHuge = ({ event }: Creation): boolean => event.description.length > LIMIT;
    const picky = {
      source: {
        create: async (creations: Parameters<typeof link.ports.source.create>[0]) => {
          const taken = await link.ports.source.create(creations.filter((each) => !isHuge(each)));
          return creations.flatMap((each) =>
            isHuge(each)
              ? eachFailed([each], { kind: 'rejected', code: 'item-rejected', field: 'description' })
              : taken.splice(0, 1),
          );
        },
      },
    };
    for (let passes = 0; passes < 3; passes += 1) await link.pass(picky);
    expect(await titles(link)).toEqual(['Broken', 'First', 'Last']);
    const pairs = (await link.ports.store.list('pair')).map(({ row }) => row);
    expect(pairs.flatMap(({ problem }) => problem ?? [])).toEqual([]);
    expect(pairs.flatMap(remarksOf)).toEqual([{ code: 'field-not-held', field: 'description', side: 'source' }]);
    expect(await link.writesDuring(() => link.settle(picky))).toEqual([]);
    expect((await link.ports.store.list('lease'))[0]?.row.problem).toBeUndefined();
  });
});

describe('Description HTML<->text, CRLF, trailing blanks, truncation at max length: second run writes nothing (fixpoint)', () => {
  it.each([
    ['HTML', '<html><body><p>One&nbsp;two</p>\r\n<p>three &amp; four</p><ul><li>five</li></ul></body></html>', 'HTML'],
    ['CRLF and trailing blanks', 'One  \r\ntwo\t\r\n\r\n  three \r\n\r\n', 'Text'],
  ] as const)('%s from the mailbox', async (_, body, bodyType) => {
    const link = await openLink();
    const { id } = link.person.create({ ...TIMES, subject: 'Text', body, bodyType });
    await link.settle();
    expect((await entries(link))[0]?.event.description).toContain('three');
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    // Another field that changes does not bring the text along.
    await link.ports.people.edit((await entries(link))[0]?.id ?? '', { location: 'Room 1' });
    expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.update']);
    expect(link.person.get(id)?.body).toMatchObject({ type: bodyType, text: body });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it.each(['One  \r\ntwo\t\n\n  three \n\n', '\n\n', 'one\rtwo', ' \u00a0 blanks \u00a0'])(
    'from the source: %j',
    async (description) => {
      const link = await openLink();
      await link.ports.people.create({ ...link.world.newEvent(), description }, 'ada@example.com');
      expect(await link.writesDuring(() => link.settle())).toEqual(['mailbox.create']);
      expect(await link.writesDuring(() => link.settle())).toEqual([]);
      expect((await entries(link))[0]?.event.description).toBe(description);
    },
  );

  it('truncation at max length', async () => {
    const link = await linkInMemory();
    const MAX = 20;
    const cut = <T extends { readonly description?: string }>(fields: T): T =>
      fields.description === undefined ? fields : { ...fields, description: fields.description.slice(0, MAX) };
    const short = {
      source: {
        create: (creations: Parameters<typeof link.ports.source.create>[0]) =>
          link.ports.source.create(creations.map((each) => ({ ...each, event: cut(each.event) }))),
        update: (updates: readonly Update[]) =>
          link.ports.source.update(updates.map((each) => ({ ...each, patch: cut(each.patch) }))),
      },
    };
    const description = 'A description that is longer than the source holds';
    await link.ports.person.create({ ...link.world.newEvent(), description });
    await link.settle(short);
    expect((await entries(link))[0]?.event.description).toBe(description.slice(0, MAX));
    expect(await link.writesDuring(() => link.settle(short))).toEqual([]);
    expect((await events(link))[0]?.event.description).toBe(description);
    await link.ports.person.edit((await events(link))[0]?.id ?? '', { description: `Again: ${description}` });
    await link.settle(short);
    expect(await link.writesDuring(() => link.settle(short))).toEqual([]);
    expect((await events(link))[0]?.event.description).toBe(`Again: ${description}`);
  });
});

describe('Echo: a write of ours returns in the delta with a new ChangeKey; zero writes follow; a user edit between our write and its echo is kept', () => {
  it('our own write is recognised without a read', async () => {
    const link = await openLink();
    await link.world.createEntry();
    await link.settle();
    await link.world.editEntry(['title']);
    expect(await link.writesDuring(() => link.pass())).toEqual(['mailbox.update']);
    const reads = exchange().requests.get('GetItem');
    expect(await link.writesDuring(() => link.pass())).toEqual([]);
    expect(exchange().requests.get('GetItem')).toBe(reads);
  });

  it('a new ChangeKey without a change writes nothing', async () => {
    const link = await openLink();
    await link.world.createEntry();
    await link.settle();
    const [item] = link.person.list();
    const touched = link.person.edit(item?.id ?? '', {});
    expect(touched.changeKey).not.toBe(item?.changeKey);
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
  });

  it.each([
    ['another field', { location: "The user's room" }],
    ['the same field', { subject: "The user's title" }],
  ])('the user edits %s', async (_, edit) => {
    const link = await openLink();
    await link.world.createEntry();
    await link.settle();
    await link.world.editEntry(['title']);
    await link.pass();
    link.person.edit(link.person.list()[0]?.id ?? '', edit);
    expect(await link.writesDuring(() => link.settle())).toEqual(['source.update']);
    const [entry] = await entries(link);
    expect([entry?.event.title, entry?.event.location]).toContain(Object.values(edit)[0]);
    expect(await link.world.history()).toEqual([]);
  });
});

describe('Same item changed on both sides; policy applied, loser kept in an audit record; equal content is not a conflict', () => {
  it.each(['mailbox', 'source'] as const)('the %s wins', async (conflictPolicy) => {
    const link = await linkInMemory({ conflictPolicy });
    await link.world.createEvent();
    await link.settle();
    await link.ports.person.edit((await events(link))[0]?.id ?? '', { title: 'Of the mailbox', location: 'Room 1' });
    await link.ports.people.edit((await entries(link))[0]?.id ?? '', { title: 'Of the source' });
    await link.settle();
    const winner = `Of the ${conflictPolicy}`;
    const loser = conflictPolicy === 'mailbox' ? 'Of the source' : 'Of the mailbox';
    expect((await events(link)).map(({ event }) => [event.title, event.location])).toEqual([[winner, 'Room 1']]);
    expect((await entries(link)).map(({ event }) => [event.title, event.location])).toEqual([[winner, 'Room 1']]);
    expect(await link.world.history()).toMatchObject([
      { field: 'title', why: 'conflict', sealed: JSON.stringify(loser) },
    ]);
  });

  it('equal content is not a conflict', async () => {
    const link = await linkInMemory();
    await link.world.createEvent();
    await link.settle();
    await link.ports.person.edit((await events(link))[0]?.id ?? '', { title: 'The same  words ' });
    await link.ports.people.edit((await entries(link))[0]?.id ?? '', { title: 'The same words' });
    expect(await link.writesDuring(() => link.settle())).toEqual([]);
    expect(await link.world.history()).toEqual([]);
  });
});

describe('Deleted on one side, edited on the other: edit wins (configurable), reported', () => {
  it.each(['event', 'entry'] as const)(
    'the %s is deleted, and comes back with what the other side says',
    async (side) => {
      const link = await linkInMemory();
      await link.world.createEvent();
      await link.settle();
      if (side === 'event') {
        await link.world.deleteEvent();
        await link.world.editEntry(['title', 'location']);
      } else {
        await link.world.deleteEntry();
        await link.world.editEvent(['title', 'location']);
      }
      const writes = await link.writesDuring(() => link.settle());
      expect(writes).toEqual([side === 'event' ? 'mailbox.create' : 'source.create']);
      expect(await link.world.verdict({ things: 1 })).toBeUndefined();
    },
  );
});
