// The questions of settling a write, and the result of each answer: settle.test.ts has whole runs. Long because it is one
// rule.
import { describe, expect, it } from 'vitest';
import { LATE_MS } from '../../../../../shared/sync/pair/facts/late.ts';
import { settleWrites } from '../../../../../shared/sync/pair/facts/settle.ts';
import type { Plan } from '../../../../../shared/sync/pair/plan.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import type {
  CreateIntent,
  DeleteIntent,
  Loser,
  PairRow,
  UpdateIntent,
} from '../../../../../shared/sync/ports/rows.ts';
import {
  ABSENT,
  type AnswerTable,
  AT,
  answering,
  BASE,
  entryWith,
  eventWith,
  GONE,
  MINUTE,
  planWith,
  play,
  print,
  rowWith,
  SETTINGS,
  TIMEOUT,
  there,
} from '../../../../world/planning.ts';

const loser: Loser = { side: 'mailbox', field: 'title', why: 'conflict', sealed: '***' };
const create = (at: number, more: Partial<CreateIntent> = {}): CreateIntent => ({
  op: 'create',
  at,
  losers: [],
  nonce: 'n',
  target: BASE,
  otherBase: BASE,
  ...more,
});
const update = (at: number, more: Partial<UpdateIntent> = {}): UpdateIntent => ({
  op: 'update',
  at,
  losers: [loser],
  rev: 'r',
  version: '1',
  target: print({ title: 'Sent' }),
  otherBase: print({ title: 'Sent' }),
  ...more,
});
const removal = (at: number, outOfScope = false): DeleteIntent => ({
  op: 'delete',
  at,
  losers: [loser],
  read: BASE,
  outOfScope,
});
const settle = (plan: Plan, table: AnswerTable = {}) => answering(settleWrites(plan, SETTINGS, AT), table);
const withIntent = (intents: PairRow['intents'], change: Partial<Plan> = {}, more: Partial<PairRow> = {}) =>
  planWith({ row: rowWith({ intents, ...more }), ...change });
const LATE = AT - LATE_MS;
const waited = (plan: Plan) => plan.waitUntil;

describe('settleWrites', () => {
  it('a pair without a write of unknown outcome goes on', () => {
    const plan = planWith();
    expect(settle(plan)).toEqual({ kind: 'goOn', plan, asked: [] });
  });
});

describe('settleWrites, of a creation', () => {
  const half = (intent: CreateIntent, side: 'mailbox' | 'source' = 'mailbox') => {
    const { [side]: _, ...row } = rowWith({ intents: { [side]: intent } });
    return planWith({ row, [side]: ABSENT });
  };
  const made = eventWith({ id: 'made' });

  it('the item that carries its tag is taken, and both sides are read again', () => {
    const found = ok([
      { item: eventWith({ id: 'copy' }), holder: 'other' },
      { item: made, holder: undefined },
    ]);
    const { made: verdict, asked } = play(settleWrites(half(create(AT)), SETTINGS, AT), { tagged: found });
    expect(asked).toEqual([{ kind: 'tagged', side: 'mailbox', tag: { pair: 'pair', nonce: 'n' } }]);
    const { kind, plan } = verdict;
    expect([kind, plan.conclusion]).toEqual(['decided', 'lookAgain']);
    expect(plan.row).toMatchObject({ intents: {}, mailbox: { id: 'made', base: BASE, madeAt: AT } });
    expect(plan.rows.map(({ kind: of, name }) => `${of} ${name}`)).toEqual(['mailboxIndex made', 'uidIndex uid']);
  });

  it('the company is told of an entry’s holder, and of what was made for a meeting, before the pair takes it', () => {
    const intent = create(AT, { meeting: 'uid' });
    const table: AnswerTable = {
      tagged: ok([{ item: entryWith(), holder: undefined }]),
      publishMade: 'published',
      registerHolder: undefined,
    };
    const { kind, plan, asked } = settle(half(intent, 'source'), table);
    expect([kind, plan.row.source?.id, plan.row.meeting?.joined]).toEqual(['decided', 'entry', true]);
    expect(asked).toEqual(['tagged', 'publishMade', 'registerHolder']);
  });

  it.each(['again', 'refused'] as const)(
    'where the company does not take the entry, the pair waits: %s',
    (publishMade) => {
      const tagged = ok([{ item: entryWith(), holder: undefined }]);
      const { kind, plan } = settle(half(create(AT, { meeting: 'uid' }), 'source'), { tagged, publishMade });
      expect([kind, waited(plan), plan.row.source]).toEqual(['stopped', AT + MINUTE, undefined]);
    },
  );

  it('an event that invites is published before the pair takes it', () => {
    const intent = create(AT, { invited: ['print'] });
    const tagged = ok([{ item: made, holder: undefined }]);
    const { plan, asked } = settle(half(intent), { tagged, publishInvitation: true });
    expect([asked, plan.row.invited]).toEqual([['tagged', 'publishInvitation'], ['print']]);
    expect(settle(half(intent), { tagged, publishInvitation: false }).kind).toBe('stopped');
  });

  it.each([
    [AT, AT + MINUTE],
    [LATE + 30_000, AT + 30_000],
    [LATE + 1, AT + 1],
  ])('not found, it is waited for: sent at %s', (at, until) => {
    const { kind, plan } = settle(half(create(at)), { tagged: ok([]) });
    expect([kind, waited(plan)]).toEqual(['stopped', until]);
  });

  it('after seven minutes it is given up, and remembered', () => {
    const { kind, plan } = settle(half(create(LATE)), { tagged: ok([]) });
    expect([kind, plan.row.intents, plan.conclusion]).toEqual(['goOn', {}, 'inStep']);
    expect(plan.row.abandoned).toEqual([{ side: 'mailbox', nonce: 'n', target: BASE }]);
  });

  it('stays where the side does not answer', () => {
    const { kind, plan } = settle(half(create(LATE)), { tagged: TIMEOUT });
    expect([kind, plan.failure, plan.row.intents.mailbox]).toEqual(['stopped', TIMEOUT.failure, create(LATE)]);
  });
});

