// After the rules of a link changed, a run goes through every pair once. Before the start it judges the preview anew.
// After the start it marks each pair for a look. The lease row says how far it has come. So a later run goes on, and a
// run without changes pays nothing.

import { withInvites } from '../meetings/inviteOthers.ts';
import { hasEnded, withExpansion, withLeftOut } from '../pair/row/standing.ts';
import { leftOutNow } from '../pair/scope/leaveOut.ts';
import { DEFAULT_RULES, rulesKey } from '../ports/linkRules.ts';
import type { MailboxItem } from '../ports/mailbox.ts';
import type { Outcome } from '../ports/outcome.ts';
import type { Item, Remote } from '../ports/remote.ts';
import type { PairRow } from '../ports/rows.ts';
import type { SourceItem } from '../ports/source.ts';
import type { Stored } from '../ports/store.ts';
import { readAll } from '../session/readAll.ts';
import { required, type Session } from '../session/session.ts';
import { CHANGED, DONE, type StepResult } from '../session/step.ts';
import { Work } from '../session/work.ts';

/** As many pairs as one transaction takes, with their marks. */
const CHUNK = 90;

/**
 * Answers that something changed where the rules had changed, because the earlier result of the rows may no longer be
 * so.
 */
export async function reviewRules(session: Session): Promise<StepResult> {
  const { print, rules, participants } = session.context;
  const key = rulesKey(print, rules, participants);
  const done = session.lease.rules ?? { key: rulesKey(print, DEFAULT_RULES, 'silentCopies') };
  if (done.key === key && done.after === undefined) return DONE;
  const after = done.key === key ? (done.after ?? '') : '';
  const pairs = (await session.context.store.list('pair')).filter(({ name }) => name > after);
  const marked = new Set((await session.context.store.list('dirty')).map(({ name }) => name));
  for (let from = 0; from < pairs.length; from += CHUNK) {
    if (session.outOfTime()) return CHANGED;
    const chunk = pairs.slice(from, from + CHUNK);
    const live = chunk.filter(({ row }) => !hasEnded(row));
    const work = new Work(session);
    if (!session.link.started) await judgeAnew(work, live);
    else for (const { name } of live.filter((pair) => !marked.has(pair.name))) work.mark(name, 'rules');
    await work.commit();
    // Written with the next transaction, so it never runs ahead of the pairs.
    session.changeLease({ rules: { key, after: chunk.at(-1)?.name ?? after } });
  }
  session.changeLease({ rules: { key } });
  await session.commit([]);
  return CHANGED;
}

async function judgeAnew(work: Work, pairs: readonly Stored<'pair'>[]): Promise<void> {
  const { session } = work;
  const { context } = session;
  const mailbox = await readSide<MailboxItem>(
    context.mailbox,
    pairs.map(({ row }) => row.mailbox?.id),
  );
  const source = await readSide<SourceItem>(
    context.source,
    pairs.map(({ row }) => row.source?.id),
  );
  for (const pair of pairs) {
    work.know(pair);
    const { row } = pair;
    const items = { mailbox: readingIn(mailbox, row.mailbox?.id), source: readingIn(source, row.source?.id) };
    const isExpanding = session.context.rules.unheldSeries === 'expand';
    const before = isExpanding ? row : withExpansion(row, undefined);
    const left = withLeftOut(before, leftOutNow(session.settings, { row, ...items }));
    const judged: PairRow =
      items.source.state === 'present'
        ? withInvites(left, session.settings, { entry: items.source.item, at: context.now() })
        : left;
    const isSame = JSON.stringify(judged.standing) === JSON.stringify(row.standing);
    if (!isSame || judged.firstSeen?.invites !== row.firstSeen?.invites)
      work.put(pair.name, { kind: 'pair', name: pair.name, row: judged });
  }
}

async function readSide<I extends Item>(
  remote: Remote<I>,
  wanted: readonly (string | undefined)[],
): Promise<Map<string, Outcome<I>>> {
  const ids = wanted.filter((id) => id !== undefined);
  const outcomes = await readAll(remote, ids);
  return new Map(ids.flatMap((id, index) => (outcomes[index] ? [[id, outcomes[index]]] : [])));
}

function readingIn<I extends Item>(outcomes: ReadonlyMap<string, Outcome<I>>, id: string | undefined) {
  const outcome = id === undefined ? undefined : outcomes.get(id);
  if (!outcome) return { state: 'absent' } as const;
  if (!outcome.ok && outcome.failure.kind === 'gone') return { state: 'gone' } as const;
  return { state: 'present', item: required(outcome) } as const;
}
