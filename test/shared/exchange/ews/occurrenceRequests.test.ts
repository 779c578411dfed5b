import { describe, expect, it } from 'vitest';
import { deleteOccurrences, updateOccurrences } from '../../../../shared/exchange/ews/occurrenceRequests.ts';
import { PROPERTY_SET_ID } from '../../../../shared/exchange/tag.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { answer, complaintsAbout, failure, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const FLE = '<t:StartTimeZone Id="FLE Standard Time" Name="-"/>';
const occurrence = (id: string, start: string, more = FLE) =>
  success(
    'GetItem',
    `<m:Items><t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K-${id}"/><t:Start>${start}</t:Start>${more}</t:CalendarItem></m:Items>`,
  );
const begun = (rev: string) =>
  success(
    'GetItem',
    `<m:Items><t:CalendarItem><t:ItemId Id="M" ChangeKey="K"/><t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="${PROPERTY_SET_ID}" PropertyName="Begun" PropertyType="String"/><t:Value>${rev}</t:Value></t:ExtendedProperty></t:CalendarItem></m:Items>`,
  );
const MASTER = begun('r');
const updated = success('UpdateItem', '<m:Items/><m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>');

const sought = (day: string, index: number) => ({
  masterId: 'M',
  rev: 'r',
  series: series().when,
  index,
  id: `2026-12-${day}T09:00:00`,
  patch: { title: 'x' },
  mails: false,
});

describe('deleteOccurrences', () => {
  it('deletes by the ids that the occurrences have, to Deleted Items, mailing nobody', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(
        messages('GetItem', MASTER, occurrence('A', '2026-12-08T07:00:00Z'), occurrence('B', '2026-12-15T07:00:00Z')),
      ),
      answer(messages('DeleteItem', success('DeleteItem'), success('DeleteItem'))),
    );
    expect(await deleteOccurrences(mailbox, [sought('08', 2), sought('15', 3)])).toEqual([
      ok(undefined),
      ok(undefined),
    ]);
    expect(server.asked[1]?.body).toContain('DeleteType="MoveToDeletedItems"');
    expect(server.asked[1]?.body).toContain('SendMeetingCancellations="SendToNone"');
    expect([...(server.asked[1]?.body.matchAll(/ItemId Id="(\w+)"/g) ?? [])].map(([, id]) => id)).toEqual(['A', 'B']);
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('an occurrence that is not the one that was meant is not touched', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(
        messages('GetItem', MASTER, occurrence('A', '2026-12-09T07:00:00Z'), occurrence('B', '2026-12-15T07:00:00Z')),
      ),
      answer(messages('DeleteItem', success('DeleteItem'))),
    );
    const outcomes = await deleteOccurrences(mailbox, [sought('08', 2), sought('15', 3)]);
    expect(outcomes).toEqual([
      failed({ kind: 'transient', code: 'exchange-answer-broken', detail: 'another occurrence' }),
      ok(undefined),
    ]);
    expect(server.asked[1]?.body).not.toContain('Id="A"');
  });

  it('one that was moved is known by its original start', async () => {
    const original = '<t:OriginalStart>2026-12-08T07:00:00Z</t:OriginalStart>';
    const { mailbox } = await scriptedMailbox(
      answer(messages('GetItem', MASTER, occurrence('A', '2026-12-10T12:00:00Z', original + FLE))),
      answer(messages('DeleteItem', success('DeleteItem'))),
    );
    expect(await deleteOccurrences(mailbox, [sought('08', 2)])).toEqual([ok(undefined)]);
  });

  it.each([
    ['without id or start', '<m:Items><t:CalendarItem/></m:Items>'],
    ['without start', '<m:Items><t:CalendarItem><t:ItemId Id="A" ChangeKey="K"/></t:CalendarItem></m:Items>'],
  ])('an answer %s touches nothing', async (_, content) => {
    const { mailbox, server } = await scriptedMailbox(answer(messages('GetItem', MASTER, success('GetItem', content))));
    expect(await deleteOccurrences(mailbox, [sought('08', 2)])).toMatchObject([{ failure: { kind: 'transient' } }]);
    expect(server.asked).toHaveLength(1);
  });

  it('what another write has overtaken is not touched', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(messages('GetItem', begun('later'), occurrence('A', '2026-12-08T07:00:00Z'))),
    );
    expect(await deleteOccurrences(mailbox, [sought('08', 2)])).toEqual([failed({ kind: 'conflict' })]);
    expect(server.asked).toHaveLength(1);
  });

  it('nothing to delete is no request', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(''));
    expect(await deleteOccurrences(mailbox, [])).toEqual([]);
    expect(server.asked).toEqual([]);
  });
});

describe('updateOccurrences', () => {
  it('is a compare and set with the version just read, mailing nobody', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(messages('GetItem', MASTER, occurrence('A', '2026-12-08T07:00:00Z'))),
      answer(messages('UpdateItem', updated)),
    );
    expect(await updateOccurrences(mailbox, [sought('08', 2)])).toEqual([ok(undefined)]);
    const body = server.asked[1]?.body;
    expect(body).toContain('ConflictResolution="NeverOverwrite"');
    expect(body).toContain('SendMeetingInvitationsOrCancellations="SendToNone"');
    expect(body).toContain('<t:ItemId Id="A" ChangeKey="K-A">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('answers each in its place', async () => {
    const { mailbox } = await scriptedMailbox(
      answer(
        messages(
          'GetItem',
          MASTER,
          failure('GetItem', 'ErrorCalendarOccurrenceIsDeletedFromRecurrence'),
          occurrence('B', '2026-12-15T07:00:00Z'),
          occurrence('C', '2026-12-22T07:00:00Z'),
        ),
      ),
      answer(messages('UpdateItem', failure('UpdateItem', 'ErrorIrresolvableConflict'), updated)),
    );
    const outcomes = await updateOccurrences(mailbox, [sought('08', 2), sought('15', 3), sought('22', 4)]);
    expect(outcomes).toMatchObject([
      { failure: { kind: 'transient' } },
      { failure: { kind: 'conflict' } },
      { ok: true },
    ]);
  });
});
