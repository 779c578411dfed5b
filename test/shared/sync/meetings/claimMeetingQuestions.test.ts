// The questions of the claim of a meeting, and the result of each answer: claimMeeting.test.ts has whole runs of several links.
import { describe, expect, it } from 'vitest';
import { type Claim, claimMeeting } from '../../../../shared/sync/meetings/claimMeeting.ts';
import { STUCK_MS } from '../../../../shared/sync/meetings/waitForMeeting.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import type { PairRow } from '../../../../shared/sync/ports/rows.ts';
import type { LinkRegistration, MeetingRow, StoredMeeting } from '../../../../shared/sync/ports/store.ts';
import {
  ADA,
  type AnswerTable,
  AT,
  BASE,
  entryWith,
  GRACE,
  MINUTE,
  meetingWith,
  planWith,
  play,
  rowWith,
  SETTINGS,
  TIMEOUT,
  there,
} from '../../../world/planning.ts';

const ORGANISED = meetingWith('organiser');
const attended = (organiser = GRACE) =>
  meetingWith('attendee', { meeting: { role: 'attendee', organiser, attendees: [], cancelled: false } });
const claim: MeetingRow = { link: 'grace', pair: 'p', nonce: 'theirs', at: AT, abandoned: [] };
const own: MeetingRow = { ...claim, link: 'ada', pair: 'pair', nonce: 'ours' };
const stored = (row: MeetingRow): StoredMeeting => ({ row, etag: 'e' });
const linkOf = (on: boolean, started = true): LinkRegistration[] => [{ link: 'grace', email: GRACE, on, started }];
const FRESH: MeetingRow = { ...own, nonce: 'fresh' };
const ENTRY = entryWith();

function claiming(table: AnswerTable, { event = ORGANISED, row = rowWith(), at = AT } = {}) {
  const plan = planWith({ row, mailbox: there(event) });
  const { made, asked } = play(claimMeeting({ plan, settings: SETTINGS, event, at }), table);
  return { claim: made, asked, kinds: asked.map(({ kind }) => kind), waits: waitsFor(made) };
}

const waitsFor = (made: Claim) =>
  made.kind === 'stopped' && made.verdict.plan.waitUntil !== undefined
    ? made.verdict.plan.row.meeting?.awaits?.for
    : undefined;
const failureOf = (made: Claim) => (made.kind === 'stopped' ? made.verdict.plan.failure : undefined);

describe('claimMeeting, of a meeting with an entry', () => {
  const known = { meeting: stored({ ...claim, entry: 'entry' }) };

  it('the link joins it', () => {
    const { claim: made, asked } = claiming({ ...known, readEntry: ok(ENTRY) });
    expect(made).toEqual({ kind: 'join', entry: ENTRY });
    expect(asked[1]).toEqual({ kind: 'readEntry', entry: 'entry' });
  });

  it('nothing is claimed where the entry cannot be read', () => {
    expect(failureOf(claiming({ ...known, readEntry: TIMEOUT }).claim)).toEqual(TIMEOUT.failure);
  });

  const gone = { ...known, readEntry: { ok: false, failure: { kind: 'gone' } } } as const;

  it('an entry that is gone is none', () => {
    expect(claiming({ ...gone, claim: FRESH }).claim).toEqual({ kind: 'create', nonce: 'fresh' });
  });

  it('an entry that is gone is for the organiser’s link to make anew', () => {
    const { waits, kinds } = claiming({ ...gone, links: linkOf(true) }, { event: attended() });
    expect([waits, kinds]).toEqual(['otherLink', ['meeting', 'readEntry', 'links']]);
  });
});

describe('claimMeeting, of a meeting that another link has claimed', () => {
  it('less than an hour ago, the pair waits', () => {
    const { waits, kinds } = claiming({ meeting: stored({ ...claim, at: AT - STUCK_MS + 1 }), links: linkOf(true) });
    expect([waits, kinds]).toEqual(['otherLink', ['meeting', 'links']]);
  });

  it.each([
    ['an hour ago', AT - STUCK_MS, {}],
    ['and is off', AT, { links: linkOf(false) }],
  ])('%s, the row is replaced', (_, at, answers) => {
    const { claim: made, asked } = claiming({ meeting: stored({ ...claim, at }), ...answers, claim: FRESH });
    expect(made).toEqual({ kind: 'create', nonce: 'fresh' });
    expect(asked.at(-1)).toEqual({ kind: 'claim', uid: 'uid', stored: stored({ ...claim, at }) });
  });

  it('a claim that is stuck is taken over by an attendee’s link, too: nobody else is waited for', () => {
    const { claim: made } = claiming({ meeting: stored({ ...claim, at: 0 }), claim: FRESH }, { event: attended() });
    expect(made).toEqual({ kind: 'create', nonce: 'fresh' });
  });

  it('what that link has made after all is the entry, and the company is told', () => {
    const abandoned = [{ pair: 'p', nonce: 'theirs' }];
    const taken: MeetingRow = { ...FRESH, abandoned };
    let reads = 0;
    const {
      claim: made,
      kinds,
      asked,
    } = claiming({
      meeting: () => stored(reads++ === 0 ? { ...claim, at: 0 } : taken),
      claim: taken,
      entriesTagged: ok([ENTRY]),
      publishKnown: true,
    });
    expect(made).toEqual({ kind: 'join', entry: ENTRY });
    expect(kinds).toEqual(['meeting', 'claim', 'entriesTagged', 'meeting', 'publishKnown']);
    expect(asked[2]).toEqual({ kind: 'entriesTagged', tag: abandoned[0] });
    expect(asked[4]).toMatchObject({ uid: 'uid', entry: 'entry', stored: stored(taken) });
  });
});

