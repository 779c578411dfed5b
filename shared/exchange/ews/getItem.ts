// GetItem: chosen properties of items, as elements of the answer, each with its own outcome.
import type { ItemId, PropertySet } from 'ews-javascript-api';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import type { Ews } from './library/captureRequest.ts';
import { callForEach, type EwsMailbox } from './soap/call.ts';
import { inBatches } from './soap/inBatches.ts';
import { child, type XmlElement } from './xml/reader.ts';

/** An item by its id, or an occurrence by its number in a series. */
export type ItemReference = string | { readonly masterId: string; readonly index: number };

export const getItems = (
  mailbox: EwsMailbox,
  references: readonly ItemReference[],
  properties: (ews: Ews) => PropertySet,
): Promise<Outcome<XmlElement>[]> => inBatches(mailbox, references, (batch) => getBatch(mailbox, batch, properties));

const getBatch = (
  mailbox: EwsMailbox,
  references: readonly ItemReference[],
  properties: (ews: Ews) => PropertySet,
): Promise<Outcome<XmlElement>[]> =>
  callForEach(mailbox, {
    count: references.length,
    compose: (ews, service) =>
      service.BindToItems(
        references.map((reference) => itemId(ews, reference)),
        properties(ews),
      ),
    read: (message) => {
      const [element] = child(message, 'Items')?.children ?? [];
      return element ? ok(element) : failed(brokenAnswer('an answer has no item'));
    },
  });

const itemId = (ews: Ews, reference: ItemReference): ItemId =>
  typeof reference === 'string'
    ? new ews.ItemId(reference)
    : new ews.AppointmentOccurrenceId(reference.masterId, reference.index);
