// The mails about a meeting, and their effect in the mailboxes of this server. An invitation arrives in the attendee's
// calendar. An update or cancellation changes the attendee's copy. An answer changes the organiser's event. Real mail
// takes time; here it arrives at once. The product's own properties do not travel with it.
import { attendeesOf, contentOf, type Item, type ItemContent, isMeeting, type ResponseType } from '../store/item.ts';
import type { Mailbox } from '../store/store.ts';
import { child, childText, type XmlElement } from '../xml/xml.ts';
import { withAnswer } from './meetings.ts';

/** A mail that Exchange would have sent. */
export interface SentMail {
  readonly kind: 'invitation' | 'update' | 'cancellation' | 'response';
  readonly from: string;
  readonly to: readonly string[];
  readonly uid: string;
}

/**
 * `meeting` is the organiser's new event, or the attendee's copy with the answer. Without it the meeting is cancelled
 * for the recipients.
 */
export type Send = (mail: SentMail, meeting?: ItemContent) => void;

/** Keeps each mail in `sent` and carries it out. */
export function createPost(mailbox: (address: string) => Mailbox | undefined, sent: SentMail[]): Send {
  return (mail, meeting) => {
    sent.push(mail);
    for (const address of mail.to) {
      const box = mailbox(address);
      if (!box) continue;
      if (mail.kind === 'response') answerArrives(box, mail, meeting);
      else if (meeting) meetingArrives(box, mail, meeting);
      else cancellationArrives(box, mail);
    }
  };
}

/**
 * Tells attendees of the organiser's update: those who stay, those who are new and those who were removed. With
 * `onlyChanged`, those who stay are not told.
 */
export function sendUpdate(
  send: Send,
  from: string,
  {
    before,
    after,
    meeting,
    onlyChanged = false,
  }: Record<'before' | 'after' | 'meeting', ItemContent> & { readonly onlyChanged?: boolean },
): void {
  const [invitedBefore, invitedNow] = [addressesOf(before), addressesOf(after)];
  const tell = (kind: SentMail['kind'], to: readonly string[], about?: ItemContent) => {
    if (to.length > 0) send({ kind, from, to, uid: after.uid }, about);
  };
  if (!onlyChanged) tell('update', chosen(invitedNow, invitedBefore, true), meeting);
  tell('invitation', chosen(invitedNow, invitedBefore, false), meeting);
  tell('cancellation', chosen(invitedBefore, invitedNow, false));
}

const addressesOf = (content: ItemContent): string[] => (isMeeting(content) ? attendeesOf(content) : []);

const chosen = (addresses: readonly string[], others: readonly string[], isIn: boolean): string[] =>
  addresses.filter((address) => others.some((each) => isSame(each, address)) === isIn);

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** An attendee who stays keeps the answer, although the client writes the list without it. */
export function withFormerAnswers(content: ItemContent, before: ItemContent): ItemContent {
  const invitedAs = new Map(listsOf(before).flatMap(({ children }) => children.map((each) => [addressOf(each), each])));
  const kept = (list: XmlElement | undefined): XmlElement | undefined =>
    list && {
      ...list,
      children: list.children.map((each) =>
        child(each, 'ResponseType') ? each : (invitedAs.get(addressOf(each)) ?? each),
      ),
    };
  return {
    ...content,
    requiredAttendees: kept(content.requiredAttendees),
    optionalAttendees: kept(content.optionalAttendees),
    resources: kept(content.resources),
  };
}

const listsOf = ({ requiredAttendees, optionalAttendees, resources }: ItemContent): XmlElement[] =>
  [requiredAttendees, optionalAttendees, resources].flatMap((list) => list ?? []);

const addressOf = (attendee: XmlElement): string | undefined =>
  childText(child(attendee, 'Mailbox'), 'EmailAddress')?.toLowerCase();

/** Looks in the mailbox's calendars. It ignores Deleted Items, so an update brings a deleted meeting back. */
const itemOf = (box: Mailbox, uid: string): Item | undefined =>
  [...box.folders.values()]
    .filter(({ id, folderClass }) => folderClass === 'IPF.Appointment' && id !== box.folder('deleteditems').id)
    .flatMap(({ items }) => [...items.values()])
    .find((item) => item.uid === uid);

function meetingArrives(box: Mailbox, { from }: SentMail, meeting: ItemContent): void {
  const copy = itemOf(box, meeting.uid);
  if (copy?.organizer !== undefined) box.update(copy, updatedCopy(contentOf(copy), meeting));
  else if (!copy) box.create(newCopy(meeting, from), box.folder('calendar'));
}

/** A new copy is tentative until the person has answered. */
const newCopy = (meeting: ItemContent, organizer: string): ItemContent => ({
  ...meeting,
  organizer,
  extended: {},
  categories: [],
  freeBusy: 'Tentative',
  myResponse: 'NoResponseReceived',
  meetingRequestWasSent: true,
});

const CARRIED = [
  'subject',
  'body',
  'location',
  'start',
  'end',
  'isAllDay',
  'startZone',
  'endZone',
  'recurrence',
  'exceptions',
  'deletions',
  'requiredAttendees',
  'optionalAttendees',
  'resources',
  'isCancelled',
] as const satisfies readonly (keyof ItemContent)[];

/** Takes over what the organiser says. Category, reminder and answer stay the person's own. */
const updatedCopy = (copy: ItemContent, meeting: ItemContent): ItemContent => ({
  ...copy,
  ...Object.fromEntries(CARRIED.map((key) => [key, meeting[key]])),
});

function cancellationArrives(box: Mailbox, { uid }: SentMail): void {
  const copy = itemOf(box, uid);
  if (copy?.organizer !== undefined) box.update(copy, cancelled(copy));
}

/** Outlook and Exchange write it into the attendee's copy ([MS-OXOCAL] section 3.1.4.9.2), once. */
const CANCELLED = 'Canceled: ';

/** The attendee's copy after the organiser has called off the meeting. */
export function cancelled(copy: Item): ItemContent {
  const { subject = '', ...content } = contentOf(copy);
  const title = subject.startsWith(CANCELLED) ? subject : CANCELLED + subject;
  return { ...content, subject: title, isCancelled: true, freeBusy: 'Free' };
}

const ANSWERS: ReadonlySet<ResponseType> = new Set<ResponseType>(['Accept', 'Tentative', 'Decline']);

/** An attendee who removes the own copy and tells of it declines. */
function answerArrives(box: Mailbox, { from, uid }: SentMail, copy: ItemContent | undefined): void {
  const item = itemOf(box, uid);
  if (item?.organizer !== undefined || !item || !attendeesOf(item).some((each) => isSame(each, from))) return;
  const response = copy && ANSWERS.has(copy.myResponse) ? copy.myResponse : 'Decline';
  box.update(item, withAnswer(item, { address: from, response }));
}
