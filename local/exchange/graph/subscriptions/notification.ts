// The content of a notification (learn.microsoft.com: changeNotification resource type).
import type { Item } from '../../store/item.ts';
import type { Mailbox } from '../../store/store.ts';
import { etagOf } from '../event/show.ts';
import { timestamp } from '../event/times.ts';
import { graphId, immutableIdOf, urlSafe } from '../request/ids.ts';
import { userId } from '../resources/users.ts';
import type { Subscription } from './subscription.ts';

interface Change {
  readonly type: string;
  readonly id: string;
  readonly etag?: string;
}

export const lastSeqOf = (mailbox: Mailbox): number => mailbox.folder('calendar').lastSeq;

function changesOf({ mailbox, told, changeType, idType }: Subscription): Change[] {
  const { items, tombstones } = mailbox.folder('calendar');
  const changed = [...items.values()]
    .filter(({ modifiedSeq }: Item) => modifiedSeq > told)
    .map((item) => ({
      type: item.createdSeq > told ? 'created' : 'updated',
      id: graphId(mailbox, item, idType),
      etag: etagOf(item),
    }));
  const removed = [...tombstones.values()]
    .filter(({ removedSeq, createdSeq }) => removedSeq > told && createdSeq <= told)
    .map(({ id, serial }) => ({
      type: 'deleted',
      id: idType === 'regular' ? urlSafe(id) : immutableIdOf(mailbox, serial),
    }));
  const wanted = changeType.split(',').map((type) => type.trim());
  return [...changed, ...removed].filter(({ type }) => wanted.includes(type));
}

/** The new, changed and removed events of the calendar that the subscriber was not told yet. */
export const notificationsFor = (subscription: Subscription): object[] =>
  changesOf(subscription).map((change) => notification(subscription, change));

export type LifecycleEvent = 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed';

export const lifecycleNotification = (subscription: Subscription, lifecycleEvent: LifecycleEvent): object => ({
  ...addressing(subscription),
  resource: subscription.resource,
  lifecycleEvent,
});

const addressing = ({ id, caller, clientState, expiration }: Subscription): object => ({
  subscriptionId: id,
  subscriptionExpirationDateTime: timestamp(expiration),
  tenantId: caller.tenant,
  ...(clientState !== undefined && { clientState }),
});

function notification(each: Subscription, { type, id, etag }: Change): object {
  const resource = `Users/${userId(each.mailbox)}/Events/${id}`;
  return {
    ...addressing(each),
    changeType: type,
    resource,
    resourceData: {
      '@odata.type': '#Microsoft.Graph.Event',
      '@odata.id': resource,
      ...(etag !== undefined && { '@odata.etag': etag }),
      id,
    },
  };
}
