// GetItem: bodies in the format in which they are stored, for texts that are about to be written over.
import type { BodyChange, Reformatted } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { reformatted } from '../format/reformat.ts';
import { getItems } from './getItem.ts';
import { bodyProperties } from './item/itemProperties.ts';
import type { EwsMailbox } from './soap/call.ts';
import { child, type XmlElement } from './xml/reader.ts';

export async function readFormats(
  mailbox: EwsMailbox,
  changes: readonly BodyChange[],
): Promise<Outcome<Reformatted | undefined>[]> {
  const elements = await getItems(
    mailbox,
    changes.map(({ id }) => id),
    bodyProperties,
  );
  return elements.flatMap((element, at) => {
    const change = changes[at];
    return change ? [element.ok ? formatOf(element.value, change) : element] : [];
  });
}

function formatOf(element: XmlElement, change: BodyChange): Outcome<Reformatted | undefined> {
  const version = child(element, 'ItemId')?.attributes.ChangeKey;
  if (version === undefined) return failed(brokenAnswer('an item has no id'));
  const body = child(element, 'Body');
  return ok(reformatted({ version, html: body?.attributes.BodyType === 'HTML', content: body?.text ?? '' }, change));
}
