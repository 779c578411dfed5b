// Formatted texts: a person writes in Outlook, the business application changes words.
import { describe, expect, it } from 'vitest';
import { remarksOf } from '../../shared/sync/pair/facts/remarks.ts';
import { requestRestore } from '../../shared/sync/restore/requestRestore.ts';
import { type BothApis, linkOverBothApis } from '../world/bothApis.ts';

const HTML =
  '<html><head><style>p{margin:0}</style></head><body><h1>Agenda</h1><p>Bring the <b>old</b> plan, see ' +
  '<a href="https://x.example/">the page</a>.</p><ul><li>one</li><li>two</li></ul><img src="cid:logo" alt="Logo"></body></html>';

const API = ['ews', 'graph'] as const;

async function formatted(api: (typeof API)[number], options = {}) {
  const link = await linkOverBothApis(options);
  link.use(api);
  const times = { start: '2026-12-01T09:00:00', end: '2026-12-01T10:00:00', zone: 'FLE Standard Time' };
  const { id } = link.person.create({ ...times, subject: 'Board', body: HTML, bodyType: 'HTML' });
  await link.settle();
  const [entry] = await link.ports.people.list();
  if (!entry) throw new Error('the event has come across');
  return { link, id, entry };
}

const bodyOf = ({ person }: BothApis, id: string) => person.list().find((event) => event.id === id)?.body;
const remarks = async ({ pairs, world }: BothApis) =>
  (await pairs()).flatMap((row) => remarksOf(row, world.now).map(({ code }) => code));
const losers = ({ ports }: BothApis) => ports.store.list('history');

describe.each(API)('over %s', (api) => {
  it('changed words stand in the format, nothing is lost, and the pair says so', async () => {
    const { link, id, entry } = await formatted(api);
    const description = entry.event.description.replace('old', 'new & <i>bold</i>');
    await link.ports.people.edit(entry.id, { description });
    await link.settle();
    expect(bodyOf(link, id)).toEqual({
      type: 'HTML',
      text: HTML.replace('<b>old', '<b>new &amp; &lt;i&gt;bold&lt;/i&gt;'),
    });
    expect((await link.ports.people.list())[0]?.event.description).toBe(description);
    expect(await remarks(link)).toEqual(['format-kept']);
    expect(await losers(link)).toEqual([]);
    const writes = link.writes();
    await link.settle();
    expect(link.writes()).toBe(writes);
  });

  it('another text becomes plain; the formatted one is on record, and is restored with its format', async () => {
    const { link, id, entry } = await formatted(api);
    await link.ports.people.edit(entry.id, { description: 'All is different' });
    await link.settle();
    expect(bodyOf(link, id)).toEqual({ type: 'Text', text: 'All is different' });
    expect(await remarks(link)).toEqual(['format-lost']);
    const [lost] = await losers(link);
    expect(lost?.row).toMatchObject({ side: 'mailbox', field: 'description', why: 'unformatted' });
    const request = { name: lost?.name ?? '', at: link.world.now, by: 'ada', audit: 'audit' };
    expect(await requestRestore(link.ports.store, request)).toBe('requested');
    await link.settle();
    expect(bodyOf(link, id)).toEqual({ type: 'HTML', text: HTML });
    expect((await link.ports.people.list())[0]?.event.description.trim()).toBe(entry.event.description.trim());
    expect(await remarks(link)).toEqual([]);
  });

  it('in a conflict that the application wins, the formatted text is the losing value', async () => {
    const { link, id, entry } = await formatted(api, { conflictPolicy: 'source' });
    const mine = HTML.replace('old', 'oldest');
    link.person.edit(id, { body: mine, bodyType: 'HTML' });
    await link.ports.people.edit(entry.id, { description: entry.event.description.replace('old', 'new') });
    await link.settle();
    expect(bodyOf(link, id)).toEqual({ type: 'HTML', text: HTML.replace('old', 'new') });
    const [lost] = await losers(link);
    expect(lost?.row.why).toBe('conflict');
    const request = { name: lost?.name ?? '', at: link.world.now, by: 'ada', audit: 'audit' };
    await requestRestore(link.ports.store, request);
    await link.settle();
    expect(bodyOf(link, id)).toEqual({ type: 'HTML', text: mine });
  });

  it('a plain text stays plain, without remark or record', async () => {
    const { link, id, entry } = await formatted(api);
    link.person.edit(id, { body: 'Plain words', bodyType: 'Text' });
    await link.settle();
    await link.ports.people.edit(entry.id, { description: 'Other plain words' });
    await link.settle();
    expect(bodyOf(link, id)).toEqual({ type: 'Text', text: 'Other plain words' });
    expect([await remarks(link), await losers(link)]).toEqual([[], []]);
  });

  it('a formatted text that no row can hold is not written over', async () => {
    const { link, id, entry } = await formatted(api);
    const noise = Array.from({ length: 30_000 }, (_, at) => ((at * 2_654_435_761) % 4_294_967_296).toString(36)).join(
      ' ',
    );
    const long = `<p>${noise}</p>`;
    link.person.edit(id, { body: long, bodyType: 'HTML' });
    await link.settle();
    await link.ports.people.edit(entry.id, { description: 'Short' });
    await link.pass();
    await link.pass();
    expect(bodyOf(link, id)).toEqual({ type: 'HTML', text: long });
    expect((await link.pairs())[0]?.problem).toMatchObject({ code: 'item-rejected', field: 'description' });
  });

  it('formats are not read where no text is written', async () => {
    const { link, id, entry } = await formatted(api);
    let reads = 0;
    const { formats } = link.mailboxes[api];
    const counting = {
      formats: async (changes: Parameters<typeof formats>[0]) => {
        reads += 1;
        return formats(changes);
      },
    };
    link.person.edit(id, { location: 'Room 2' });
    await link.pass(counting);
    await link.ports.people.edit(entry.id, { title: 'Board meeting' });
    await link.pass(counting);
    expect(reads).toBe(0);
    await link.ports.people.edit(entry.id, { description: 'Anew' });
    await link.pass(counting);
    expect(reads).toBe(1);
  });
});
