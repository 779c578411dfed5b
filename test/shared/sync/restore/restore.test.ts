// Where a losing value can be written back, and what that comes to. The sweep of restored values fails each call.

import { describe, expect, it } from 'vitest';
import { type CalendarEvent, EVENT_FIELDS, type EventField } from '../../../../shared/calendar/event.ts';
import { withRestored } from '../../../../shared/sync/pair/row/restored.ts';
import { pollSource } from '../../../../shared/sync/poll/poll.ts';
import { DEFAULT_RULES, type LinkRules } from '../../../../shared/sync/ports/linkRules.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { PairRow, UpdateIntent } from '../../../../shared/sync/ports/rows.ts';
import { requestRestore } from '../../../../shared/sync/restore/requestRestore.ts';
import { sideToRestore } from '../../../../shared/sync/restore/restore.ts';
import { runLink } from '../../../../shared/sync/run.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { textsIn } from '../../../world/weekly.ts';
import { ADA, GRACE, type Ports, World } from '../../../world/world.ts';

const side = (id: string) => ({ id, base: { title: 't', location: 'l' } });
const row: PairRow = {
  pair: 'p',
  mailbox: side('e'),
  source: side('s'),
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
  restores: ['z1', 'z2'],
};

async function world(): Promise<World> {
  return World.begin((await openMemoryPorts()).ports);
}

describe('sideToRestore', () => {
  const event: CalendarEvent = {
    title: 'a',
    description: '',
    location: '',
    when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' },
    privacy: 'public',
    freeBusyStatus: 'busy',
    keywords: [],
    alert: null,
  };
  const present = (rest: object = {}) =>
    ({
      state: 'present',
      item: { id: 'e', version: '1', content: { kind: 'event', event }, owner: ADA, ...rest },
    }) as never;
  const both = { mailbox: present(), source: present() };
  const chosen = async (
    readings: { readonly mailbox: never; readonly source: never } = both,
    { pair = row, field = 'title', other = {} }: { pair?: PairRow; field?: EventField; other?: object } = {},
  ) =>
    sideToRestore(
      { ...(await world()).context(), ...other },
      { row: pair, ...readings },
      { field, patch: { [field]: 'back' } },
    );

  it('is the one that wins conflicts', async () => {
    expect(await chosen()).toBe('mailbox');
    expect(await chosen(both, { other: { conflictPolicy: 'source' } })).toBe('source');
  });

  it('is the one that holds the field', async () => {
    const { mailbox, source } = (await world()).ports;
    const fields = new Set(EVENT_FIELDS.filter((field) => field !== 'alert'));
    const without = { mailbox: Object.assign(Object.create(mailbox), { fields }), source };
    expect(await chosen(both, { field: 'alert', other: without })).toBe('source');
  });

  it('is the one whose edits the direction lets through', async () => {
    const rules: LinkRules = { ...DEFAULT_RULES, directions: { meeting: 'toSource' }, direction: 'toExchange' };
    expect(await chosen(both, { other: { rules } })).toBe('source');
    const meeting = { ...both, source: present({ type: 'meeting' }) };
    expect(await chosen(meeting, { other: { rules, conflictPolicy: 'source' } })).toBe('mailbox');
  });

  it('is none for a private event that the other side may not know whole', async () => {
    const rules: LinkRules = { ...DEFAULT_RULES, privateEvents: { kind: 'busyOnly', title: 'Busy' } };
    expect(await chosen(both, { other: { rules } })).toBe('mailbox');
    const content = { kind: 'event', event: { ...event, privacy: 'private' } };
    const secret = { ...both, mailbox: present({ content }) };
    expect(await chosen(secret, { other: { rules } })).toBeUndefined();
    expect(await chosen(secret)).toBe('mailbox');
  });

  it('is none where a side is missing', async () => {
    expect(await chosen({ ...both, source: { state: 'gone' } as never })).toBeUndefined();
    const { mailbox: _, ...half } = row;
    expect(await chosen(both, { pair: half })).toBeUndefined();
  });

  it.each([
    { standing: { is: 'ended', at: 1 } },
    { standing: { is: 'left' } },
    { standing: { is: 'unlinked' } },
    { standing: { is: 'held', hold: 'h' } },
    { standing: { is: 'kept' } },
    { veiled: true },
    { standing: { is: 'leftOut', reason: 'filtered' } },
  ] as const)('is none for a pair that takes no part: %j', async (state) => {
    expect(await chosen(both, { pair: { ...row, ...state } })).toBeUndefined();
  });

  it('is none for a copy, and for what only the organiser changes', async () => {
    expect(await chosen({ ...both, source: present({ owner: GRACE }) })).toBeUndefined();
    expect(await chosen({ ...both, mailbox: present({ fixed: new Set(['title']) }) })).toBeUndefined();
    expect(await chosen({ ...both, mailbox: present({ fixed: new Set(['location']) }) })).toBe('mailbox');
  });

  it('is none where a side could not hold the event with the value', async () => {
    const { mailbox, source } = (await world()).ports;
    const unheld = (given: { readonly title: string }) =>
      given.title === 'back' ? ('recurrence-not-supported' as const) : undefined;
    const refusing = Object.assign(Object.create(source), { unheld });
    expect(await chosen(both, { other: { mailbox, source: refusing } })).toBeUndefined();
    const content = { kind: 'leftOut', reason: 'item-unreadable', title: 'a' };
    expect(await chosen({ ...both, source: present({ content }) })).toBeUndefined();
  });
});

