// The changed occurrences of series, which GetItem gives of a master as ids only: one more request for all of a batch.
import { type Failure, failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { getItems } from './getItem.ts';
import { exceptionProperties } from './item/itemProperties.ts';
import { exceptionIds } from './item/toSeries.ts';
import type { EwsMailbox } from './soap/call.ts';
import type { XmlElement } from './xml/reader.ts';

/** By their ids. */
export type Exceptions = ReadonlyMap<string, Outcome<XmlElement>>;

/** No request where no master has one. */
export async function readExceptions(mailbox: EwsMailbox, masters: readonly XmlElement[]): Promise<Exceptions> {
  const ids = masters.flatMap(exceptionIds);
  const outcomes = await getItems(mailbox, ids, exceptionProperties);
  return new Map(outcomes.map((outcome, at) => [ids[at] ?? '', outcome]));
}

/** Those of one master; the first failure where one of them could not be read. */
export function exceptionsOf(master: XmlElement, exceptions: Exceptions): Outcome<ReadonlyMap<string, XmlElement>> {
  const own = new Map<string, XmlElement>();
  for (const id of exceptionIds(master)) {
    const outcome = exceptions.get(id);
    if (!outcome) continue;
    if (!outcome.ok) return failed(ofSeries(outcome.failure));
    own.set(id, outcome.value);
  }
  return ok(own);
}

/** An exception that is gone says nothing of its series, but that it changed since it was read. */
const ofSeries = (failure: Failure): Failure =>
  failure.kind === 'gone'
    ? { kind: 'transient', code: 'exchange-error', detail: 'an occurrence changed meanwhile' }
    : failure;