describe('claimMeeting, of a meeting that this link has claimed', () => {
  it('the creation goes on with the nonce of the claim', () => {
    const { claim: made, kinds } = claiming({ meeting: stored({ ...own, at: AT - 30 * MINUTE }) });
    expect([made, kinds]).toEqual([{ kind: 'create', nonce: 'ours' }, ['meeting']]);
  });

  it('a claim older than half an hour is renewed', () => {
    const table = { meeting: stored({ ...own, at: AT - 30 * MINUTE - 1 }), renewClaim: true };
    expect(claiming(table)).toMatchObject({ claim: { nonce: 'ours' }, kinds: ['meeting', 'renewClaim'] });
  });

  it.each([
    ['another pair of the link claimed it', { ...own, pair: 'forgotten' }, rowWith()],
    ['the creation was given up', own, rowWith({ abandoned: [{ side: 'source', nonce: 'ours', target: BASE }] })],
  ])('it is claimed anew where %s', (_, row: MeetingRow, pair: PairRow) => {
    const { claim: made } = claiming({ meeting: stored(row), claim: FRESH }, { row: pair });
    expect(made).toEqual({ kind: 'create', nonce: 'fresh' });
  });

  it.each([
    ['on the other side', 'mailbox', 'ours'],
    ['with another nonce', 'source', 'another'],
  ] as const)('a creation given up %s is none of this claim', (_, side, nonce) => {
    const row = rowWith({ abandoned: [{ side, nonce, target: BASE }] });
    expect(claiming({ meeting: stored(own) }, { row }).claim).toEqual({ kind: 'create', nonce: 'ours' });
  });

  const looking: AnswerTable = { meeting: stored({ ...own, abandoned: [{ pair: 'p', nonce: 'theirs' }] }) };

  it('what an earlier claimant has not made is not waited for', () => {
    const { claim: made } = claiming({ ...looking, entriesTagged: ok([]) });
    expect(made).toEqual({ kind: 'create', nonce: 'ours' });
  });

  it('nothing is made where the application does not answer', () => {
    expect(failureOf(claiming({ ...looking, entriesTagged: TIMEOUT }).claim)).toEqual(TIMEOUT.failure);
  });
});

describe('claimMeeting, of a meeting without a claim', () => {
  const free = { meeting: undefined };

  it('the organiser’s link claims it', () => {
    expect(claiming({ ...free, claim: FRESH }).claim).toEqual({ kind: 'create', nonce: 'fresh' });
  });

  it('an attendee’s link waits for the organiser’s, an hour at most', () => {
    expect(claiming({ ...free, links: linkOf(true) }, { event: attended() }).waits).toBe('otherLink');
    const row = rowWith({ meeting: { uid: 'uid', awaits: { for: 'otherLink', since: AT - STUCK_MS } } });
    expect(claiming({ ...free, claim: FRESH }, { event: attended(), row }).claim.kind).toBe('create');
  });

  it.each([
    ['is off', linkOf(false), GRACE],
    ['is not started', linkOf(true, false), GRACE],
    ['is not in the company', [], GRACE],
  ])('an attendee’s link claims it where the organiser’s %s', (_, links, organiser) => {
    expect(claiming({ ...free, links, claim: FRESH }, { event: attended(organiser) }).claim.kind).toBe('create');
  });

  it('a user who organises it from another mailbox waits for nobody', () => {
    expect(claiming({ ...free, claim: FRESH }, { event: attended(ADA) }).claim.kind).toBe('create');
    const event = meetingWith('attendee');
    const organiser = meetingWith('organiser', {
      meeting: { role: 'organiser', organiser: GRACE, attendees: [], cancelled: false },
    });
    expect(claiming({ ...free, claim: FRESH }, { event: organiser }).claim.kind).toBe('create');
    expect(claiming({ ...free, claim: FRESH }, { event }).claim.kind).toBe('create');
  });

  it('where others are quicker three times, the pair waits', () => {
    const { waits, kinds } = claiming({ ...free, claim: undefined });
    expect([waits, kinds]).toEqual(['otherLink', ['meeting', 'claim', 'meeting', 'claim', 'meeting', 'claim']]);
  });
});

describe('claimMeeting, where another link is quicker in the middle', () => {
  it.each([
    ['to renew', { meeting: stored({ ...own, at: 0 }), renewClaim: false }],
    [
      'to publish',
      {
        meeting: stored({ ...own, abandoned: [{ pair: 'p', nonce: 'theirs' }] }),
        entriesTagged: ok([ENTRY]),
        publishKnown: false,
      },
    ],
  ])('%s, the row is read again', (_, table) => {
    const { waits, kinds } = claiming(table);
    expect([waits, kinds.filter((kind) => kind === Object.keys(table).at(-1)).length]).toEqual(['otherLink', 3]);
  });

  it('an entry that was found is not published over a later claim', () => {
    let reads = 0;
    const abandoned = [{ pair: 'p', nonce: 'theirs' }];
    const { claim: made, kinds } = claiming({
      meeting: () => stored(reads++ === 1 ? { ...claim, nonce: 'later' } : { ...own, abandoned, pair: 'pair' }),
      entriesTagged: ok([ENTRY]),
      publishKnown: true,
    });
    expect(made.kind).toBe('join');
    expect(kinds).toEqual([
      'meeting',
      'entriesTagged',
      'meeting',
      'meeting',
      'entriesTagged',
      'meeting',
      'publishKnown',
    ]);
  });
});
