import { describe, expect, it } from 'vitest';
import type { When } from '../../../../../shared/calendar/event.ts';
import { USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { refusalOfZone, writingZones } from '../../../../../shared/exchange/ews/zones/writingZones.ts';
import { EVENT } from '../../../../contract/mailbox.ts';
import { openLocalMailbox } from '../localMailbox.ts';
import { answer, fault, NOW, scriptedMailbox } from '../scriptedExchange.ts';

const SERIES: When = {
  ...EVENT.when,
  recurrence: { rule: { frequency: 'weekly', interval: 1, end: { kind: 'never' } }, overrides: {} },
};

describe('writingZones', () => {
  it('ask for nothing where no time depends on it', async () => {
    const { server, mailbox } = await scriptedMailbox(answer(fault('ErrorServerBusy')));
    expect(await writingZones(mailbox, [EVENT.when, undefined])).toEqual({
      ok: true,
      value: { allDay: 'FLE Standard Time', zones: USUAL_ZONES, now: NOW },
    });
    expect([server.asked, server.askedForZones]).toEqual([[], []]);
  });

  it('ask the server for a series, and the mailbox for days', async () => {
    const { server, mailbox } = await scriptedMailbox(answer(fault('ErrorServerBusy')));
    await writingZones(mailbox, [SERIES]);
    expect([server.asked.length, server.askedForZones.length]).toEqual([0, 1]);
    expect(
      await writingZones(mailbox, [{ showWithoutTime: true, start: '2026-12-01', duration: 'P1D' }]),
    ).toMatchObject({
      failure: { kind: 'throttled' },
    });
    expect([server.asked.length, server.askedForZones.length]).toEqual([1, 1]);
  });

  it('a series is written by the rules of the server that takes it', async () => {
    const { mailbox, person, asked } = await openLocalMailbox();
    const [outcome] = await mailbox.create([{ event: { ...EVENT, when: SERIES }, tag: { pair: 'p', nonce: 'n' } }]);
    expect(outcome?.ok).toBe(true);
    expect(asked.filter(({ body }) => body.includes('GetServerTimeZones'))).toHaveLength(1);
    expect(person.list()[0]?.startZone).toBe('FLE Standard Time');
  });
});

describe('refusalOfZone', () => {
  const writing = { allDay: 'UTC', zones: USUAL_ZONES, now: NOW };
  it('is of a series in a zone that the server does not have', () => {
    expect(refusalOfZone({ ...SERIES, timeZone: 'Antarctica/Troll' } as When, writing)).toMatchObject({
      field: 'when',
    });
    expect([SERIES, EVENT.when, undefined].map((when) => refusalOfZone(when, writing))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
