import { describe, expect, it } from 'vitest';
import { type Answers, ask, type Question } from '../../../../shared/sync/pair/question.ts';
import type { Mailbox } from '../../../../shared/sync/ports/mailbox.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import type { CompanyStore, MeetingRow } from '../../../../shared/sync/ports/store.ts';
import { answerAll } from '../../../../shared/sync/run/answer.ts';
import { LEASE_MS, RunStopped, Session } from '../../../../shared/sync/session/session.ts';
import { Work } from '../../../../shared/sync/session/work.ts';
import { answering } from '../../../world/answering.ts';
import { openMemoryPorts } from '../../../world/memoryPorts.ts';
import {
  ADA,
  BASE,
  entryWith,
  eventWith,
  OUR_EVENT,
  planWith,
  rowWith,
  TIMEOUT,
  there,
} from '../../../world/planning.ts';
import { type Ports, World } from '../../../world/world.ts';

async function open(change: (ports: Ports) => Partial<Ports> = () => ({})) {
  const { ports } = await openMemoryPorts();
  const world = await World.begin({ ...ports, ...change(ports) });
  const [link] = await ports.store.list('link');
  const session = link && (await Session.begin(world.context(), link.row, undefined));
  if (!session) throw new Error('the link has a row, and nobody else its lease');
  const answer = async <const Q extends Question>(question: Q, planned?: PairRow): Promise<Answers[Q['kind']]> => {
    const plan = planned && planWith({ row: planned, losers: [] });
    const rest = { look: planWith(), planned: (pair: string) => (plan?.row.pair === pair ? plan : undefined) };
    return answerAll({ session, work: new Work(session), ...rest }, ask(question));
  };
  return { ports, world, session, answer };
}

const THEIRS: MeetingRow = { link: 'grace', pair: 'p', nonce: 'theirs', at: 1, abandoned: [] };

describe('the questions about a meeting', () => {
  it('links: the company’s, asked once a run', async () => {
    let calls = 0;
    const { answer } = await open(({ company }) => ({
      company: answering<CompanyStore>(company, {
        links: async () => {
          calls += 1;
          return company.links();
        },
      }),
    }));
    expect(await answer({ kind: 'links' })).toMatchObject([{ link: 'ada', email: ADA }]);
    await answer({ kind: 'links' });
    expect(calls).toBe(1);
  });

  it('claim: for this pair, with a new nonce; the claim before is given up', async () => {
    const { ports, world, answer } = await open();
    await ports.company.claimMeeting('uid', THEIRS, undefined);
    const stored = await answer({ kind: 'meeting', uid: 'uid' });
    expect(stored?.row).toEqual(THEIRS);
    const claim = await answer({ kind: 'claim', uid: 'uid', stored });
    const abandoned = [{ pair: 'p', nonce: 'theirs' }];
    expect(claim).toEqual({ link: 'ada', pair: 'pair', nonce: expect.any(String), at: world.now, abandoned });
    expect((await ports.company.meeting('uid'))?.row).toEqual(claim);
    // Another link was quicker than what was read.
    expect(await answer({ kind: 'claim', uid: 'uid', stored })).toBeUndefined();
  });

  it('renewClaim: the same claim at a later time, unless another link was quicker', async () => {
    const { ports, world, answer } = await open();
    await ports.company.claimMeeting('uid', THEIRS, undefined);
    const stored = await ports.company.meeting('uid');
    if (!stored) throw new Error('claimed just now');
    expect(await answer({ kind: 'renewClaim', uid: 'uid', stored })).toBe(true);
    expect((await ports.company.meeting('uid'))?.row).toEqual({ ...THEIRS, at: world.now });
    expect(await answer({ kind: 'renewClaim', uid: 'uid', stored })).toBe(false);
  });

  it('publishMade, publishKnown and publishInvitation: the company knows the entry, and the way back', async () => {
    const { ports, answer } = await open();
    expect(await answer({ kind: 'publishMade', uid: 'a', nonce: 'n', entry: 'made' })).toBe('published');
    expect(await answer({ kind: 'publishKnown', uid: 'b', entry: 'known', stored: undefined })).toBe(true);
    expect(await answer({ kind: 'publishInvitation', uid: 'c', entry: 'invited' })).toBe(true);
    const rows = await Promise.all(['a', 'b', 'c'].map((uid) => ports.company.meeting(uid)));
    expect(rows.map((stored) => stored?.row)).toMatchObject([
      { pair: 'pair', nonce: 'n', entry: 'made' },
      { pair: 'pair', entry: 'known' },
      { pair: 'pair', entry: 'invited', invites: true },
    ]);
    expect(await answer({ kind: 'meetingOfEntry', entry: 'known' })).toBe('b');
    expect(await answer({ kind: 'meetingOfEntry', entry: 'none' })).toBeUndefined();
  });

  it('readEntry and setPart: in the application, on the condition of the version', async () => {
    const { ports, world, session, answer } = await open();
    const id = await ports.people.create(world.newEvent(), 'grace@example.com');
    const read = await answer({ kind: 'readEntry', entry: id });
    if (!read.ok) throw new Error('it stands there');
    expect(await answer({ kind: 'setPart', entry: read.value, part: 'participant' })).toEqual(ok(undefined));
    expect((await ports.people.list())[0]?.participants).toEqual([ADA]);
    expect(await answer({ kind: 'setPart', entry: read.value, part: 'none' })).toEqual(failed({ kind: 'conflict' }));
    world.now += LEASE_MS;
    expect(session.holdsLease()).toBe(false);
    expect(await answer({ kind: 'setPart', entry: read.value, part: 'none' })).toBeUndefined();
  });
});

