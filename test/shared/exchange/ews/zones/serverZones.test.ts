import { afterEach, describe, expect, it } from 'vitest';
import { writeZoneDefinition } from '../../../../../local/exchange/zones/zoneDefinition.ts';
import { addZone } from '../../../../../local/exchange/zones/zones.ts';
import { windowsRules } from '../../../../../shared/calendar/zones/windowsRules.ts';
import { USUAL_ZONES } from '../../../../../shared/calendar/zones/zoneChoice.ts';
import { createEwsMailbox } from '../../../../../shared/exchange/ews/mailbox.ts';
import { zonesOfServer, zonesSoFar } from '../../../../../shared/exchange/ews/zones/serverZones.ts';
import { ok } from '../../../../../shared/sync/ports/outcome.ts';
import { EVENT, eventOf, valuesOf } from '../../../../contract/mailbox.ts';
import { openLocalMailbox } from '../localMailbox.ts';
import {
  answer,
  complaintsAbout,
  connectTo,
  failure,
  fault,
  MAILBOX,
  messages,
  NOW,
  scriptedExchange,
  success,
} from '../scriptedExchange.ts';

const OPERATION = 'GetServerTimeZones';
const DAY_MS = 86_400_000;
const listOf = (...ids: string[]) =>
  answer(
    messages(
      OPERATION,
      success(
        OPERATION,
        `<m:TimeZoneDefinitions>${ids.map((id) => writeZoneDefinition('TimeZoneDefinition', id)).join('')}</m:TimeZoneDefinitions>`,
      ),
    ),
  );

async function server(answerZones = listOf('FLE Standard Time', 'UTC')) {
  const scripted = await scriptedExchange(answer(fault('ErrorServerBusy')));
  scripted.answerZones = answerZones;
  let now = NOW;
  const mailbox = { connection: connectTo(scripted, { now: () => now }), address: MAILBOX };
  return { scripted, mailbox, later: (ms: number) => (now += ms) };
}

/** Zones of the server in one test: other tests of this process have its usual ones. */
const added: (() => void)[] = [];
const withZone = (...zone: Parameters<typeof addZone>): void => void added.push(addZone(...zone));
afterEach(() => {
  for (const takeBack of added.splice(0).reverse()) takeBack();
});

describe('zonesOfServer', () => {
  it('are asked for once a day, with their rules', async () => {
    const { scripted, mailbox, later } = await server();
    expect(zonesSoFar(mailbox)).toBe(USUAL_ZONES);
    const zones = await zonesOfServer(mailbox);
    expect(zones).toMatchObject({ ok: true, value: { ids: ['FLE Standard Time', 'UTC'] } });
    expect(zonesSoFar(mailbox)).toBe(zones.ok && zones.value);
    await zonesOfServer(mailbox);
    expect(scripted.askedForZones).toHaveLength(1);
    expect(await complaintsAbout(scripted.askedForZones)).toEqual([]);
    later(DAY_MS);
    await zonesOfServer(mailbox);
    expect(scripted.askedForZones).toHaveLength(2);
  });

  it('compute by the server’s own rules, whatever ours are', async () => {
    withZone('Turkey Standard Time', [{ standard: 120 }]);
    const { mailbox } = await server(listOf('Turkey Standard Time'));
    await zonesOfServer(mailbox);
    expect(zonesSoFar(mailbox).clockOf('turkey standard time')?.offsetAt(NOW)).toBe(7_200_000);
    expect(zonesSoFar(mailbox).clockOf('FLE Standard Time')).toBeUndefined();
  });

  it.each([
    ['that does not tell them', answer(messages(OPERATION, failure(OPERATION, 'ErrorInvalidRequest')))],
    ['that lists none', listOf()],
  ])('of a server %s are the usual ones, and it is not asked again', async (_, answerZones) => {
    const { scripted, mailbox } = await server(answerZones);
    expect(await zonesOfServer(mailbox)).toEqual(ok(USUAL_ZONES));
    await zonesOfServer(mailbox);
    expect(scripted.askedForZones).toHaveLength(1);
  });

  it('are not guessed where nobody answered', async () => {
    const { scripted, mailbox } = await server(answer(fault('ErrorServerBusy')));
    expect(await zonesOfServer(mailbox)).toMatchObject({ ok: false, failure: { kind: 'throttled' } });
    scripted.answerZones = listOf('UTC');
    expect(await zonesOfServer(mailbox)).toMatchObject({ ok: true });
  });

  it('Exchange 2007 has no such request', async () => {
    const { scripted, mailbox } = await server();
    const old = { ...mailbox, connection: connectTo(scripted, { version: 'Exchange2007_SP1' }) };
    expect(await zonesOfServer(old)).toEqual(ok(USUAL_ZONES));
    expect(scripted.askedForZones).toEqual([]);
  });

  it('name a zone that no table has: a person’s series is read in it, and ours is written in it', async () => {
    const pacific = windowsRules('Pacific Standard Time') ?? [];
    withZone('British Columbia Standard Time', [...pacific, { from: 2027, standard: -420 }]);
    withZone('Newer Standard Time', windowsRules('Nepal Standard Time') ?? []);
    const { mailbox, person } = await openLocalMailbox();
    const recurrence = { pattern: { kind: 'Daily', interval: 1 }, end: { kind: 'NoEnd' } } as const;
    const times = { start: '2027-01-07T09:00:00', end: '2027-01-07T10:00:00' };
    const zones = ['British Columbia Standard Time', 'Newer Standard Time'];
    const ids = zones.map((zone) => person.create({ ...times, zone, recurrence }).id);
    const read = valuesOf(await mailbox.read(ids)).map(eventOf);
    expect(read.map(({ when }) => [when.start, !when.showWithoutTime && when.timeZone])).toEqual([
      [times.start, 'America/Vancouver'],
      [times.start, 'Asia/Katmandu'],
    ]);
    const rule = { frequency: 'weekly', interval: 1, end: { kind: 'never' } } as const;
    const when = { ...EVENT.when, start: '2027-01-07T09:00:00', timeZone: 'America/Vancouver' } as const;
    const event = { ...EVENT, when: { ...when, recurrence: { rule, overrides: {} } } };
    await mailbox.create([{ event, tag: { pair: 'p', nonce: 'n' } }]);
    expect(person.list().map(({ startZone }) => startZone)).toContain('British Columbia Standard Time');
    expect(person.list().filter(({ startZone }) => startZone.startsWith('British'))).toHaveLength(2);
  });

  it('that have none for a series refuse it before it is sent, and from then on it is left out', async () => {
    const { scripted, mailbox } = await server(listOf('UTC'));
    const box = createEwsMailbox(mailbox.connection, MAILBOX);
    const recurrence = { rule: { frequency: 'weekly', interval: 1, end: { kind: 'never' } }, overrides: {} } as const;
    const event = { ...EVENT, when: { ...EVENT.when, recurrence } };
    expect(box.unheld(event)).toBeUndefined();
    const [outcome] = await box.create([{ event, tag: { pair: 'p', nonce: 'n' } }]);
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'rejected', field: 'when' } });
    expect(scripted.asked).toEqual([]);
    expect(box.unheld(event)).toBe('recurrence-not-supported');
  });
});