describe('settleWrites, of an update', () => {
  const sent = eventWith({ rev: 'r', version: '2' }, { title: 'Sent', location: 'Edited' });

  it('landed: the fields that read as sent are the base of both sides, and the losing value goes on record', () => {
    const { kind, plan } = settle(withIntent({ mailbox: update(AT) }, { mailbox: there(sent) }));
    expect([kind, plan.row.intents, plan.losers]).toEqual(['goOn', {}, [loser]]);
    const { title } = print({ title: 'Sent' });
    expect(plan.row.mailbox?.base).toEqual({ ...BASE, title });
    expect(plan.row.source?.base).toEqual({ ...BASE, title });
  });

  it('landed, and edited since: the field has no base, so it is an edit', () => {
    const mailbox = there(eventWith({ rev: 'r' }, { title: 'Edited' }));
    const { plan } = settle(withIntent({ mailbox: update(AT) }, { mailbox }));
    expect(plan.row.mailbox?.base.title).toBeUndefined();
  });

  it('landed: a value that a person wanted back counts as edited, once its write came to its end', () => {
    const intent = { mailbox: update(AT, { restores: 'wish', target: BASE }) };
    const row = { restores: ['wish'] };
    const ended = settle(withIntent(intent, { mailbox: there(eventWith({ rev: 'r' })) }, row)).plan.row;
    expect([ended.restores, ended.mailbox?.base.title]).toEqual([undefined, undefined]);
    const begun = settle(withIntent(intent, { mailbox: there(eventWith({ begun: 'r' })) }, row)).plan.row;
    expect([begun.restores, begun.mailbox?.begun]).toEqual([['wish'], { rev: 'r', at: AT }]);
  });

  it('landed: who was invited with it is remembered', () => {
    const intent = { mailbox: update(AT, { invited: ['print'] }) };
    expect(settle(withIntent(intent, { mailbox: there(sent) })).plan.row.invited).toEqual(['print']);
  });

  it('not landed, it is waited for as long as its condition holds', () => {
    const { kind, plan } = settle(withIntent({ mailbox: update(AT) }));
    expect([kind, waited(plan)]).toEqual(['stopped', AT + MINUTE]);
  });

  it.each([
    ['its time is over', LATE, eventWith()],
    ['the item has another version', AT, eventWith({ version: '2' })],
  ])('not landed where %s: the last three are remembered, since they may still', (_, at, item) => {
    const unlanded = { mailbox: [update(1, { rev: 'a' }), update(1, { rev: 'b' }), update(1, { rev: 'c' })] };
    const { kind, plan } = settle(withIntent({ mailbox: update(at) }, { mailbox: there(item) }, { unlanded }));
    expect([kind, plan.row.intents, plan.losers]).toEqual(['goOn', {}, []]);
    expect(plan.row.unlanded.mailbox?.map(({ rev }) => rev)).toEqual(['r', 'a', 'b']);
  });

  it('one of those that were not landed may be found later', () => {
    const plan = withIntent({}, { mailbox: there(sent) }, { unlanded: { mailbox: [update(1)] } });
    const { kind, plan: after } = settle(plan);
    expect([kind, after.row.unlanded, after.losers]).toEqual(['goOn', {}, [loser]]);
    const other = withIntent({}, { mailbox: there(sent) }, { unlanded: { mailbox: [update(1, { rev: 'x' })] } });
    expect(settle(other).plan).toBe(other);
  });

  it('of an item that is gone nobody can know: the losing value stays on record', () => {
    const { kind, plan } = settle(withIntent({ mailbox: update(AT) }, { mailbox: GONE }));
    expect([kind, plan.row.intents, plan.losers]).toEqual(['goOn', {}, [loser]]);
  });
});

