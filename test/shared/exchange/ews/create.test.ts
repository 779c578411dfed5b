import { describe, expect, it } from 'vitest';
import { createItems } from '../../../../shared/exchange/ews/create.ts';
import { failed, ok } from '../../../../shared/sync/ports/outcome.ts';
import { EVENT } from '../../../contract/mailbox.ts';
import { series } from '../../../contract/mailboxSeries.ts';
import { answer, complaintsAbout, failure, fault, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const written = (id: string) =>
  success('CreateItem', `<m:Items><t:CalendarItem><t:ItemId Id="${id}" ChangeKey="K"/></t:CalendarItem></m:Items>`);
const creation = (title: string) => ({ event: { ...EVENT, title }, tag: { pair: title.slice(0, 9), nonce: 'n' } });

describe('createItems', () => {
  it('creates all in one request, mailing nobody', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(messages('CreateItem', written('A'), written('B'))));
    const outcomes = await createItems(mailbox, [creation('one'), creation('two')]);
    expect(outcomes).toEqual([ok({ id: 'A', version: 'K' }), ok({ id: 'B', version: 'K' })]);
    expect(server.asked).toHaveLength(1);
    expect(server.asked[0]?.body).toContain('<m:CreateItem SendMeetingInvitations="SendToNone">');
    expect(server.asked[0]?.body).toContain('<t:DistinguishedFolderId Id="calendar">');
    expect(await complaintsAbout(server.asked)).toEqual([]);
  });

  it('what Exchange cannot hold is refused for its field, and the others are created', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(messages('CreateItem', failure('CreateItem', 'ErrorCalendarDurationIsTooLong'), written('C'))),
    );
    const outcomes = await createItems(mailbox, [creation('x'.repeat(256)), creation('two'), creation('three')]);
    expect(outcomes).toMatchObject([
      { failure: { kind: 'rejected', field: 'title' } },
      { failure: { kind: 'rejected', field: 'when', detail: 'ErrorCalendarDurationIsTooLong' } },
      { ok: true, value: { id: 'C' } },
    ]);
    expect(server.asked[0]?.body).not.toContain('xxxx');
  });

  it('when nothing is accepted, nothing is asked', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(''));
    expect(await createItems(mailbox, [creation('x'.repeat(256))])).toMatchObject([{ ok: false }]);
    expect(server.asked).toEqual([]);
  });

  it('an answer that is lost says that perhaps all were created', async () => {
    const { mailbox } = await scriptedMailbox((_, response) => response.destroy());
    const outcomes = await createItems(mailbox, [creation('one'), creation('two')]);
    const unknown = failed({ kind: 'transient', code: 'exchange-connection-closed', detail: 'ECONNRESET' });
    expect(outcomes).toEqual([unknown, unknown]);
  });

  it('a series without changes is one request, one with changes is begun by the first', async () => {
    const changed = series({ '2026-12-08T09:00:00': { title: 'x' } });
    const plain = await scriptedMailbox(answer(messages('CreateItem', written('A'))));
    await createItems(plain.mailbox, [{ event: series(), tag: { pair: 'p', nonce: 'n' } }]);
    expect(plain.server.asked).toHaveLength(1);
    expect(plain.server.asked[0]?.body).not.toContain('PropertyName="Begun"');
    const begun = await scriptedMailbox(
      answer(messages('CreateItem', written('A'))),
      answer(messages('GetItem', failure('GetItem', 'ErrorItemNotFound'))),
    );
    const outcomes = await createItems(begun.mailbox, [{ event: changed, tag: { pair: 'p', nonce: 'n' } }]);
    expect(begun.server.asked[0]?.body).toMatch(/PropertyName="Begun"[^>]*>.*?<t:Value>n</);
    expect(outcomes).toMatchObject([{ failure: { kind: 'transient' } }]);
  });

  it('a mailbox whose zone nobody tells is not written all-day events in another', async () => {
    const { mailbox, server } = await scriptedMailbox(answer(fault('ErrorServerBusy')));
    const event = { ...EVENT, when: { showWithoutTime: true, start: '2026-12-01', duration: 'P1D' } } as const;
    const outcomes = await createItems(mailbox, [{ event, tag: { pair: 'p', nonce: 'n' } }]);
    expect(outcomes).toMatchObject([{ failure: { kind: 'throttled' } }]);
    expect(server.asked).toHaveLength(1);
  });
});
