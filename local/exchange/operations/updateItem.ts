// UpdateItem for calendar items (MS-OXWSCORE section 3.1.4.9, MS-OXWSMTGS section 3.1.4.9): all changes of an item or
// none.
import { type DraftContext, setOne, settle, settleWholeDays } from '../item/draft.ts';
import { extendedKey } from '../item/extended.ts';
import { type Draft, elementOf, fieldsByUri, NEVER_HELD } from '../item/fields.ts';
import { sendUpdate, withFormerAnswers } from '../person/meetingMail.ts';
import { dayOf } from '../recurrence/dates.ts';
import { withException } from '../series/change.ts';
import { occurrenceOn } from '../series/occurrences.ts';
import { settleSeries } from '../series/settle.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError, schemaViolation } from '../soap/errors.ts';
import { expectSequence, readChoice } from '../soap/values.ts';
import { isWellFormedChangeKey } from '../store/ids.ts';
import { contentOf, type Item, type ItemContent, isMeeting } from '../store/item.ts';
import { child, type XmlElement } from '../xml/xml.ts';
import { itemIdElement } from './createItem.ts';
import { type Call, each, type FoundItem, findItem, type Operation } from './operation.ts';

const NAME = 'UpdateItem';
const RESOLUTIONS = ['NeverOverwrite', 'AutoResolve', 'AlwaysOverwrite'] as const;
const SEND_CHOICES = [
  'SendToNone',
  'SendOnlyToAll',
  'SendOnlyToChanged',
  'SendToAllAndSaveCopy',
  'SendToChangedAndSaveCopy',
] as const;

const ONLY_CHANGED: ReadonlySet<string> = new Set(['SendOnlyToChanged', 'SendToChangedAndSaveCopy']);

type Resolution = (typeof RESOLUTIONS)[number];

export const updateItem: Operation = (call) => {
  expectSequence(call.request, ['SavedItemFolderId', 'ItemChanges']);
  const resolution = readChoice('ConflictResolution', call.request.attributes.ConflictResolution, RESOLUTIONS);
  const messages = each(
    child(call.request, 'ItemChanges')?.children ?? [],
    (change) => {
      const { item, conflicts } = updateOne(call, change, resolution);
      return successMessage(
        NAME,
        `<m:Items>${itemIdElement(item)}</m:Items><m:ConflictResults><t:Count>${conflicts}</t:Count></m:ConflictResults>`,
      );
    },
    (error) => errorMessage(NAME, error, { content: '<m:Items/>' }),
  );
  return responseBody(NAME, messages);
};

function updateOne(
  call: Call,
  change: XmlElement,
  resolution: Resolution,
): { readonly item: Item; readonly conflicts: number } {
  expectSequence(change, ['ItemId', 'OccurrenceItemId', 'RecurringMasterItemId', 'Updates']);
  const idElement = change.children[0];
  const updates = child(change, 'Updates');
  if (!idElement || !updates) throw schemaViolation("The element 'ItemChange' has incomplete content.");
  const send = call.request.attributes.SendMeetingInvitationsOrCancellations;
  if (send === undefined) {
    throw new ResponseError(
      'ErrorSendMeetingInvitationsOrCancellationsRequired',
      'SendMeetingInvitationsOrCancellations attribute is required for calendar items.',
    );
  }
  const choice = readChoice('SendMeetingInvitationsOrCancellations', send, SEND_CHOICES);
  const found = findItem(call, idElement, 'write');
  const { item, mailbox } = found;
  const stale = isStale(item, idElement.attributes.ChangeKey, resolution);
  const draft: Draft = contentOf(item);
  for (const update of updates.children) {
    apply(draft, update, call);
    settleWholeDays(draft, call);
  }
  const conflicts = stale && resolution === 'AutoResolve' ? keepStricter(draft, item) : 0;
  const settled = withFormerAnswers(settle(draft, call), item);
  const concernsOthers = isMeeting(settled) || isMeeting(item);
  const mails = choice !== 'SendToNone' && concernsOthers && settled.organizer === undefined;
  const content = mails ? { ...settled, meetingRequestWasSent: true } : settled;
  if (mails && item.folderId === mailbox.folder('deleteditems').id)
    throw new ResponseError('ErrorCalendarCannotUpdateDeletedItem', 'A deleted meeting sends no updates.');
  const updated = store(found, content);
  if (mails) {
    const meeting = mailbox.item(found.stored.id) ?? content;
    sendUpdate(call.send, mailbox.address, {
      before: item,
      after: content,
      meeting,
      onlyChanged: ONLY_CHANGED.has(choice),
    });
  }
  return { item: updated, conflicts };
}

