import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../shared/exchange/ews/changes.ts';
import { ok } from '../../../../shared/sync/ports/outcome.ts';
import { answer, complaintsAbout, failure, fault, messages, scriptedMailbox, success } from './scriptedExchange.ts';

const page = (changes: string, { state = 'S2', last = 'true' } = {}) =>
  messages(
    'SyncFolderItems',
    success(
      'SyncFolderItems',
      `<m:SyncState>${state}</m:SyncState><m:IncludesLastItemInRange>${last}</m:IncludesLastItemInRange><m:Changes>${changes}</m:Changes>`,
    ),
  );
const item = (kind: string, id: string, name = 'CalendarItem') =>
  `<t:${kind}><t:${name}><t:ItemId Id="${id}" ChangeKey="K${id}"/></t:${name}></t:${kind}>`;

const reading = async (body: string, watermark: string | null = 'S1', status = 200) => {
  const { mailbox, server } = await scriptedMailbox(answer(body, status));
  return { outcome: await readChanges(mailbox, watermark ?? undefined), server };
};

describe('readChanges', () => {
  it('asks for 512 ids after the watermark, and without one from the beginning', async () => {
    const { server } = await reading(page(''), 'S&1');
    const [asked] = server.asked;
    expect(asked?.body).toContain('<m:SyncState>S&amp;1</m:SyncState><m:MaxChangesReturned>512</m:MaxChangesReturned>');
    expect(asked?.body).toContain('<t:BaseShape>IdOnly</t:BaseShape>');
    const { server: fromStart } = await reading(page(''), null);
    expect(fromStart.asked[0]?.body).not.toContain('SyncState>');
    expect(await complaintsAbout([...server.asked, ...fromStart.asked])).toEqual([]);
  });

  it('gives changed and removed ids in the order of the answer', async () => {
    const changes = `${item('Update', 'A')}<t:Delete><t:ItemId Id="B" ChangeKey="KB"/></t:Delete>${item('Create', 'C')}`;
    const { outcome } = await reading(page(changes, { last: 'false' }));
    expect(outcome).toEqual(
      ok({
        changes: [
          { kind: 'changed', id: 'A', version: 'KA' },
          { kind: 'removed', id: 'B' },
          { kind: 'changed', id: 'C', version: 'KC' },
        ],
        watermark: 'S2',
        more: true,
      }),
    );
  });

  it('an item of an unknown kind is a change like any other', async () => {
    const { outcome } = await reading(page(item('Create', 'A', 'ItemOfNextYear')));
    expect(outcome).toMatchObject({ value: { changes: [{ kind: 'changed', id: 'A' }] } });
  });

  it('that something was read is no change, but the watermark goes on', async () => {
    const read = '<t:ReadFlagChange><t:ItemId Id="A" ChangeKey="K"/><t:IsRead>true</t:IsRead></t:ReadFlagChange>';
    const { outcome } = await reading(page(read));
    expect(outcome).toEqual(ok({ changes: [], watermark: 'S2', more: false }));
  });

  it('an idle answer keeps the watermark that was sent, whatever state the server gives', async () => {
    expect((await reading(page(''))).outcome).toEqual(ok({ changes: [], watermark: 'S1', more: false }));
    const { outcome } = await reading(page(''), null);
    expect(outcome).toEqual(ok({ changes: [], watermark: 'S2', more: false }));
  });

  it.each(['ErrorInvalidSyncStateData', 'ErrorSyncFolderNotFound'])(
    '%s asks for a full listing and reports nothing as gone',
    async (code) => {
      const inside = messages('SyncFolderItems', failure('SyncFolderItems', code));
      expect((await reading(inside)).outcome).toEqual(ok('watermarkInvalid'));
      expect((await reading(fault(code), 'S1', 500)).outcome).toEqual(ok('watermarkInvalid'));
    },
  );

  it('a full listing that is refused is a failure: there is no watermark to drop', async () => {
    const { outcome } = await reading(
      messages('SyncFolderItems', failure('SyncFolderItems', 'ErrorSyncFolderNotFound')),
      null,
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: 'denied', code: 'calendar-not-found' } });
  });

  it('a page that takes too long is asked for again in half its size', async () => {
    const { mailbox, server } = await scriptedMailbox(
      answer(messages('SyncFolderItems', failure('SyncFolderItems', 'ErrorTimeoutExpired'))),
    );
    for (let i = 0; i < 3; i += 1) await readChanges(mailbox, undefined);
    const sizes = server.asked.map(({ body }) => Number(/<m:MaxChangesReturned>(\d+)</.exec(body)?.[1]));
    expect(sizes).toEqual([512, 256, 134]);
  });

  it('a kind of change that nobody knows costs nothing but itself', async () => {
    const { outcome } = await reading(page(`<t:Merge><t:Thing/></t:Merge>${item('Create', 'A', 'HologramItem')}`));
    expect(outcome).toMatchObject({ value: { changes: [{ kind: 'changed', id: 'A' }] } });
  });

  it.each([
    ['a cut page', page(item('Create', 'A')).slice(0, -120)],
    ['a page without a state', page('', { state: '' })],
    ['a page that does not say whether it is the last', page('', { last: '' })],
    [
      'a page without changes',
      messages(
        'SyncFolderItems',
        success(
          'SyncFolderItems',
          '<m:SyncState>S2</m:SyncState><m:IncludesLastItemInRange>true</m:IncludesLastItemInRange>',
        ),
      ),
    ],
    ['a change without an id', page('<t:Create><t:CalendarItem/></t:Create>')],
  ])('%s is a failure, never an empty page', async (_, body) => {
    expect((await reading(body)).outcome).toMatchObject({
      ok: false,
      failure: { kind: 'transient', code: 'exchange-answer-broken' },
    });
  });
});
