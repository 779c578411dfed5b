// The event with which a pair goes on over another interface, and the changes that count as its edit.
import { describe, expect, it } from 'vitest';
import type { Mailbox, MailboxChange, MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import { formerOf, overApi } from '../../../memory/overApi.ts';
import { inStep } from './cutOverLink.ts';

describe('takeUp', () => {
  it('takes what only the interface says otherwise for no edit', async () => {
    const { graph, writes, settle, use, ews } = await inStep(said);
    const written = writes();
    use(graph, formerOf(ews));
    await settle();
    expect(writes()).toBe(written);
  });

  it('takes it for an edit where the former connection says nothing', async () => {
    const { world, graph, writes, settle, use } = await inStep(said);
    const written = writes();
    use(graph);
    await settle();
    expect(writes()).toBe(written + 12);
    expect((await world.ports.people.list())[0]?.event.location).toMatch(/ \(said\)$/);
  });

  it.each(['by what they say', 'by their translated ids, whatever they say by now'] as const)(
    'tells events with one UID apart %s',
    async (by) => {
      const { ports, memory, ews, world, writes, settle, use, pairs } = await inStep();
      const [one, two] = (await pairs()).filter(({ mailbox }) => mailbox?.madeAt === undefined);
      const [stored] = await ports.store.load([{ kind: 'pair', name: two?.pair ?? '' }]);
      if (!one?.mailbox?.uid || !two?.mailbox || !stored?.row.mailbox) throw new Error('there are no two pairs');
      const { uid } = one.mailbox;
      // Some program copied an event with its UID.
      const row = { ...stored.row, mailbox: { ...stored.row.mailbox, uid } };
      await ports.store.commit([{ op: 'replace', kind: 'pair', name: stored.name, row, etag: stored.etag }]);
      const copies = new Set([two.mailbox.uid]);
      const copied = overApi(memory, 'graph', (item) => (copies.has(item.uid) ? { ...item, uid } : item));
      const written = writes();
      const first: MailboxChange[] = [];
      const isTranslated = by !== 'by what they say';
      if (isTranslated) {
        for (const { mailbox } of [one, two]) {
          await ports.person.edit(mailbox?.id.slice('ews '.length) ?? '', { title: world.value('title') });
        }
        // Another copy, which nobody has seen, is listed before them.
        await world.createEvent();
        const last = (await ports.person.list()).at(-1);
        const [read] = await memory.read([last?.id ?? '']);
        if (!read?.ok) throw new Error('the copy is not there');
        copies.add(read.value.uid);
        first.push({ kind: 'changed', id: `graph ${last?.id}`, version: 'graph 1' });
      }
      const listing: Mailbox = {
        ...copied,
        changes: async (watermark) => {
          const page = await copied.changes(watermark);
          if (!page.ok || page.value === 'watermarkInvalid' || watermark !== undefined) return page;
          return { ok: true, value: { ...page.value, changes: [...first, ...page.value.changes] } };
        },
      };
      use(listing, isTranslated ? formerOf(ews) : undefined);
      await settle();
      expect(writes()).toBe(isTranslated ? written + 3 : written);
      const now = new Map((await pairs()).map((each) => [each.pair, each.mailbox?.id]));
      for (const { pair, mailbox } of [one, two]) expect(now.get(pair)).toBe(mailbox?.id.replace('ews', 'graph'));
    },
  );

  it('finds an event that had no UID by what it says, and deletes nothing where it says something else', async () => {
    const { ports, memory, world, writes, settle, use, pairs } = await inStep();
    const made = (await ports.store.list('pair')).filter(({ row }) => row.mailbox?.madeAt === undefined);
    for (const { row, name, etag } of made.slice(0, 2)) {
      const { mailbox } = row;
      if (!mailbox) throw new Error('a pair has no event');
      const [index] = await ports.store.load([{ kind: 'uidIndex', name: mailbox.uid ?? '' }]);
      const unnamed = { ...row, mailbox: { ...mailbox, uid: mailbox.id } };
      await ports.store.commit([
        { op: 'replace', kind: 'pair', name, row: unnamed, etag },
        { op: 'delete', kind: 'uidIndex', name: mailbox.uid ?? '', etag: index?.etag ?? '' },
      ]);
    }
    const [kept, edited] = (await pairs()).filter(({ mailbox }) => mailbox?.uid === mailbox?.id);
    await ports.person.edit(edited?.mailbox?.id.slice('ews '.length) ?? '', { title: world.value('title') });
    const entries = (await ports.people.list()).length;
    const written = writes();
    use(overApi(memory, 'graph'));
    await settle();
    const now = await pairs();
    expect(now.find(({ pair }) => pair === kept?.pair)?.mailbox?.uid).toMatch(/^uid/);
    expect(now.find(({ pair }) => pair === edited?.pair)).toMatchObject({ standing: { is: 'left' } });
    // An event that was edited meanwhile stands twice rather than not at all.
    expect(writes()).toBe(written + 1);
    expect(await ports.people.list()).toHaveLength(entries + 1);
  });

  it('finds by its tag what we made and the other interface names by another UID', async () => {
    const { ports, graph, writes, settle, use, pairs } = await inStep();
    const written = writes();
    const renamed = (item: MailboxItem): MailboxItem => (item.tag ? { ...item, uid: `other ${item.uid}` } : item);
    const renaming: Mailbox = {
      ...graph,
      read: async (ids) =>
        (await graph.read(ids)).map((read) => (read.ok ? { ok: true, value: renamed(read.value) } : read)),
      findByUid: async (uid) => {
        const found = await graph.findByUid(uid);
        return found.ok && found.value?.tag ? { ok: true, value: undefined } : found;
      },
    };
    use(renaming);
    await settle();
    expect(writes()).toBe(written);
    expect((await pairs()).filter(({ mailbox }) => mailbox?.uid?.startsWith('other '))).toHaveLength(6);
    const named = (await ports.store.list('uidIndex')).filter(({ row }) => row.uid.startsWith('other '));
    expect(named).toHaveLength(6);
  });
});

/** Graph shows every location otherwise. */
const said = (item: MailboxItem): MailboxItem =>
  item.content.kind === 'event'
    ? {
        ...item,
        content: { kind: 'event', event: { ...item.content.event, location: `${item.content.event.location} (said)` } },
      }
    : item;
