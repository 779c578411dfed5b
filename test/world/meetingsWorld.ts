// Several users of one company whose mailboxes share meetings. Exchange carries a meeting from its organiser to the
// attendees when it gets to it. Each user's link runs by itself. Over the ports in memory. Long because what people do
// and what Exchange carries of it must not be read apart.
import { canonicalField } from '../../shared/calendar/canonical/canonical.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventPatch } from '../../shared/calendar/event.ts';
import type { LinkContext } from '../../shared/sync/ports/link.ts';
import { DEFAULT_RULES } from '../../shared/sync/ports/linkRules.ts';
import type { Attendee } from '../../shared/sync/ports/mailbox.ts';
import type { LinkRow } from '../../shared/sync/ports/rows.ts';
import { type MeetingMail, MemoryMailbox } from '../memory/mailbox.ts';
import { MemorySource } from '../memory/source.ts';
import { MemoryTables } from '../memory/tables.ts';
import { openedFrom } from './openedFrom.ts';
import type { Ports } from './world.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20, 8);
const SIZES = { batchSize: 4, pageSize: 5 };

const print = (fields: EventPatch): Record<string, string> =>
  Object.fromEntries(
    EVENT_FIELDS.filter((field) => fields[field] !== undefined).map((field) => [
      field,
      canonicalField(field, fields[field] as CalendarEvent[typeof field]),
    ]),
  );

interface User {
  readonly link: string;
  readonly mailbox: MemoryMailbox;
  row: LinkRow;
}

interface Meeting {
  readonly uid: string;
  readonly organiser: string;
  event: CalendarEvent;
  attendees: Attendee[];
}

/** A meeting as each mailbox and the application show it. */
export interface Shown {
  readonly entries: readonly { readonly title: string; readonly owner: string; readonly participants: string[] }[];
  /** Cancelled ones in brackets. */
  readonly events: Readonly<Record<string, readonly string[]>>;
  /** The mails that went out because of our writes, in the order of the words; not asked for without it. */
  readonly mails?: readonly string[];
}

export class MeetingsWorld {
  now = START;
  readonly tables = new MemoryTables();
  readonly source = new MemorySource(SIZES);
  readonly users = new Map<string, User>();
  readonly #meetings: Meeting[] = [];
  /** The mail that Exchange has not carried yet. */
  #outbox: (() => Promise<unknown>)[] = [];
  #ids = 0;
  /** Every mail of our writes. */
  readonly mails: string[] = [];
  /** Exchange carries nothing before. */
  mailHeldUntil = 0;
  rules = DEFAULT_RULES;
  /** The product's setting for those who take part in entries. */
  participants: LinkContext['participants'] = 'silentCopies';
  /** Whose links are on and never run. */
  readonly stuck = new Set<string>();

  /** `emails`: who has a link; on and started unless told otherwise. */
  static async begin(emails: readonly string[], change: Readonly<Record<string, Partial<LinkRow>>> = {}) {
    const world = new MeetingsWorld();
    for (const email of emails) {
      const row = { on: true, started: true, epoch: 1, endsAfter: START - 30 * 24 * 60 * MINUTE, ...change[email] };
      world.users.set(email, { link: email.split('@')[0] ?? '', mailbox: new MemoryMailbox(SIZES), row });
      world.changeLink(email, {});
      world.user(email).mailbox.post = (mail) => world.#post(email, mail);
    }
    return world;
  }

  user(email: string): User {
    const user = this.users.get(email);
    if (!user) throw new Error(`${email} has no link`);
    return user;
  }

  changeLink(email: string, change: Partial<LinkRow>): void {
    const user = this.user(email);
    user.row = { ...user.row, ...change };
    const { on, started } = user.row;
    this.tables.registrations.set(user.link, { link: user.link, email, on, started });
    this.tables.put(user.link, { kind: 'link', name: '' }, user.row);
  }

  newId = (): string => {
    this.#ids += 1;
    return `n${this.#ids}`;
  };

  ports(email: string): Ports {
    const { link, mailbox } = this.user(email);
    return {
      mailbox,
      source: this.source,
      store: this.tables.linkStore(link),
      company: this.tables.companyStore(),
      person: mailbox.person,
      people: this.source.people,
      setLink: async (row) => this.changeLink(email, row),
      loseRows: async () => this.tables.lose(),
    };
  }

  context(
    email: string,
    ports: Pick<Ports, 'mailbox' | 'source' | 'store' | 'company'> = this.ports(email),
  ): LinkContext {
    const printer = { key: 'key 1', print };
    return {
      link: this.user(email).link,
      email,
      conflictPolicy: 'mailbox',
      rules: this.rules,
      participants: this.participants,
      connection: '1',
      mailbox: ports.mailbox,
      source: ports.source,
      store: ports.store,
      company: ports.company,
      print,
      printers: { inUse: printer, former: [] },
      seal: (text) => text,
      reseal: () => undefined,
      open: ({ field, sealed }) => openedFrom(field, sealed),
      now: () => this.now,
      newId: this.newId,
      deadline: this.now + 60 * MINUTE,
    };
  }

  get writes(): number {
    return [...this.users.values()].reduce((sum, { mailbox }) => sum + mailbox.writes, this.source.writes);
  }

  // ---- what people do ------------------------------------------------------------------------------------------------

