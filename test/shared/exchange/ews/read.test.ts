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

  describe('items that Exchange itself cannot read', () => {
    const idOnly = (id: string) =>
      success('GetItem', `<m:Items><t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K9"/></t:CalendarItem></m:Items>`);
    const readTwice = async (first: string[], second: string[]) => {
      const { mailbox, server } = await scriptedMailbox(
        answer(messages('GetItem', ...first)),
        answer(messages('GetItem', ...second)),
      );
      return {
        outcomes: await readItems(
          mailbox,
          first.map((_, at) => `id${at}`),
        ),
        server,
      };
    };

    it.each(['ErrorItemCorrupt', 'ErrorInternalServerError', 'ErrorItemPropertyRequestFailed'])(
      '%s: what is there and cannot be read is left out with its version, and looked at anew when it changes',
      async (code) => {
        const { outcomes, server } = await readTwice([found('A'), failure('GetItem', code)], [idOnly('id1')]);
        const left = { kind: 'leftOut', reason: 'item-unreadable', title: '' };
        expect(outcomes).toMatchObject([{ ok: true }, { value: { id: 'id1', version: 'K9', content: left } }]);
        expect(server.asked[1]?.body).toContain('<t:BaseShape>IdOnly</t:BaseShape>');
        expect(server.asked[1]?.body).not.toContain('id0');
        expect(await complaintsAbout(server.asked)).toEqual([]);
      },
    );

    it('a server that answers nothing but its own error is in trouble, not the item', async () => {
      const trouble = failure('GetItem', 'ErrorInternalServerError');
      const { outcomes } = await readTwice([trouble], [trouble]);
      expect(outcomes).toMatchObject([{ failure: { kind: 'transient', detail: 'ErrorInternalServerError' } }]);
    });

    it('one that is damaged to its very id is left out all the same, one that went meanwhile is not', async () => {
      const corrupt = failure('GetItem', 'ErrorItemCorrupt');
      const { outcomes } = await readTwice([corrupt, found('B')], [corrupt]);
      expect(outcomes).toMatchObject([{ value: { id: 'id0', content: { reason: 'item-unreadable' } } }, { ok: true }]);
      const gone = await readTwice(
        [failure('GetItem', 'ErrorInternalServerError')],
        [failure('GetItem', 'ErrorItemNotFound')],
      );
      expect(gone.outcomes).toMatchObject([{ failure: { kind: 'transient' } }]);
    });
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
