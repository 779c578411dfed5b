// Messages in the form that the triggers read.
import { QueueServiceClient } from '@azure/storage-queue';
import { describe, expect, inject, it } from 'vitest';
import {
  createQueues,
  DELETE_COMPANY_QUEUE,
  POLL_SOURCE_QUEUE,
  pollSourceMessage,
  SYNC_LINK_QUEUE,
  syncLinkMessage,
} from '../../../../shared/state/account/queues.ts';
import { StoreUnavailable } from '../../../../shared/sync/ports/store.ts';

const queue = (name: string) => QueueServiceClient.fromConnectionString(inject('azurite')).getQueueClient(name);
const textsIn = async (name: string) => {
  const { receivedMessageItems } = await queue(name).receiveMessages({ numberOfMessages: 32 });
  return receivedMessageItems.map((message) => message.messageText);
};

describe('createQueues', () => {
  it('creates the queue, sends plain JSON, and delays a message', async () => {
    await Promise.all(
      [SYNC_LINK_QUEUE, POLL_SOURCE_QUEUE, DELETE_COMPANY_QUEUE].map((name) => queue(name).deleteIfExists()),
    );
    const queues = createQueues({ connection: inject('azurite') });
    await queues.syncLink({ company: 'acme', link: 'u1' });
    await queues.syncLink({ company: 'acme', link: 'later' }, 600);
    await queues.pollSource({ company: 'acme', source: 's1' });
    expect(await textsIn(SYNC_LINK_QUEUE)).toEqual(['{"v":1,"company":"acme","link":"u1"}']);
    await queues.deleteCompany({ company: 'acme' });
    expect(await textsIn(DELETE_COMPANY_QUEUE)).toEqual(['{"v":1,"company":"acme"}']);
    expect(await textsIn(POLL_SOURCE_QUEUE)).toEqual(['{"v":1,"company":"acme","source":"s1"}']);
    expect((await queue(SYNC_LINK_QUEUE).getProperties()).approximateMessagesCount).toBe(2);
  });

  it('throws StoreUnavailable where the account does not answer', async () => {
    // Nothing listens on port 9 (discard).
    const connection =
      'DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=a2V5;QueueEndpoint=http://127.0.0.1:9/devstoreaccount1;';
    await expect(createQueues({ connection }).ping()).rejects.toThrow(StoreUnavailable);
  });
});

describe('syncLinkMessage', () => {
  it('accepts a message as it is sent', () => {
    expect(syncLinkMessage.parse({ v: 1, company: 'acme', link: 'u1' })).toEqual({ v: 1, company: 'acme', link: 'u1' });
  });

  it.each([
    'text',
    {},
    { company: 'acme', link: 'u1' },
    { v: 2, company: 'acme', link: 'u1' },
    { v: 1, company: 'acme', link: '' },
    { v: 1, company: 'acme', source: 's1' },
    { v: 1, company: 'acme', link: 'u1', title: 'x' },
  ])('%j is not ours', (message) => {
    expect(syncLinkMessage.safeParse(message).success).toBe(false);
  });
});

describe('pollSourceMessage', () => {
  it('accepts a message as it is sent and no other form', () => {
    expect(pollSourceMessage.safeParse({ v: 1, company: 'acme', source: 's1' }).success).toBe(true);
    expect(pollSourceMessage.safeParse({ v: 1, company: 'acme', link: 'u1' }).success).toBe(false);
  });
});
