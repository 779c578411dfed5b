import { describe, expect, it } from 'vitest';
import type { GraphMailbox } from '../../../../shared/exchange/graph/connection/graphMailbox.ts';
import { calendarKey, readWatermark, watermarkText } from '../../../../shared/exchange/graph/watermark.ts';
import { connectTo, MAILBOX, scriptedGraph } from './scriptedGraph.ts';

describe('readWatermark', () => {
  it('reads what was written of this calendar, and nothing else', async () => {
    const mailbox: GraphMailbox = { connection: connectTo(await scriptedGraph()), address: MAILBOX, timeZone: 'UTC' };
    const times = { takenAt: 1, from: 2, until: 3, endsAt: 4 };
    const watermark = { calendar: calendarKey(mailbox), changes: '/users/x', isInRound: false, ...times };
    const text = watermarkText(watermark);
    expect(readWatermark({ ...mailbox, address: MAILBOX.toUpperCase() }, text)).toEqual(watermark);
    expect(readWatermark({ ...mailbox, calendar: { id: 'x' } }, text)).toBeUndefined();
    for (const other of ['', '{', 'null', '{}', 'H4sI', text.replace('isInRound', 'x')]) {
      expect(readWatermark(mailbox, other)).toBeUndefined();
    }
  });
});