/** Stores `content` and returns the item as shown. For an occurrence it is the master that changes. */
function store({ item, stored, mailbox }: FoundItem, content: ItemContent): Item {
  if (!item.occurrence) return mailbox.update(stored, settleSeries(content, stored));
  const { originalDate } = item.occurrence;
  const master = mailbox.update(stored, withException(contentOf(stored), originalDate, content));
  return occurrenceOn(master, dayOf(originalDate));
}

/** True when the client planned on another version than the stored one. Throws where it must not overwrite. */
function isStale(item: Item, changeKey: string | undefined, resolution: Resolution): boolean {
  if (changeKey === undefined) {
    if (resolution === 'AlwaysOverwrite') return false;
    throw new ResponseError('ErrorChangeKeyRequiredForWriteOperations', 'A change key is required for this operation.');
  }
  if (!isWellFormedChangeKey(changeKey)) throw new ResponseError('ErrorInvalidChangeKey', 'The change key is invalid.');
  const stale = changeKey !== item.changeKey;
  if (stale && resolution === 'NeverOverwrite') {
    throw new ResponseError(
      'ErrorIrresolvableConflict',
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
    );
  }
  return stale;
}

const SENSITIVITY_ORDER = ['Normal', 'Personal', 'Private', 'Confidential'];

/** MS-OXWSCORE R586: of two changes of Sensitivity, AutoResolve keeps the stricter one without an error. */
function keepStricter(draft: Draft, item: Item): number {
  if (SENSITIVITY_ORDER.indexOf(draft.sensitivity) >= SENSITIVITY_ORDER.indexOf(item.sensitivity)) return 0;
  draft.sensitivity = item.sensitivity;
  return 1;
}

function apply(draft: Draft, update: XmlElement, context: DraftContext): void {
  const [path, ...rest] = update.children;
  if (!path) throw schemaViolation(`The element '${update.name}' has incomplete content.`);
  const properties = rest[0]?.children ?? [];
  switch (update.name) {
    case 'SetItemField':
      set(draft, { path, properties }, context);
      return;
    case 'AppendToItemField':
      append(draft, { path, properties }, context);
      return;
    case 'DeleteItemField':
      clear(draft, path);
      return;
    default:
      throw schemaViolation(`The element 'Updates' has invalid child element '${update.name}'.`);
  }
}

function set(
  draft: Draft,
  { path, properties }: { readonly path: XmlElement; readonly properties: readonly XmlElement[] },
  context: DraftContext,
): void {
  const property = onlyOne(properties);
  const fits =
    path.name === 'ExtendedFieldURI'
      ? samePath(path, property)
      : elementOf(path.attributes.FieldURI ?? '') === property.name;
  if (!fits)
    throw new ResponseError(
      'ErrorUpdatePropertyMismatch',
      'The path does not match the property that is set.',
      path.attributes.FieldURI,
    );
  // Clients that write the whole item back (exchangelib) write its UID too.
  if (property.name === 'UID' && property.text !== draft.uid)
    throw new ResponseError('ErrorInvalidPropertySet', 'Set action is invalid for property.', 'calendar:UID');
  setOne(draft, property, context);
}

/** Among the properties of calendar items, only the body can be appended to. */
function append(
  draft: Draft,
  { path, properties }: { readonly path: XmlElement; readonly properties: readonly XmlElement[] },
  context: DraftContext,
): void {
  if (path.attributes.FieldURI !== 'item:Body') {
    throw new ResponseError(
      'ErrorInvalidPropertyAppend',
      'Append action is invalid for property.',
      path.attributes.FieldURI,
    );
  }
  const before = draft.body;
  set(draft, { path, properties }, context);
  if (before && draft.body) draft.body = { type: before.type, text: before.text + draft.body.text };
}

function clear(draft: Draft, path: XmlElement): void {
  if (path.name === 'ExtendedFieldURI') {
    const { [extendedKey(path)]: _, ...rest } = draft.extended;
    draft.extended = rest;
    return;
  }
  const uri = path.attributes.FieldURI ?? '';
  // A client that writes the whole item back deletes the properties it lacks (exchangelib: InReplyTo).
  if (NEVER_HELD.has(uri)) return;
  const field = fieldsByUri.get(uri);
  if (!field) throw schemaViolation(`The 'FieldURI' attribute is invalid - The value '${uri}' is invalid.`);
  if (!field.clear)
    throw new ResponseError('ErrorInvalidPropertyDelete', 'Delete action is invalid for property.', uri);
  field.clear(draft);
}

function onlyOne(properties: readonly XmlElement[]): XmlElement {
  const [property] = properties;
  if (!property || properties.length !== 1) {
    throw new ResponseError(
      'ErrorIncorrectUpdatePropertyCount',
      'An object within a change description must contain one and only one property to modify.',
    );
  }
  return property;
}

const samePath = (path: XmlElement, property: XmlElement) => {
  const own = child(property, 'ExtendedFieldURI');
  return own !== undefined && extendedKey(own) === extendedKey(path);
};
