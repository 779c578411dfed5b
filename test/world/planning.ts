// Plans in plain data, and the answers to what a rule asks: for tests of the rules of planning, which need no I/O.

import { createPrinter } from '../../shared/calendar/canonical/fingerprint.ts';
import { type CalendarEvent, EVENT_FIELDS, type EventPatch, type Instant } from '../../shared/calendar/event.ts';
import { type Plan, planOf, type Verdict } from '../../shared/sync/pair/plan.ts';
import type { Answers, Asking, Question } from '../../shared/sync/pair/question.ts';
import type { Settings } from '../../shared/sync/pair/settings.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import type { MailboxItem } from '../../shared/sync/ports/mailbox.ts';
import { failed } from '../../shared/sync/ports/outcome.ts';
import type { Content, Item } from '../../shared/sync/ports/remote.ts';
import type { PairRow } from '../../shared/sync/ports/rows.ts';
import type { SourceItem } from '../../shared/sync/ports/source.ts';
import { EVENT } from '../contract/mailbox.ts';

export { EVENT };
export const ADA = 'ada@example.com';
export const GRACE = 'grace@example.com';
export const MINUTE = 60_000;
/** The time of a look: before `EVENT` takes place. */
export const AT: Instant = Date.UTC(2026, 10, 20, 8);
/** When `EVENT` is over. */
export const OVER: Instant = Date.UTC(2026, 11, 1, 8, 30);

export const print = createPrinter(new Uint8Array(32));
/** Prints of `EVENT`, the base of both sides of a pair in step. */
export const BASE = print(EVENT);

const holds = { fields: new Set(EVENT_FIELDS), unheld: () => undefined };

/** Ada's link, by the default rules. */
export const settingsWith = (change: Partial<Settings> = {}): Settings => ({
  link: 'ada',
  email: ADA,
  conflictPolicy: 'mailbox',
  rules: DEFAULT_RULES,
  participants: 'silentCopies',
  endsAfter: 0,
  print,
  printers: { inUse: { key: 'in use', print }, former: [] },
  mailbox: { ...holds, api: 'ews' },
  source: holds,
  ...change,
});
export const SETTINGS = settingsWith();
export const INVITING = settingsWith({ participants: 'invitations' });
export const settingsBy = (rules: Partial<LinkRules>): Settings =>
  settingsWith({ rules: { ...DEFAULT_RULES, ...rules } });

const contentOf = (fields: EventPatch): Content => ({ kind: 'event', event: { ...EVENT, ...fields } as CalendarEvent });
export const UNREADABLE: Content = { kind: 'leftOut', reason: 'item-unreadable', title: '' };

export const eventWith = (change: Partial<MailboxItem> = {}, fields: EventPatch = {}): MailboxItem => ({
  id: 'event',
  version: '1',
  uid: 'uid',
  content: contentOf(fields),
  ...change,
});
export const entryWith = (change: Partial<SourceItem> = {}, fields: EventPatch = {}): SourceItem => ({
  id: 'entry',
  version: '1',
  owner: ADA,
  participants: [],
  modified: false,
  content: contentOf(fields),
  ...change,
});
/** An event that is a meeting, in which the mailbox has this part. */
export const meetingWith = (role: 'organiser' | 'attendee', change: Partial<MailboxItem> = {}): MailboxItem =>
  eventWith({ meeting: { role, attendees: [], cancelled: false }, ...change });

export const there = <I extends Item>(item: I) => ({ state: 'present', item }) as const;
export const GONE = { state: 'gone' } as const;
export const ABSENT = { state: 'absent' } as const;
export const TIMEOUT = failed({ kind: 'transient', code: 'exchange-timeout' });

/** A pair in step, which a person made on both sides. */
export const rowWith = (change: Partial<PairRow> = {}): PairRow => ({
  pair: 'pair',
  mailbox: { id: 'event', uid: 'uid', base: BASE },
  source: { id: 'entry', base: BASE },
  intents: {},
  abandoned: [],
  unlanded: {},
  orphans: [],
  ...change,
});
/** Sides of a row whose items we made. */
export const OUR_EVENT = { id: 'event', uid: 'uid', base: BASE, madeAt: 1 };
export const OUR_ENTRY = { id: 'entry', base: BASE, madeAt: 1 };

/** The plan of a pair in step before any rule. It cannot be changed in place: a rule that tries throws. */
export const planWith = (change: Partial<Plan> = {}): Plan =>
  frozen({
    ...planOf({
      row: rowWith(),
      mailbox: there(eventWith()),
      source: there(entryWith()),
      mark: { pair: 'pair', why: 'changed', at: AT, attempts: 0 },
      isDiscarded: false,
      failure: undefined,
    }),
    ...change,
  });

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}

/** The answer to a question, by its kind: a value, or a function of the question. */
export type AnswerTable = {
  readonly [K in Question['kind']]?: Answers[K] | ((question: Extract<Question, { kind: K }>) => Answers[K]);
};

/** Plays a computation against a table of answers. Fails where it asks what the table does not answer. */
export function play<T>(asking: Asking<T>, table: AnswerTable = {}): { readonly made: T; readonly asked: Question[] } {
  const asked: Question[] = [];
  let step = asking.next();
  while (!step.done) {
    const question = step.value;
    asked.push(question);
    if (!(question.kind in table)) throw new Error(`asked unexpectedly: ${JSON.stringify(question)}`);
    const answer = table[question.kind] as unknown;
    step = asking.next(typeof answer === 'function' ? answer(question) : answer);
  }
  return { made: step.value, asked };
}

/** A rule's verdict and the kinds of its questions in their order. Fails where it asks what the table does not answer. */
export function answering(rule: Verdict | Asking<Verdict>, table: AnswerTable = {}) {
  const { made, asked } = 'kind' in rule ? { made: rule, asked: [] } : play(rule, table);
  return { ...made, asked: asked.map(({ kind }) => kind) };
}
