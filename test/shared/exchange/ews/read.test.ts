import { describe, expect, it } from 'vitest';
import { readItems } from '../../../../shared/exchange/ews/read.ts';
import { failed } from '../../../../shared/sync/outcome.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const TIMES = '<t:Start>2026-12-01T07:00:00Z</t:Start><t:End>2026-12-01T08:30:00Z</t:End>';
const found = (id: string, content = TIMES, name = 'CalendarItem') =>
  success(
    'GetItem',
    `<m:Items><t:${name}><t:ItemId Id="${id}" ChangeKey="K"/><t:Subject>${id}</t:Subject>${content}</t:${name}></m:Items>`,
  );

const reading = async (...contents: string[]) => {
  const { mailbox, server } = await scriptedMailbox(answer(messages('GetItem', ...contents)));
  return {
    outcomes: await readItems(
      mailbox,
      contents.map((_, at) => `id${at}`),
    ),
    server,
  };
};

describe('readItems', () => {
  it('asks once for exactly what it needs, the body as text', async () => {
    const { server } = await reading(found('A'), found('B'));
    expect(server.asked).toHaveLength(1);
    const fields = [...(server.asked[0]?.body.matchAll(/(?:FieldURI|PropertyName)="([\w:]+)"/g) ?? [])];
    expect(fields.map(([, field]) => field)).toEqual([
      'item:Subject',
      'item:Body',
      'item:Sensitivity',
      'item:Categories',
      'item:ReminderIsSet',
      'item:ReminderMinutesBeforeStart',
      'calendar:Start',
      'calendar:End',
      'calendar:IsAllDayEvent',
      'calendar:StartTimeZone',
      'calendar:LegacyFreeBusyStatus',
      'calendar:Location',
      'calendar:UID',
      'calendar:CalendarItemType',
      'Created',
      'Written',
    ]);
    expect(server.asked[0]?.body).toContain('<t:BodyType>Text</t:BodyType>');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('one unreadable item costs that item, not the others', async () => {
    const { outcomes } = await reading(
      found('A'),
      found('B', '<t:Start>soon</t:Start>'),
      found('C', '', 'UnknownItem'),
      failure('GetItem', 'ErrorItemNotFound'),
      found('E', `${TIMES}<t:CalendarItemType>RecurringMaster</t:CalendarItemType>`),
    );
    const kinds = outcomes.map((outcome) => {
      if (!outcome.ok) return outcome.failure.kind;
      return outcome.value.content.kind === 'event' ? 'event' : outcome.value.content.reason;
    });
    expect(kinds).toEqual(['event', 'item-unreadable', 'item-unreadable', 'gone', 'recurring-series']);
  });

  it('an id that Exchange does not understand is not gone', async () => {
    const { outcomes } = await reading(failure('GetItem', 'ErrorInvalidIdMalformed'));
    expect(outcomes).toMatchObject([{ failure: { kind: 'transient', detail: 'ErrorInvalidIdMalformed' } }]);
  });

  it('success without an item is a broken answer, not a missing item', async () => {
    const { outcomes } = await reading(success('GetItem', '<m:Items/>'));
    expect(outcomes).toEqual([
      failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'an item has no id' }),
    ]);
  });
});