describe('entryHolder', () => {
  const ENTRY = entryWith();
  const OURS = rowWith({ pair: 'other', mailbox: OUR_EVENT });
  const { mailbox: _, ...half } = rowWith({ pair: 'other' });
  const question = { kind: 'entryHolder', entry: ENTRY } as const;

  async function holderOf(row: PairRow | undefined, read?: Mailbox['read'], planned?: PairRow) {
    const { ports, answer } = await open(({ mailbox }) => ({ mailbox: answering(mailbox, read ? { read } : {}) }));
    const pair = row?.pair ?? 'other';
    if (row !== undefined || planned) {
      await ports.store.commit([{ op: 'insert', kind: 'sourceIndex', name: 'entry', row: { id: 'entry', pair } }]);
    }
    if (row) await ports.store.commit([{ op: 'insert', kind: 'pair', name: pair, row }]);
    return answer(question, planned);
  }
  const reads = (outcome: Awaited<ReturnType<Mailbox['read']>>[number]) => async () => [outcome];

  it('is nobody where no other pair holds the entry', async () => {
    expect(await holderOf(undefined)).toBeUndefined();
    expect(await holderOf(rowWith())).toBeUndefined();
  });

  it('is half a pair, with the entry as it was read', async () => {
    const expected = { row: half, mailbox: { state: 'absent' }, source: there(ENTRY), losers: [], deletes: 0 };
    expect(await holderOf(half)).toEqual(expected);
  });

  it('is a pair with a silent copy, as the copy reads now', async () => {
    expect(await holderOf(OURS, reads(ok(eventWith())))).toMatchObject({ mailbox: there(eventWith()) });
    expect(await holderOf(OURS, reads(failed({ kind: 'gone' })))).toMatchObject({ mailbox: { state: 'gone' } });
  });

  it('is a pair of the same chunk, as it is planned', async () => {
    const planned = { ...OURS, role: 'participant' } as const;
    expect(await holderOf(OURS, undefined, planned)).toMatchObject({ row: planned, mailbox: there(eventWith()) });
  });

  it('has the entry by an event that a person made', async () => {
    const persons = rowWith({ pair: 'other' });
    expect(await holderOf(persons)).toBe('taken');
    const ended = { ...persons, standing: { is: 'ended', at: 1 } } as const;
    expect(await holderOf(ended, reads(failed({ kind: 'gone' })))).toMatchObject({ row: ended });
  });

  it('is known later where a write may still land, or the copy cannot be read', async () => {
    const create = { op: 'create', at: 0, losers: [], nonce: 'n', target: BASE, otherBase: BASE } as const;
    expect(await holderOf({ ...half, intents: { mailbox: create } })).toBe('later');
    expect(await holderOf({ ...half, intents: { source: create } })).toBe('later');
    expect(await holderOf(OURS, reads(TIMEOUT))).toBe('later');
  });

  it('ends the run where the mailbox fails as a whole', async () => {
    const denied = failed({ kind: 'denied', code: 'exchange-sign-in-refused' });
    await expect(holderOf(OURS, reads(denied))).rejects.toThrow(RunStopped);
  });
});
