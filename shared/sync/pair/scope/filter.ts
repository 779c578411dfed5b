// Finds the link's rule, if any, that keeps an item that a person made from going to the other side. Pure.
import { canonicalField } from '../../../calendar/canonical/canonical.ts';
import type { CalendarEvent } from '../../../calendar/event.ts';
import { type Filter, isPrivate, type LinkRules } from '../../ports/linkRules.ts';
import type { MailboxItem } from '../../ports/mailbox.ts';
import type { SourceItem } from '../../ports/source.ts';

/** The name of a rule in the settings. */
export type RuleName = 'privateEvents' | 'unheldSeries' | keyof Filter;

/** The part of an item that a filter judges. */
interface Judged {
  readonly event: CalendarEvent;
  readonly type: string | undefined;
  readonly own: boolean;
}

/** The rule that keeps an event from becoming an entry of type `type`, or from going on as one. */
export function ruleAgainstEvent(rules: LinkRules, item: MailboxItem, type: string | undefined): RuleName | undefined {
  if (item.content.kind !== 'event') return undefined;
  const judged = { event: item.content.event, type, own: item.meeting?.role !== 'attendee' };
  return ruleAgainst(rules, 'toSource', judged);
}

/** The rule that keeps an entry from becoming an event of `email`'s mailbox, or from going on as one. */
export function ruleAgainstEntry(rules: LinkRules, item: SourceItem, email: string): RuleName | undefined {
  if (item.content.kind !== 'event') return undefined;
  const judged = { event: item.content.event, type: item.type, own: item.owner === email };
  return ruleAgainst(rules, 'toExchange', judged);
}

function ruleAgainst(rules: LinkRules, to: 'toExchange' | 'toSource', judged: Judged): RuleName | undefined {
  if (rules.privateEvents.kind === 'skip' && isPrivate(judged.event)) return 'privateEvents';
  return unmet(rules.filters[to], judged);
}

/** The first condition of the filter that an item does not meet; undefined where it meets all. */
function unmet(filter: Filter, judged: Judged): keyof Filter | undefined {
  const names = Object.keys(CONDITIONS) as (keyof Filter)[];
  return names.find((name) => filter[name] !== undefined && !CONDITIONS[name](filter, judged));
}

const CONDITIONS: { readonly [N in keyof Filter]-?: (filter: Filter, judged: Judged) => boolean } = {
  entryTypes: ({ entryTypes = [] }, { type }) => type === undefined || entryTypes.includes(type),
  categoriesAnyOf: ({ categoriesAnyOf = [] }, { event }) => hasOneOf(event, categoriesAnyOf),
  categoriesNoneOf: ({ categoriesNoneOf = [] }, { event }) => !hasOneOf(event, categoriesNoneOf),
  privacy: ({ privacy = [] }, { event }) => privacy.includes(event.privacy),
  freeBusyStatus: ({ freeBusyStatus = [] }, { event }) => freeBusyStatus.includes(event.freeBusyStatus),
  allDay: ({ allDay }, { event }) => event.when.showWithoutTime === allDay,
  ownOnly: (_, { own }) => own,
  titleContains: ({ titleContains = [] }, { event }) => contains(event, titleContains),
  titleContainsNone: ({ titleContainsNone = [] }, { event }) => !contains(event, titleContainsNone),
};

/** Texts as people compare them: blanks and the case of letters do not count. */
const folded = (text: string): string => canonicalField('title', text).normalize('NFC').toLowerCase();

const hasOneOf = ({ keywords }: CalendarEvent, categories: readonly string[]): boolean => {
  const named = new Set(categories.map(folded));
  return keywords.some((keyword) => named.has(folded(keyword)));
};

const contains = ({ title }: CalendarEvent, texts: readonly string[]): boolean =>
  texts.some((text) => folded(title).includes(folded(text)));
