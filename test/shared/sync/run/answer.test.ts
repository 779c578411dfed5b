import { describe, expect, it } from 'vitest';
import { type Answers, ask, type Question } from '../../../../shared/sync/pair/question.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { Source } from '../../../../shared/sync/ports/source.ts';
import type { RowWrite } from '../../../../shared/sync/ports/store.ts';
import { answerAll } from '../../../../shared/sync/run/answer.ts';
import { RunStopped } from '../../../../shared/sync/session/session.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import { entryWith, eventWith, planWith, TIMEOUT } from '../../../world/planning.ts';
import { sessionOver } from '../../../world/session.ts';

interface Fakes {
  readonly mailbox?: Partial<Mailbox>;
  readonly source?: Partial<Source>;
  readonly rows?: readonly RowWrite[];
}

/** The answer to one question of a pair in step. */
async function answered<const Q extends Question>(question: Q, { mailbox = {}, source = {}, rows = [] }: Fakes = {}) {
  const { ports } = await openMemoryPorts();
  const through = { ...ports, mailbox: answering(ports.mailbox, mailbox), source: answering(ports.source, source) };
  const session = await sessionOver(through);
  if (rows.length > 0) await ports.store.commit(rows);
  const work = new Work(session);
  const answer: Answers[Q['kind']] = await answerAll({ session, work, look: planWith() }, ask(question));
  await work.commit();
  return { answer, ports };
}

const index = (kind: 'mailboxIndex' | 'sourceIndex', id: string, pair: string): RowWrite => ({
  op: 'insert',
  kind,
  name: id,
  row: { id, pair },
});
const TAG = { pair: 'pair', nonce: 'n' };
const DENIED = failed({ kind: 'denied', code: 'exchange-sign-in-refused' });

describe('answerAll', () => {
  it('answers one question after the other, and ends with what was made of them', async () => {
    const { ports } = await openMemoryPorts();
    const session = await sessionOver(ports);
    const asking = (function* () {
      const first = yield* ask({ kind: 'uidHolder', uid: 'uid' });
      const second = yield* ask({ kind: 'entryIndex', entry: 'entry' });
      return [first, second, 'done'];
    })();
    expect(await answerAll({ session, work: new Work(session), look: planWith() }, asking)).toEqual([
      undefined,
      undefined,
      'done',
    ]);
  });
});

