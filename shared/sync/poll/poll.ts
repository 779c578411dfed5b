// The company's source poll: changes of the business application become inbox rows of the links that they concern. The
// order of writes is page, links, inbox rows, watermark. Nothing is decided here.
import type { Instant } from '../../calendar/event.ts';
import type { Clock } from '../../seams.ts';
import { type Failure, type Outcome, ok } from '../ports/outcome.ts';
import { sinceWhen } from '../ports/since.ts';
import type { Source, SourceChange } from '../ports/source.ts';
import type { CompanyStore, FailingPoll, LinkRegistration, StoredPoll } from '../ports/store.ts';
import { backOff } from '../session/session.ts';

export interface PollResult {
  /** Links that got inbox rows: each needs a run. */
  readonly touched: readonly string[];
  /** More changes wait: poll again. */
  readonly more: boolean;
}

export interface PollPorts {
  readonly source: Pick<Source, 'changes'>;
  readonly company: CompanyStore;
}

export interface PollContext extends PollPorts {
  /** The version of the source's settings. */
  readonly settings: string;
  readonly now: Clock;
}

/**
 * Takes one page of changes, unless the source asked for a pause or failed: then it is asked nothing until `notBefore`.
 * A failure is kept beside the watermark, so that people see it; a success clears it.
 */
export async function pollWhenDue(context: PollContext): Promise<Outcome<PollResult>> {
  const { company, settings, now } = context;
  const stored = await company.poll();
  // With other settings, what failed before says nothing.
  const failing = stored?.row.failing?.settings === settings ? stored.row.failing : undefined;
  if (failing && now() < failing.notBefore) return ok({ touched: [], more: false });
  const polled = await takePage(context, stored);
  if (!polled.ok) {
    const row = { ...stored?.row, failing: failingPoll({ failure: polled.failure, failing, settings, at: now() }) };
    // Refused, another poll was quicker: its row stands.
    await company.savePoll(row, stored?.etag);
  }
  return polled;
}

/** Takes one page of changes now. An idle poll costs one request to the source and one to the tables. */
export async function pollSource(ports: PollPorts): Promise<Outcome<PollResult>> {
  return takePage(ports, await ports.company.poll());
}

async function takePage({ source, company }: PollPorts, stored: StoredPoll | undefined): Promise<Outcome<PollResult>> {
  const before = stored?.row.watermark;
  const page = await source.changes(before);
  if (!page.ok) return page;
  const { changes, watermark, more } = page.value;
  const isIdle = changes.length === 0 && watermark === before && !stored?.row.failing;
  if (isIdle) return ok({ touched: [], more });
  const inbox = await route(company, changes);
  for (const [link, rows] of inbox) await company.putInbox(link, rows);
  // A poll that was overtaken wrote the same inbox rows. A superfluous row costs one look.
  await company.savePoll({ watermark }, stored?.etag);
  return ok({ touched: [...inbox.keys()], more });
}

/**
 * As long as the source asked for; else longer with each failure in a row, so that a wrong password locks no account.
 */
function failingPoll({
  failure,
  failing,
  settings,
  at,
}: {
  readonly failure: Failure;
  /** The result of the polls before. */
  readonly failing: FailingPoll | undefined;
  readonly settings: string;
  readonly at: Instant;
}): FailingPoll {
  const before = failing?.failures ?? 0;
  const problem = problemOf(failure, failing, at);
  return failure.kind === 'throttled'
    ? { failures: before, notBefore: failure.retryAt, settings, problem }
    : { failures: before + 1, notBefore: backOff(at, before), settings, problem };
}

function problemOf(failure: Failure, before: FailingPoll | undefined, now: Instant): FailingPoll['problem'] {
  // Gone and conflict are no answers to a question about changes: the source did not keep to the port.
  const code = failure.kind === 'gone' || failure.kind === 'conflict' ? 'source-answer-broken' : failure.code;
  const at = sinceWhen(before?.problem, { code }, now);
  const detail = 'detail' in failure ? failure.detail : undefined;
  return { code, at, ...(detail === undefined ? {} : { detail }) };
}

/**
 * An entry gets a look by each link that has it, whatever became of it. Answers these links. The poll tells of an entry
 * that is new.
 */
export async function lookAtEntry(company: CompanyStore, entry: string, at: Instant): Promise<readonly string[]> {
  const inbox = await route(company, [{ kind: 'removed', id: entry, version: `hint ${at}` }]);
  for (const [link, rows] of inbox) await company.putInbox(link, rows);
  return [...inbox.keys()];
}

type InboxRows = { readonly entry: string; readonly version: string }[];

/** The links are read after the page. A link that is switched on later lists its entries later than this page. */
async function route(company: CompanyStore, changes: readonly SourceChange[]): Promise<Map<string, InboxRows>> {
  const inbox = new Map<string, InboxRows>();
  if (changes.length === 0) return inbox;
  const links = (await company.links()).filter((each) => each.on);
  const holders = await company.holders(changes.map((change) => change.id));
  changes.forEach((change, index) => {
    for (const { link } of links.filter((each) => isTold(each, change, holders[index] ?? []))) {
      const rows = inbox.get(link) ?? [];
      rows.push({ entry: change.id, version: change.version });
      inbox.set(link, rows);
    }
  });
  return inbox;
}

function isTold(link: LinkRegistration, change: SourceChange, holders: readonly string[]): boolean {
  if (holders.includes(link.link)) return true;
  if (change.kind === 'removed') return false;
  return link.everybody === true || change.owner === link.email || change.participants.includes(link.email);
}