  newEvent(title: string): CalendarEvent {
    return {
      title,
      description: `about ${title}`,
      location: 'Room 1',
      when: { showWithoutTime: false, start: '2026-12-01T09:00:00', timeZone: 'Europe/Helsinki', duration: 'PT1H' },
      privacy: 'public',
      freeBusyStatus: 'busy',
      keywords: [],
      alert: null,
    };
  }

  /** A person invites others; the mails to the attendees are under way. */
  async organise(organiser: string, attendees: readonly string[], title = 'Steering'): Promise<void> {
    const meeting: Meeting = {
      uid: `uid of ${title}`,
      organiser,
      event: this.newEvent(title),
      attendees: attendees.map((email) => ({ email, kind: 'required', response: 'none' })),
    };
    this.#meetings.push(meeting);
    await this.#file(meeting, organiser);
    for (const email of attendees) this.#outbox.push(() => this.#file(meeting, email));
  }

  /** A person makes a meeting of an event that is in the calendar. */
  adopt(organiser: string, uid: string, attendees: readonly string[]): void {
    const invited: Attendee[] = attendees.map((email) => ({ email, kind: 'required', response: 'none' }));
    this.#meetings.push({ uid, organiser, event: this.newEvent('Steering'), attendees: invited });
  }

  #meeting(name: string): Meeting {
    const meeting = this.#meetings.find(({ uid }) => uid === name || uid === `uid of ${name}`);
    if (!meeting) throw new Error(`nobody organises ${name}`);
    return meeting;
  }

  /** The tables are lost, and the links are made anew and started. */
  loseRows(): void {
    this.tables.lose();
    for (const [email, { row }] of this.users) this.changeLink(email, { ...row, epoch: 1 });
  }

  async #file({ uid, organiser, event, attendees }: Meeting, email: string): Promise<void> {
    const role = email === organiser ? 'organiser' : 'attendee';
    await this.users.get(email)?.mailbox.person.carry(uid, event, { role, organiser, attendees, cancelled: false });
  }

  #post(organiser: string, { kind, to, uid, event, attendees }: MeetingMail): void {
    for (const email of to) {
      this.mails.push(`${kind} ${email}`);
      const meeting = { role: 'attendee', organiser, attendees, cancelled: kind === 'cancellation' } as const;
      this.#outbox.push(async () => this.users.get(email)?.mailbox.person.carry(uid, event, meeting));
    }
  }

  /** Exchange carries what is under way. */
  async deliver(): Promise<void> {
    if (this.now < this.mailHeldUntil) return;
    const mails = this.#outbox;
    this.#outbox = [];
    for (const mail of mails) await mail();
  }

  /** The organiser changes the meeting in Outlook, and the attendees are told. */
  async change(patch: EventPatch, title = 'Steering'): Promise<void> {
    const meeting = this.#meeting(title);
    if (!(await this.#stands(title))) return;
    meeting.event = { ...meeting.event, ...patch };
    await this.#file(meeting, meeting.organiser);
    for (const { email } of meeting.attendees) this.#outbox.push(() => this.#file(meeting, email));
  }

  async invite(email: string, title = 'Steering'): Promise<void> {
    const meeting = this.#meeting(title);
    meeting.attendees = [...meeting.attendees, { email, kind: 'required', response: 'none' }];
    await this.#file(meeting, meeting.organiser);
    this.#outbox.push(() => this.#file(meeting, email));
  }

  /** The same, where that person neither is invited already nor organises it. */
  async inviteOnce(email: string, title = 'Steering'): Promise<void> {
    const { organiser, attendees } = this.#meeting(title);
    const isThere = organiser === email || attendees.some((each) => each.email === email);
    const stands = await this.#stands(title);
    if (!isThere && stands) await this.invite(email, title);
  }

  /** True unless the organiser has deleted it. */
  async #stands(title: string): Promise<boolean> {
    const { organiser, uid } = this.#meeting(title);
    const person = this.users.get(organiser)?.mailbox.person;
    return person === undefined || (await person.list()).some((each) => each.uid === uid);
  }

  /** A person deletes the own event; an organiser's delete reaches the attendees, who have their copies removed. */
  async remove(email: string, title = 'Steering'): Promise<void> {
    const meeting = this.#meeting(title);
    await this.#drop(email, meeting.uid);
    if (email !== meeting.organiser) return;
    for (const each of meeting.attendees) this.#outbox.push(() => this.#drop(each.email, meeting.uid));
  }

  async #drop(email: string, uid: string): Promise<void> {
    const person = this.users.get(email)?.mailbox.person;
    const event = (await person?.list())?.find((each) => each.uid === uid);
    if (event) await person?.remove(event.id);
  }

  eventsOf = async (email: string) => this.user(email).mailbox.person.list();
  entries = () => this.source.people.list();

  async entry(index = 0) {
    const entry = (await this.entries())[index];
    if (!entry) throw new Error(`there is no entry ${index}`);
    return entry;
  }

  /** Titles, owners and participants as they stand now. */
  async shown(): Promise<Shown> {
    const entries = (await this.entries()).map(({ event, owner, participants }) => ({
      title: event.title,
      owner,
      participants: [...participants].sort(),
    }));
    const events: Record<string, string[]> = {};
    for (const email of this.users.keys()) {
      const titles = (await this.eventsOf(email)).map(({ event, cancelled }) =>
        cancelled ? `(${event.title})` : event.title,
      );
      events[email] = titles.sort();
    }
    return { entries, events };
  }
}
