import { describe, expect, it } from 'vitest';
import { abandonedBy, publishKnown, publishMade } from '../../../../shared/sync/meetings/publishMeeting.ts';
import type { CompanyStore } from '../../../../shared/sync/ports/store.ts';
import { Session } from '../../../../shared/sync/session/session.ts';
import { answering } from '../../../world/answering.ts';
import { MeetingsWorld } from '../../../world/meetingsWorld.ts';

const BEN = 'ben@example.com';
const claim = { link: 'ben', pair: 'p1', nonce: 'n1', at: 1, abandoned: [{ pair: 'p0', nonce: 'n0' }] };
const made = { uid: 'u1', pair: 'p1', nonce: 'n1', entry: 'e1' };

async function open(change: Partial<CompanyStore> = {}) {
  const world = await MeetingsWorld.begin([BEN]);
  const ports = world.ports(BEN);
  const company = answering(ports.company, change);
  const session = await Session.begin(world.context(BEN, { ...ports, company }), world.user(BEN).row, undefined);
  if (!session) throw new Error('the lease is free');
  return { session, company: ports.company };
}

describe('publishMade', () => {
  it('tells the company of the entry that its claim announced, and is content to find it told', async () => {
    const { session, company } = await open();
    await company.claimMeeting('u1', claim, undefined);
    expect(await publishMade(session, made)).toBe('published');
    expect((await company.meeting('u1'))?.row).toMatchObject({ entry: 'e1', nonce: 'n1', abandoned: claim.abandoned });
    expect(await company.meetingsOf(['e1'])).toEqual(['u1']);
    expect(await company.holders(['e1'])).toEqual([['ben']]);
    expect(await publishMade(session, made)).toBe('published');
  });

  it('is refused where the meeting has another entry, or another link took over', async () => {
    const { session, company } = await open();
    await company.claimMeeting('u1', { ...claim, link: 'cai', nonce: 'n2' }, undefined);
    expect(await publishMade(session, made)).toBe('refused');
    await company.claimMeeting('u2', { ...claim, nonce: 'n9' }, undefined);
    expect(await publishMade(session, { ...made, uid: 'u2' })).toBe('refused');
    await company.publishMeeting('u3', { ...claim, entry: 'other' }, undefined);
    expect(await publishMade(session, { ...made, uid: 'u3' })).toBe('refused');
  });

  it('does it again where others were quicker, and gives up for this time at last', async () => {
    const { session } = await open({ publishMeeting: async () => false });
    expect(await publishMade(session, made)).toBe('again');
  });
});

describe('publishKnown', () => {
  it('an entry that stands in step goes before a claim, whose creation is given up', async () => {
    const { session, company } = await open();
    await company.claimMeeting('u1', { ...claim, link: 'cai' }, undefined);
    const stored = await company.meeting('u1');
    expect(await publishKnown(session, { uid: 'u1', pair: 'p7', entry: 'e7' }, stored)).toBe(true);
    expect((await company.meeting('u1'))?.row).toMatchObject({
      link: 'ben',
      entry: 'e7',
      abandoned: [...claim.abandoned, { pair: 'p1', nonce: 'n1' }],
    });
    expect(await publishKnown(session, { uid: 'u1', pair: 'p8', entry: 'e8' }, stored)).toBe(false);
  });
});

describe('abandonedBy', () => {
  it('names the creation of a claim, and not that of the entry that there is', () => {
    expect(abandonedBy(undefined)).toEqual([]);
    expect(abandonedBy(claim)).toEqual([...claim.abandoned, { pair: 'p1', nonce: 'n1' }]);
    expect(abandonedBy({ ...claim, entry: 'e1' })).toEqual(claim.abandoned);
  });
});
