import { describe, expect, it } from 'vitest';
import { readItems } from '../../../../shared/exchange/ews/read.ts';
import { failed } from '../../../../shared/sync/ports/outcome.ts';
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
  it('asks once, for bodies as text', async () => {
    const { server } = await reading(found('A'), found('B'));
    expect(server.asked).toHaveLength(1);
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
    expect(kinds).toEqual(['event', 'item-unreadable', 'item-unreadable', 'gone', 'series-zone-unknown']);
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
      failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'an answer has no item' }),
    ]);
  });

  describe('series', () => {
    const FLE = '<t:StartTimeZone Id="FLE Standard Time" Name="-"/>';
    const master = (id: string, ...exceptions: string[]) =>
      found(
        id,
        `${TIMES}<t:CalendarItemType>RecurringMaster</t:CalendarItemType><t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2026-12-01</t:StartDate></t:NoEndRecurrence></t:Recurrence><t:ModifiedOccurrences>${exceptions.map((each, at) => `<t:Occurrence><t:ItemId Id="${each}"/><t:OriginalStart>2026-12-0${at + 2}T07:00:00Z</t:OriginalStart></t:Occurrence>`).join('')}</t:ModifiedOccurrences>${FLE}`,
      );
    const readBoth = async (first: string[], second: string[]) => {
      const { mailbox, server } = await scriptedMailbox(
        answer(messages('GetItem', ...first)),
        answer(messages('GetItem', ...second)),
      );
      const ids = first.map((_, at) => `id${at}`);
      return { outcomes: await readItems(mailbox, ids), server };
    };

    it('the changed occurrences of all of them are asked for in one more request', async () => {
      const { outcomes, server } = await readBoth(
        [master('A', 'x1', 'x2'), found('B'), master('C', 'x3')],
        [found('x1'), found('x2'), found('x3')],
      );
      expect(server.asked).toHaveLength(2);
      expect([...(server.asked[1]?.body.matchAll(/ItemId Id="(\w+)"/g) ?? [])].map(([, id]) => id)).toEqual([
        'x1',
        'x2',
        'x3',
      ]);
      const titles = outcomes.map((outcome) =>
        outcome.ok && outcome.value.content.kind === 'event'
          ? Object.values(outcome.value.content.event.when.recurrence?.overrides ?? {})
          : undefined,
      );
      expect(titles).toMatchObject([[{ title: 'x1' }, { title: 'x2' }], [], [{ title: 'x3' }]]);
      expect(await complaintsAbout(server.asked)).toEqual([]);
    });

    it('an exception that went meanwhile makes its series be read again, and no other', async () => {
      const { outcomes } = await readBoth(
        [master('A', 'x1'), master('B', 'x2')],
        [failure('GetItem', 'ErrorItemNotFound'), found('x2')],
      );
      expect(outcomes).toMatchObject([{ failure: { kind: 'transient' } }, { value: { content: { kind: 'event' } } }]);
    });

    it('an exception that Exchange cannot read leaves out its series', async () => {
      const { mailbox } = await scriptedMailbox(
        answer(messages('GetItem', master('A', 'x1'))),
        answer(messages('GetItem', failure('GetItem', 'ErrorItemCorrupt'))),
        answer(messages('GetItem', found('A'))),
      );
      expect(await readItems(mailbox, ['A'])).toMatchObject([
        { value: { id: 'A', version: 'K', content: { kind: 'leftOut', reason: 'item-unreadable' } } },
      ]);
    });
  });

  it('the zone of the mailbox is asked for once, where an all-day item has none that anybody knows', async () => {
    const workHours = Buffer.from('<Root><TimeZone><Name>Tokyo Standard Time</Name></TimeZone></Root>').toString(
      'base64',
    );
    const days =
      '<t:Start>2026-12-05T15:00:00Z</t:Start><t:End>2026-12-06T15:00:00Z</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>';
    const { mailbox, server } = await scriptedMailbox(({ body }, response) => {
      const zone = success(
        'GetUserConfiguration',
        `<m:UserConfiguration><t:XmlData>${workHours}</t:XmlData></m:UserConfiguration>`,
      );
      response
        .writeHead(200)
        .end(
          body.includes('GetUserConfiguration')
            ? messages('GetUserConfiguration', zone)
            : messages('GetItem', found('A', days), found('B', days), found('C')),
        );
    });
    const outcomes = await readItems(mailbox, ['A', 'B', 'C']);
    const when = { showWithoutTime: true, start: '2026-12-06', duration: 'P1D' };
    expect(outcomes.slice(0, 2)).toMatchObject([
      { value: { content: { event: { when } } } },
      { value: { content: { event: { when } } } },
    ]);
    expect(server.asked).toHaveLength(2);
  });
});
