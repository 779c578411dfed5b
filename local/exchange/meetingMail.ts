// Who is mailed about a meeting, and what a mail does in the mailboxes here that it reaches: an invitation comes into the
// attendee's calendar, an update and a cancellation change what stands there, an answer changes the organiser's event.
// Real mail takes its time; here it is there at once. Our properties do not travel with it.
import { attendeesOf, contentOf, type Item, type ItemContent, isMeeting, type ResponseType } from './item/item.ts';
import { withAnswer } from './person/meetings.ts';
import { child, childText, type XmlElement } from './soap/xml.ts';
import type { Mailbox } from './store.ts';

/** A mail that Exchange would have sent. */
export interface SentMail {
  readonly kind: 'invitation' | 'update' | 'cancellation' | 'response';
  readonly from: string;
  readonly to: readonly string[];
  readonly uid: string;
}

/**
 * `meeting`: the organiser's event as it is from now on, or the attendee's copy with the answer. Without it the meeting
 * does not take place any more, for those who are told.
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
 * Tells of an update of the organiser's: those who were invited until now and still are, those who are from now on, and
 * those who are no longer. `onlyChanged`: the first are not told.
 */
export function sendUpdate(
  send: Send,
  from: string,
  { before, after, meeting }: Record<'before' | 'after' | 'meeting', ItemContent>,
  onlyChanged = false,
): void {
  const [former, now] = [addressesOf(before), addressesOf(after)];
  const tell = (kind: SentMail['kind'], to: readonly string[], about?: ItemContent) => {
    if (to.length > 0) send({ kind, from, to, uid: after.uid }, about);
  };
  if (!onlyChanged) tell('update', chosen(now, former, true), meeting);
  tell('invitation', chosen(now, former, false), meeting);
  tell('cancellation', chosen(former, now, false));
}

const addressesOf = (content: ItemContent): string[] => (isMeeting(content) ? attendeesOf(content) : []);

const chosen = (addresses: readonly string[], others: readonly string[], isIn: boolean): string[] =>
  addresses.filter((address) => others.some((each) => isSame(each, address)) === isIn);

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Who was invited before keeps the answer that has come in, though the client writes the list without it. */
export function withFormerAnswers(content: ItemContent, before: ItemContent): ItemContent {
  const known = new Map(listsOf(before).flatMap(({ children }) => children.map((each) => [addressOf(each), each])));
  const kept = (list: XmlElement | undefined): XmlElement | undefined =>
    list && {
      ...list,
      children: list.children.map((each) =>
        child(each, 'ResponseType') ? each : (known.get(addressOf(each)) ?? each),
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

/** In a calendar of the mailbox: what lies in Deleted Items is not looked at, and an update brings the meeting back. */
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

/** Before the person has answered it stands there tentatively. */
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

/** What the organiser says; category, reminder and answer stay the person's own. */
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

/** Who removes the own copy and tells of it declines. */
function answerArrives(box: Mailbox, { from, uid }: SentMail, copy: ItemContent | undefined): void {
  const item = itemOf(box, uid);
  if (item?.organizer !== undefined || !item || !attendeesOf(item).some((each) => isSame(each, from))) return;
  const response = copy && ANSWERS.has(copy.myResponse) ? copy.myResponse : 'Decline';
  box.update(item, withAnswer(item, from, response, item.modifiedAt));
}
