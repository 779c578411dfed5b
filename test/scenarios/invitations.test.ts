// Invitations from the owner's calendar, where the company sends them, with every mail counted; over EWS and over Graph.
// Long because it is one suite for both.
import { describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../shared/calendar/event.ts';
import { DEFAULT_RULES } from '../../shared/sync/ports/linkRules.ts';
import type { Mailbox } from '../../shared/sync/ports/mailbox.ts';
import { failed, type Outcome } from '../../shared/sync/ports/outcome.ts';
import { ADA, BEN, type CompanyOverExchange, companyOverExchange, DORA } from '../world/companyOverExchange.ts';

const open = async (api: 'ews' | 'graph'): Promise<CompanyOverExchange> => {
  const company = await companyOverExchange(api);
  company.world.participants = 'invitations';
  return company;
};

const create = async (
  { world }: CompanyOverExchange,
  participants: readonly string[],
  change: Partial<CalendarEvent> = {},
) => world.source.people.create({ ...world.newEvent('Steering'), ...change }, ADA, participants);

/** Over, and not so long ago that it would be left out. */
const LAST_WEEK = { start: '2026-11-13T09:00:00' };

describe.each(['ews', 'graph'] as const)('invitations over %s', (api) => {
  it('the owner’s event invites everyone, linked or not, once; who is linked takes the copy that Exchange carries', async () => {
    const company = await open(api);
    await create(company, [BEN, DORA]);
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben', 'invitation Dora']);
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([['Steering'], ['Steering']]);
    expect(company.person(BEN).list()[0]?.organizer).toBe(ADA);
    expect(await company.world.entries()).toHaveLength(1);
    await company.settle();
    expect(company.mailed()).toEqual([]);
  });

  it('the attendee’s run comes first: it waits for the invitation', async () => {
    const company = await open(api);
    await create(company, [BEN]);
    await company.pass(BEN);
    expect(company.calendar(BEN)).toEqual([]);
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben']);
    expect(company.calendar(BEN)).toEqual(['Steering']);
  });

  it('a change of what the invitation says is told once, others are not; answers stay', async () => {
    const company = await open(api);
    const id = await create(company, [BEN, DORA]);
    await company.settle();
    const [copy] = company.person(BEN).list();
    company.person(BEN).answer(copy?.id ?? '', 'Accept');
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben', 'invitation Dora', 'response Ada']);
    const { people } = company.world.source;
    await people.edit(id, { keywords: ['Blue'], alert: { minutesBefore: 5 } });
    await company.settle();
    expect(company.mailed()).toEqual([]);
    await people.edit(id, { title: 'Steering, later' });
    await company.settle();
    expect(company.mailed()).toEqual(['update Ben', 'update Dora']);
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([['Steering, later'], ['Steering, later']]);
    expect(company.person(BEN).list()[0]?.myResponse).toBe('Accept');
    expect(JSON.stringify(company.person(ADA).list()[0]?.requiredAttendees)).toContain('"Accept"');
  });

  it('who comes is invited, who goes is told; whom the owner invited in Outlook stays', async () => {
    const company = await open(api);
    const id = await create(company, [BEN]);
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben']);
    const own = company.person(ADA).list()[0];
    company.person(ADA).invite(own?.id ?? '', 'guest@elsewhere.example');
    await company.settle();
    expect(company.mailed()).toEqual([]);
    await company.world.source.people.reassign(id, ADA, [DORA]);
    await company.settle();
    const others = api === 'graph' ? ['update guest@elsewhere.example'] : [];
    expect(company.mailed()).toEqual(['cancellation Ben', 'invitation Dora', ...others]);
    expect(company.calendar(BEN)).toEqual(['(Canceled: Steering)']);
    expect(await company.world.entries()).toHaveLength(1);
    expect(JSON.stringify(company.person(ADA).list()[0]?.requiredAttendees)).toContain('guest@elsewhere.example');
  });

  it('an entry that goes cancels its meeting', async () => {
    const company = await open(api);
    const id = await create(company, [BEN, DORA]);
    await company.settle();
    company.mailed();
    await company.world.source.people.remove(id);
    await company.settle();
    expect(company.mailed()).toEqual(['cancellation Ben', 'cancellation Dora']);
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([[], ['(Canceled: Steering)']]);
    expect(await company.world.entries()).toEqual([]);
  });

  it('nobody is mailed about what is over, and those who are linked get silent copies', async () => {
    const company = await open(api);
    const { when } = company.world.newEvent('');
    const id = await create(company, [BEN, DORA], { when: { ...when, ...LAST_WEEK } });
    await company.settle();
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([['Steering'], ['Steering']]);
    await company.world.source.people.edit(id, { title: 'Minutes' });
    await company.settle();
    expect(company.calendar(BEN)).toEqual(['Minutes']);
    expect(company.mailed()).toEqual([]);
  });

  it('an owner whose link is off invites nobody: silent copies at once', async () => {
    const company = await open(api);
    company.world.changeLink(ADA, { on: false });
    await create(company, [BEN]);
    await company.pass(BEN);
    expect(company.calendar(BEN)).toEqual(['Steering']);
    expect(company.mailed()).toEqual([]);
  });

  it('the rule mails nobody when it is switched on, but with the next change of an entry; silent copies give way', async () => {
    const company = await open(api);
    company.world.participants = 'silentCopies';
    const ids = [await create(company, [BEN]), await create(company, [], { title: 'Alone' })];
    await company.settle();
    expect(company.calendar(BEN)).toEqual(['Steering']);
    company.world.participants = 'invitations';
    await company.settle();
    expect(company.mailed()).toEqual([]);
    await company.world.source.people.edit(ids[0] ?? '', { location: 'Room 2' });
    await company.world.source.people.reassign(ids[1] ?? '', ADA, [BEN]);
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben', 'invitation Ben']);
    expect(company.calendar(BEN)).toEqual(['Alone', 'Steering']);
    expect(
      company
        .person(BEN)
        .list()
        .map(({ organizer }) => organizer),
    ).toEqual([ADA, ADA]);
    company.world.participants = 'silentCopies';
    await company.world.source.people.edit(ids[0] ?? '', { title: 'Unheard' });
    await company.world.source.people.remove(ids[1] ?? '');
    await company.pass();
    expect(company.mailed()).toEqual([]);
  });

  it('a meeting that a person made in Outlook is read, and nobody is mailed about it', async () => {
    const company = await open(api);
    const own = company
      .person(ADA)
      .create({ subject: 'Own', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' });
    company.person(ADA).invite(own.id, BEN);
    company.person(ADA).invite(own.id, DORA);
    await company.settle();
    const [entry] = await company.world.entries();
    await company.world.source.people.edit(entry?.id ?? '', { title: 'Renamed' });
    await company.world.source.people.reassign(entry?.id ?? '', ADA, [BEN, DORA, 'eve@elsewhere.example']);
    await company.settle();
    expect(company.mailed()).toEqual([]);
  });

  it('an answer that is lost mails nobody twice', async () => {
    const company = await open(api);
    const id = await create(company, [BEN]);
    await company.pass(ADA, lost(company, 'create'));
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben']);
    await company.world.source.people.edit(id, { title: 'Later' });
    await company.pass(ADA, lost(company, 'update'));
    await company.settle();
    expect(company.mailed()).toEqual(['update Ben']);
    await company.world.source.people.remove(id);
    await company.pass(ADA, lost(company, 'remove'));
    await company.settle();
    expect(company.mailed()).toEqual(['cancellation Ben']);
    expect(company.calendar(ADA)).toEqual([]);
  });

  it('a preview counts the mails and sends none; what is over is not counted', async () => {
    const company = await open(api);
    company.world.changeLink(ADA, { started: false });
    const { when } = company.world.newEvent('');
    await create(company, [BEN, DORA]);
    await create(company, [BEN], { title: 'Over', when: { ...when, ...LAST_WEEK } });
    await company.pass();
    const invites = (await company.pairs(ADA)).map(({ firstSeen }) => firstSeen?.invites ?? 0).sort();
    expect(invites).toEqual([0, 2]);
    expect(company.mailed()).toEqual([]);
    company.world.changeLink(ADA, { started: true });
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben', 'invitation Dora']);
  });

  it('a series is one invitation, and an occurrence that changes is told', async () => {
    const company = await open(api);
    const rule = {
      frequency: 'weekly',
      interval: 1,
      byDay: [{ day: 'tu' }],
      end: { kind: 'count', count: 4 },
    } as const;
    const { when } = company.world.newEvent('');
    const id = await create(company, [BEN], { when: { ...when, recurrence: { rule, overrides: {} } } });
    await company.settle();
    expect(company.mailed()).toEqual(['invitation Ben']);
    const overrides = { '2026-12-08T09:00:00': { title: 'Longer' } };
    await company.world.source.people.edit(id, { when: { ...when, recurrence: { rule, overrides } } });
    await company.settle();
    expect(new Set(company.mailed())).toEqual(new Set(['update Ben']));
    expect(company.person(BEN).list()).toMatchObject([{ exceptions: { '2026-12-08': { subject: 'Longer' } } }]);
    expect(await company.world.entries()).toHaveLength(1);
  });

  it('the owner changes: the meeting is cancelled, and the new owner invites', async () => {
    const company = await open(api);
    const id = await create(company, [BEN, DORA]);
    await company.settle();
    company.mailed();
    await company.world.source.people.reassign(id, BEN, [ADA, DORA]);
    await company.settle();
    expect(company.mailed()).toEqual(['cancellation Ben', 'cancellation Dora', 'invitation Ada', 'invitation Dora']);
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([
      ['Steering'],
      ['(Canceled: Steering)', 'Steering'],
    ]);
    await company.world.source.people.edit(id, { title: 'By Ben' });
    await company.settle();
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([['By Ben'], ['(Canceled: Steering)', 'By Ben']]);
    for (const { id: event, isCancelled } of company.person(BEN).list()) {
      if (isCancelled) company.person(BEN).remove(event);
    }
    await company.settle();
    expect(await company.world.entries()).toHaveLength(1);
  });

  it('a private entry that goes veiled to the calendar invites nobody', async () => {
    const company = await open(api);
    company.world.rules = { ...DEFAULT_RULES, privateEvents: { kind: 'busyOnly', title: 'Busy' } };
    await create(company, [BEN], { privacy: 'private' });
    await company.settle();
    expect([company.calendar(ADA), company.calendar(BEN)]).toEqual([['Busy'], ['Busy']]);
    expect(company.mailed()).toEqual([]);
  });

  it('what we made is removed: a meeting that others were invited to is kept, and nobody is mailed', async () => {
    const company = await open(api);
    await create(company, [BEN]);
    await create(company, [], { title: 'Alone' });
    await company.settle();
    company.mailed();
    company.world.changeLink(ADA, { on: false, started: false, removing: true });
    for (let passes = 0; passes < 6; passes += 1) await company.pass(ADA);
    expect(company.calendar(ADA)).toEqual(['Steering']);
    expect(company.mailed()).toEqual([]);
  });
});

/** The next writes of this kind are carried out, and nobody hears of it. */
function lost({ mailbox }: CompanyOverExchange, name: 'create' | 'update' | 'remove'): Partial<Mailbox> {
  const own = mailbox(ADA);
  const answerLost = async (items: readonly never[]): Promise<Outcome<never>[]> => {
    await own[name](items);
    return items.map(() => failed({ kind: 'transient', code: 'exchange-timeout' }));
  };
  return { [name]: answerLost };
}
