import { describe, expect, it } from 'vitest';
import { createPrinter } from '../../../../shared/calendar/fingerprint.ts';
import { isUpcoming, printsOfPeople } from '../../../../shared/sync/meetings/invitation.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';

describe('printsOfPeople', () => {
  it('shows no address, and means nothing under another key', () => {
    const [one, other] = [7, 8].map((byte) => createPrinter(new Uint8Array(32).fill(byte)));
    if (!one || !other) throw new Error('there are two printers');
    const addresses = ['ben@example.com', 'dora@elsewhere.example'];
    const prints = printsOfPeople(one, addresses);
    expect(new Set(prints).size).toBe(2);
    expect(prints.join()).not.toMatch(/ben|dora|example/);
    expect(printsOfPeople(one, addresses)).toEqual(prints);
    expect(printsOfPeople(other, addresses)).not.toEqual(prints);
  });
});

describe('isUpcoming', () => {
  const at = (text: string) => Date.parse(text);

  it('until its end; a series until the end of its last occurrence', () => {
    const single = { kind: 'event', event: EVENT } as const;
    expect(isUpcoming(single, at('2026-12-01T08:29:59Z'))).toBe(true);
    expect(isUpcoming(single, at('2026-12-01T08:30:00Z'))).toBe(false);
    const weekly = { kind: 'event', event: series() } as const;
    expect(isUpcoming(weekly, at('2026-12-02T00:00:00Z'))).toBe(true);
    expect(isUpcoming(weekly, at('2027-03-01T00:00:00Z'))).toBe(false);
  });

  it('what cannot be read is nothing to mail about', () => {
    expect(isUpcoming({ kind: 'leftOut', reason: 'item-unreadable', title: '' }, 0)).toBe(false);
  });
});