describe('settleWrites, of a delete', () => {
  it.each([
    ['mailbox', AT, 'stopped'],
    ['mailbox', LATE, 'goOn'],
    // The application's delete has a condition.
    ['source', AT, 'goOn'],
  ] as const)('an item that stands in the %s still', (side, at, kind) => {
    const verdict = settle(withIntent({ [side]: removal(at) }));
    expect([verdict.kind, verdict.plan.row.intents[side] === undefined]).toEqual([kind, kind === 'goOn']);
    expect([verdict.plan.losers, verdict.plan.deletes]).toEqual([[], 0]);
  });

  it.each([
    ['mailbox', { mailbox: GONE, source: GONE }, { deletedEvent: ok(undefined) }],
    ['source', { mailbox: GONE, source: GONE }, {}],
  ] as const)('done in the %s: it counts, and the losing values go on record', (side, change, table) => {
    const { kind, plan } = settle(withIntent({ [side]: removal(AT) }, change), table);
    expect([kind, plan.row.intents, plan.losers, plan.deletes]).toEqual(['goOn', {}, [loser], 1]);
  });

  it('an event that a person edited just before is given back, and counts not', () => {
    const deletedEvent = ok(eventWith({ id: 'd' }, { title: 'Edited' }));
    const table = { deletedEvent, moveBack: ok('back') };
    const { kind, plan } = settle(withIntent({ mailbox: removal(AT) }, { mailbox: GONE }), table);
    expect([kind, plan.conclusion, plan.deletes, plan.losers]).toEqual(['decided', 'lookAgain', 0, [loser]]);
    expect(plan.row).toMatchObject({ intents: {}, mailbox: { id: 'back' } });
  });

  it('stays where Deleted Items are not answered', () => {
    const { kind, plan } = settle(withIntent({ mailbox: removal(AT) }, { mailbox: GONE }), { deletedEvent: TIMEOUT });
    expect([kind, plan.row.intents.mailbox, plan.losers]).toEqual(['stopped', removal(AT), []]);
  });

  describe('of an update on a side that keeps no rev', () => {
    const unstamped = (version: string, title: string) => there(entryWith({ version, unstamped: true }, { title }));
    const settled = (version: string, title: string) =>
      settle(withIntent({ source: update(LATE) }, { source: unstamped(version, title) })).plan;

    it('landed where the item has been changed since and reads as sent', () => {
      const plan = settled('2', 'Sent');
      expect(plan.row.intents.source).toBeUndefined();
      expect(plan.row.source?.base.title).toBe(print({ title: 'Sent' }).title);
      expect(plan.losers).toEqual([loser]);
    });

    it('may have landed where the item says something else: the losing value goes on record', () => {
      const plan = settled('2', 'Stored in its own way');
      expect(plan.row.source?.base).toEqual(BASE);
      expect(plan.losers).toEqual([loser]);
    });

    it('did not land where the version is the one that it was planned on', () => {
      const plan = settled('1', 'Sent');
      expect(plan.row.unlanded.source).toHaveLength(1);
      expect(plan.losers).toEqual([]);
    });
  });
});
