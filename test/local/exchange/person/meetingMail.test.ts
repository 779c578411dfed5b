// Mail about meetings between mailboxes of the local Exchange, as an EWS client and people have it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalExchange } from '../../../../local/exchange/server.ts';
import * as ews from '../ewsClient.ts';

let exchange: LocalExchange;
beforeEach(async () => {
  exchange = await ews.startTestExchange();
  exchange.addMailbox(ews.ADA);
  exchange.addMailbox(ews.BEN);
});
afterEach(() => exchange.close());

const attendee = (address: string) =>
  `<t:Attendee><t:Mailbox><t:EmailAddress>${address}</t:EmailAddress></t:Mailbox></t:Attendee>`;
const attendees = (...addresses: string[]) =>
  `<t:RequiredAttendees>${addresses.map(attendee).join('')}</t:RequiredAttendees>`;
const copies = () => exchange.person(ews.BEN).list();
const mailed = () => exchange.mail.map(({ kind, to }) => [kind, to]);

async function invite(...addresses: string[]): Promise<ews.Id> {
  const request = ews.createRequest(ews.TIMES + attendees(...addresses)).replace('SendToNone', 'SendToAllAndSaveCopy');
  const [id] = ews.idsIn(await ews.ask(exchange, request));
  if (!id) throw new Error('nothing was created');
  return id;
}

async function update(id: ews.Id, send: string, ...changes: string[]): Promise<ews.Id> {
  const request = ews
    .updateRequest(id, changes.join(''))
    .replace('Cancellations="SendToNone"', `Cancellations="${send}"`);
  const [updated] = ews.idsIn(await ews.ask(exchange, request));
  if (!updated) throw new Error('nothing was updated');
  return updated;
}

describe('createPost', () => {
  it('an invitation comes into the attendee’s calendar tentatively, without the organiser’s own properties', async () => {
    await invite(ews.BEN, 'dora@elsewhere.example');
    expect(copies()).toMatchObject([{ organizer: ews.ADA, myResponse: 'NoResponseReceived', freeBusy: 'Tentative' }]);
    expect(copies()[0]?.extended).toEqual({});
  });

  it('an update changes what the organiser says, and not what is the attendee’s own', async () => {
    const id = await invite(ews.BEN);
    const [copy] = copies();
    exchange.person(ews.BEN).edit(copy?.id ?? '', { categories: ['Mine'] });
    await update(id, 'SendToAllAndSaveCopy', ews.setField('item:Subject', '<t:Subject>New</t:Subject>'));
    expect(copies()).toMatchObject([{ subject: 'New', categories: ['Mine'] }]);
  });

  it('an answer changes the organiser’s event, and survives a list that is written without it', async () => {
    const id = await invite(ews.BEN);
    exchange.person(ews.BEN).answer(copies()[0]?.id ?? '', 'Accept');
    const { changeKey = '' } = exchange.person(ews.ADA).get(id.Id) ?? {};
    const list = ews.setField('calendar:RequiredAttendees', attendees('cleo@elsewhere.example', ews.BEN));
    await update({ ...id, ChangeKey: changeKey }, 'SendToChangedAndSaveCopy', list);
    const item = await ews.ask(exchange, ews.getRequest([id]));
    expect(ews.texts(item, 'ResponseType')).toEqual(['Unknown', 'Accept']);
    expect(mailed().slice(1)).toEqual([
      ['response', [ews.ADA]],
      ['invitation', ['cleo@elsewhere.example']],
    ]);
  });

  it('who is no longer invited has a cancelled meeting, and who declined has none', async () => {
    const id = await invite(ews.BEN);
    await update(
      id,
      'SendToAllAndSaveCopy',
      ews.setField('calendar:RequiredAttendees', attendees('cleo@elsewhere.example')),
    );
    expect(copies()).toMatchObject([{ isCancelled: true, freeBusy: 'Free' }]);
    expect(mailed().slice(1)).toEqual([
      ['invitation', ['cleo@elsewhere.example']],
      ['cancellation', [ews.BEN]],
    ]);
    exchange.person(ews.BEN).answer(copies()[0]?.id ?? '', 'Decline');
    expect(copies()).toEqual([]);
  });
});