describe('withRestored', () => {
  const update: UpdateIntent = {
    op: 'update',
    at: 1,
    losers: [],
    rev: 'r',
    version: '1',
    target: { title: 'back' },
    otherBase: {},
  };

  it('the field counts as edited, and the wish is fulfilled', () => {
    expect(withRestored(row, 'mailbox', { ...update, restores: 'z1' })).toEqual({
      ...row,
      mailbox: { id: 'e', base: { location: 'l' } },
      restores: ['z2'],
    });
  });

  it('another update changes nothing', () => {
    expect(withRestored(row, 'mailbox', update)).toBe(row);
  });
});

describe('a value that is wanted back', () => {
  async function conflict(): Promise<{ w: World; ports: Ports; lost: string; want: () => Promise<string> }> {
    const w = await world();
    const { ports } = w;
    await w.createEvent();
    await rest(w);
    await w.editEvent(['title']);
    await w.editEntry(['title']);
    const lost = (await w.entry()).event.title;
    await rest(w);
    const [name = ''] = (await ports.store.list('history')).map((stored) => stored.name);
    const want = () => requestRestore(ports.store, { name, at: w.now, by: ADA, audit: `${w.now}-a` });
    return { w, ports, lost, want };
  }

  async function rest(w: World, ports = w.ports): Promise<void> {
    for (let i = 0; i < 5; i += 1) {
      for (let more = true; more; ) {
        const polled = await pollSource(w.ports);
        more = polled.ok && polled.value.more;
      }
      await runLink(w.context(ports));
      w.now += 4 * 60_000;
    }
  }

  it('stands on both sides, and what it replaced is on record', async () => {
    const { w, lost, want } = await conflict();
    const stood = (await w.event()).event.title;
    expect(await want()).toBe('requested');
    await rest(w);
    expect([(await w.event()).event.title, (await w.entry()).event.title]).toEqual([lost, lost]);
    expect((await w.history()).map(({ why, sealed }) => [why, sealed])).toEqual([
      ['conflict', JSON.stringify(lost)],
      ['replaced', JSON.stringify(stood)],
    ]);
    expect(await w.verdict()).toBeUndefined();
  });

  it('is given up when its time is over before the run', async () => {
    const { w, ports, lost, want } = await conflict();
    w.now += 29.9 * 86_400_000;
    await want();
    w.now += 86_400_000;
    await rest(w);
    expect((await w.event()).event.title).not.toBe(lost);
    expect((await ports.store.list('pair'))[0]?.row).not.toHaveProperty('restores');
  });

  it('is given up when it has become impossible, and its row says so', async () => {
    const { w, ports, want } = await conflict();
    await want();
    await ports.people.reassign((await w.entry()).id, GRACE, [ADA]);
    await rest(w);
    expect((await w.history())[0]?.restore).toMatchObject({ impossible: true });
    expect((await ports.store.list('dirty')).length).toBe(0);
  });

  it('is written again where only the end of the first write did not come through', async () => {
    const w = await world();
    await w.createSeriesEvent();
    await rest(w);
    await w.editOccurrence('event', 2);
    await w.editOccurrence('entry', 2);
    const lost = textsIn((await w.entry()).event);
    await rest(w);
    const [name = ''] = (await w.ports.store.list('history')).map((stored) => stored.name);
    await requestRestore(w.ports.store, { name, at: w.now, by: ADA, audit: `${w.now}-a` });
    const mailbox = withoutTheEnd(w.ports.mailbox);
    await rest(w, { ...w.ports, mailbox });
    for (const { event } of [await w.event(), await w.entry()]) expect(textsIn(event)).toEqual(lost);
    expect((await w.history()).map(({ why }) => why)).toEqual(['conflict', 'replaced']);
  });
});

/** Of its first update all is applied but for the end: the item says what was sent, and that more was to come. */
function withoutTheEnd(mailbox: Mailbox): Mailbox {
  let begun: string | undefined;
  let updates = 0;
  return answering<Mailbox>(mailbox, {
    update: async (sent) => {
      const answers = await mailbox.update(sent);
      updates += 1;
      begun = updates === 1 ? sent[0]?.rev : undefined;
      return begun === undefined ? answers : sent.map(() => failed({ kind: 'transient', code: 'exchange-timeout' }));
    },
    read: async (ids) => {
      const items = await mailbox.read(ids);
      return items.map((item) => (item.ok && begun !== undefined ? ok({ ...item.value, begun }) : item));
    },
  });
}
