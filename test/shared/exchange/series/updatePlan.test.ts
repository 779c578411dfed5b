import { describe, expect, it } from 'vitest';
import { planUpdate } from '../../../../shared/exchange/series/updatePlan.ts';
import type { MailboxItem } from '../../../../shared/sync/ports/mailbox.ts';
import { EVENT, updateOf } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';

const item = (event = EVENT, more: Partial<MailboxItem> = {}): MailboxItem => ({
  ...{ id: 'i', version: '1', uid: 'u' },
  content: { kind: 'event', event },
  ...more,
});
const CHANGED = series({ '2026-12-08T09:00:00': { title: 'Changed' } });

describe('planUpdate', () => {
  it('a write that leaves the time alone takes one request, to a series as to a single event', () => {
    for (const event of [EVENT, CHANGED]) {
      const plan = planUpdate(updateOf(item(event), { title: 'x' }));
      expect(plan).toMatchObject({ update: { stamp: 'Written', endsSeries: false }, rest: undefined });
    }
  });

  it('occurrences that differ from the series are written after the series', () => {
    const plan = planUpdate(updateOf(item(series()), { when: CHANGED.when }, 'rev'));
    expect(plan).toMatchObject({ update: { stamp: 'Begun' }, rest: { rev: 'rev', when: CHANGED.when } });
  });

  it('a new time of a single event takes one request', () => {
    const plan = planUpdate(updateOf(item(), { when: { ...EVENT.when, duration: 'PT3H' } }));
    expect(plan).toMatchObject({ update: { stamp: 'Written', endsSeries: false, forgetsBegun: false } });
    expect(plan.rest).toBeUndefined();
  });

  it('a series becomes single, and a write that was never ended is forgotten', () => {
    const plan = planUpdate(updateOf(item(CHANGED, { begun: 'old' }), { when: EVENT.when }));
    expect(plan).toMatchObject({ update: { endsSeries: true, forgetsBegun: true, stamp: 'Written' } });
  });

  it('who is invited besides those of the item as it was read takes part with them', () => {
    const ada = { email: 'ada@example.com', kind: 'required', response: 'accepted' } as const;
    const meeting = { role: 'organiser', attendees: [ada], cancelled: false } as const;
    const mails = { to: 'changed', invite: ['ben@example.com'], disinvite: [] } as const;
    const { update } = planUpdate({ ...updateOf(item(EVENT, { meeting }), {}), mails });
    expect(update.attendees?.all.map(({ email }) => email)).toEqual(['ada@example.com', 'ben@example.com']);
  });
});
