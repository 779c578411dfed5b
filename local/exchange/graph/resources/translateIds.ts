// user: translateExchangeIds (learn.microsoft.com): converts ids between EWS and Graph.

import { itemIn } from '../../series/find.ts';
import { isWellFormedId } from '../../store/ids.ts';
import type { Mailbox } from '../../store/store.ts';
import { TYPES } from '../../xml/xml.ts';
import { objectOf } from '../event/draft.ts';
import { type Call, contextOf, type GraphAnswer } from '../request/call.ts';
import { accessDenied, invalidProperty, invalidRequest } from '../request/errors.ts';
import { graphId, isGraphId, itemNamed, type NamedItem } from '../request/ids.ts';

const FORMATS = ['ewsId', 'restId', 'restImmutableEntryId'] as const;
type Format = (typeof FORMATS)[number];

const IDS_MAX = 1000;
/** learn.microsoft.com: application permission User.Read.All. */
const ROLES = ['User.Read.All', 'User.ReadWrite.All'];

/** An unknown id gets an error in its place. */
export function translateIds(call: Call): GraphAnswer {
  if (!call.caller.roles.some((role) => ROLES.includes(role))) throw accessDenied();
  const json = new Map(Object.entries(objectOf(call.request.body)).map(([name, value]) => [name.toLowerCase(), value]));
  const ids = json.get('inputids');
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) throw invalidProperty('inputIds is missing.');
  if (ids.length > IDS_MAX) throw invalidRequest(`At most ${IDS_MAX} ids are translated at once.`);
  const [source, target] = [formatOf(json.get('sourceidtype')), formatOf(json.get('targetidtype'))];
  const value = ids.map((sourceId: string) => ({
    sourceId,
    ...translated(call.mailbox, sourceId, { source, target }),
  }));
  const context = contextOf(call, '').replace(/users.*$/, 'Collection(microsoft.graph.convertIdResult)');
  return { status: 200, body: { '@odata.context': context, value } };
}

/** The formats of MAPI clients (entryId, immutableEntryId) are not kept here. */
function formatOf(value: unknown): Format {
  const format = FORMATS.find((name) => name === value);
  if (!format) throw invalidRequest(`The id type '${String(value)}' is not supported.`);
  return format;
}

function translated(
  mailbox: Mailbox,
  sourceId: string,
  { source, target }: { readonly source: Format; readonly target: Format },
): object {
  const found = named(mailbox, sourceId, source);
  if (!found) {
    const text = 'The id could not be translated: there is no such item in the mailbox.';
    return { errorDetails: { code: 'ErrorInvalidIdMalformed', message: text } };
  }
  if (target === 'ewsId') return { targetId: found.item.id };
  return { targetId: graphId(mailbox, found.item, target === 'restId' ? 'regular' : 'immutable') };
}

function named(mailbox: Mailbox, id: string, format: Format): NamedItem | undefined {
  if (format !== 'ewsId') return isGraphId(id) ? itemNamed(mailbox, id) : undefined;
  if (!isWellFormedId(id)) return undefined;
  return itemIn(mailbox, { uri: TYPES, name: 'ItemId', attributes: { Id: id }, children: [], text: '' });
}