describe('the questions of a pair', () => {
  it.each(['mailbox', 'source'] as const)(
    'tagged: the items of the side %s, each with the pair that holds it',
    async (side) => {
      const asked: unknown[] = [];
      const items =
        side === 'mailbox'
          ? [eventWith(), eventWith({ id: 'copy' })]
          : [entryWith({ id: 'event' }), entryWith({ id: 'copy' })];
      const findByTag = async (tag: unknown) => {
        asked.push(tag);
        return ok(items) as never;
      };
      const rows = [index(side === 'mailbox' ? 'mailboxIndex' : 'sourceIndex', 'copy', 'other')];
      const { answer } = await answered({ kind: 'tagged', side, tag: TAG }, { [side]: { findByTag }, rows });
      expect(asked).toEqual([TAG]);
      expect(answer).toEqual(
        ok([
          { item: items[0], holder: undefined },
          { item: items[1], holder: 'other' },
        ]),
      );
    },
  );

  it('eventByUid: the event with the pair that holds it, or none', async () => {
    const findByUid = async (uid: string) => ok(uid === 'uid' ? eventWith() : undefined);
    const fakes = { mailbox: { findByUid }, rows: [index('mailboxIndex', 'event', 'other')] };
    expect((await answered({ kind: 'eventByUid', uid: 'uid' }, fakes)).answer).toEqual(
      ok({ item: eventWith(), holder: 'other' }),
    );
    expect((await answered({ kind: 'eventByUid', uid: 'none' }, fakes)).answer).toEqual(ok(undefined));
  });

  it('deletedEvent and moveBack: from Deleted Items, and back under a new id', async () => {
    const mailbox: Partial<Mailbox> = {
      findDeleted: async (uid) => ok(eventWith({ id: `deleted ${uid}` })),
      restore: async (id) => ok({ id: `back ${id}`, version: '2' }),
    };
    expect((await answered({ kind: 'deletedEvent', uid: 'u' }, { mailbox })).answer).toMatchObject({
      value: { id: 'deleted u' },
    });
    expect((await answered({ kind: 'moveBack', id: 'd' }, { mailbox })).answer).toEqual(ok('back d'));
  });

  it('removeOrphan: one that is gone is no failure', async () => {
    const orphan = { side: 'source', id: 'missing', version: '1' } as const;
    expect((await answered({ kind: 'removeOrphan', orphan })).answer).toEqual(ok(undefined));
  });

  it('losingValue: opened as long as its time is not over; none where its row is gone', async () => {
    const row = { side: 'mailbox', field: 'title', why: 'conflict', sealed: '"Lost"', pair: 'pair', at: 0 } as const;
    const asked = async (expiresAt: number) => {
      const rows: RowWrite[] = [{ op: 'insert', kind: 'history', name: 'h', row: { ...row, expiresAt } }];
      return (await answered({ kind: 'losingValue', name: 'h' }, { rows })).answer;
    };
    expect(await asked(Number.MAX_SAFE_INTEGER)).toMatchObject({ row, opened: { patch: { title: 'Lost' } } });
    expect(await asked(1)).toMatchObject({ row, opened: undefined });
    expect((await answered({ kind: 'losingValue', name: 'h' })).answer).toBeUndefined();
  });

  it('beginAnew: a new half pair of the entry', async () => {
    const rows = [index('sourceIndex', 'entry', 'pair')];
    const { ports } = await answered({ kind: 'beginAnew', entry: entryWith() }, { rows });
    expect(await ports.store.list('pair')).toHaveLength(1);
  });

  it('registerHolder: the link is told of the entry’s end', async () => {
    const { ports } = await answered({ kind: 'registerHolder', entry: 'entry' });
    expect(await ports.company.holders(['entry'])).toEqual([['ada']]);
  });

  it('entryIndex and uidHolder: from the link’s own rows', async () => {
    const uid: RowWrite = { op: 'insert', kind: 'uidIndex', name: 'uid', row: { uid: 'uid', pair: 'other' } };
    const rows = [index('sourceIndex', 'entry', 'other'), uid];
    expect((await answered({ kind: 'entryIndex', entry: 'entry' }, { rows })).answer).toEqual({
      id: 'entry',
      pair: 'other',
    });
    expect((await answered({ kind: 'uidHolder', uid: 'uid' }, { rows })).answer).toBe('other');
    expect((await answered({ kind: 'uidHolder', uid: 'none' }, { rows })).answer).toBeUndefined();
  });
});

describe('a question that a side does not answer', () => {
  const read = (outcome: typeof TIMEOUT) => async (ids: readonly string[]) => ids.map(() => outcome);
  const failing = (outcome: typeof TIMEOUT): readonly (readonly [Question, Fakes])[] => [
    [{ kind: 'tagged', side: 'mailbox', tag: TAG }, { mailbox: { findByTag: async () => outcome } }],
    [{ kind: 'eventByUid', uid: 'uid' }, { mailbox: { findByUid: async () => outcome } }],
    [{ kind: 'deletedEvent', uid: 'uid' }, { mailbox: { findDeleted: async () => outcome } }],
    [{ kind: 'moveBack', id: 'event' }, { mailbox: { restore: async () => outcome } }],
    [
      { kind: 'removeOrphan', orphan: { side: 'mailbox', id: 'x', version: '1' } },
      { mailbox: { read: read(outcome) } },
    ],
    [{ kind: 'entriesTagged', tag: TAG }, { source: { findByTag: async () => outcome } }],
    [{ kind: 'readEntry', entry: 'entry' }, { source: { read: read(outcome) } }],
    [
      { kind: 'setPart', entry: entryWith(), part: 'none' },
      { source: { setParts: async (parts) => parts.map(() => outcome) } },
    ],
  ];

  it.each(failing(TIMEOUT))('is answered by the failure: $kind', async (question, fakes) => {
    expect((await answered(question, fakes)).answer).toEqual(TIMEOUT);
  });

  it.each(failing(DENIED as typeof TIMEOUT))(
    'ends the run where the whole link fails: $kind',
    async (question, fakes) => {
      await expect(answered(question, fakes)).rejects.toThrow(RunStopped);
    },
  );
});
