// The values that lost in a conflict: when, why, what stands now, and whether somebody wants one back. A value is opened
// with its own link's key.
import type { EventField, EventPatch, Instant } from '../../calendar/event.ts';
import type { LinkContext } from '../../sync/ports/link.ts';
import type { Side } from '../../sync/ports/remote.ts';
import type { HistoryRow, PairRow } from '../../sync/ports/rows.ts';
import type { Stored } from '../../sync/ports/store.ts';
import type { InCompany } from '../acting.ts';
import { findLink } from '../findLink.ts';
import { type Page, pageOf, readPage } from '../page.ts';
import { type Refusal, refused } from '../refusal.ts';
import { type PairItems, readPairItems, titleIn } from './pairItems.ts';

type FieldValue = EventPatch[EventField];

export interface Conflict {
  readonly id: string;
  readonly at: Instant;
  readonly pair: string;
  /** Absent where no item could be read now. */
  readonly title?: string;
  readonly field: EventField;
  /** The side whose value lost. */
  readonly side: Side;
  readonly why: HistoryRow['why'];
  /** Undefined where the value does not open. */
  readonly lost: { readonly value: FieldValue } | undefined;
  /** A restore brings the text back with its format. */
  readonly formatted?: true;
  /** The value of each side that could be read now. */
  readonly now: { readonly [S in Side]?: FieldValue };
  readonly keptUntil: Instant;
  /** Somebody wants the value back. */
  readonly restore?: { readonly at: Instant; readonly state: 'waiting' | 'done' | 'impossible' };
}

export interface ConflictPage {
  readonly items: readonly Conflict[];
  readonly next?: string;
}

/** The newest first. */
export async function listConflicts(
  scope: InCompany,
  { email, ...page }: Page & { readonly email: string },
): Promise<ConflictPage | Refusal> {
  const { app, company } = scope;
  const found = await findLink(scope, email);
  if ('problem' in found) return found;
  if (!found.settings) return { items: [] };
  const { link } = found.settings.value;
  const store = app.directory.linkStore(company, link);
  const nameOf = (name: string): string => name;
  const part = pageOf(await store.names('history'), { ...page, newestFirst: true }, nameOf);
  const context = part.shown.length > 0 ? await app.linkContext(company, link) : undefined;
  if (typeof context === 'string') return refused(context);
  if (!context) return { items: [] };
  const read = (names: readonly string[]) => readConflicts(context, names);
  const answered = await readPage(part, { nameOf, read });
  if ('problem' in answered) return answered;
  const { shown, ...next } = answered;
  return { items: shown.flat(), ...next };
}

/** For each name its losing value; none where it is kept no longer. */
async function readConflicts(context: LinkContext, losers: readonly string[]): Promise<Conflict[][]> {
  const { store, now } = context;
  const read = await store.load(losers.map((name) => ({ kind: 'history', name }) as const));
  const kept = read.map((each) => (each && each.row.expiresAt > now() ? [each] : []));
  const conflicts = (await conflictsOf(context, kept.flat())).values();
  return kept.map((each) => each.flatMap(() => conflicts.next().value ?? []));
}

async function conflictsOf(context: LinkContext, shown: readonly Stored<'history'>[]): Promise<Conflict[]> {
  const names = [...new Set(shown.map(({ row }) => row.pair))];
  const stored = await context.store.load(names.map((name) => ({ kind: 'pair', name }) as const));
  const pairs = stored.flatMap((each) => (each ? [each.row] : []));
  const items = await readPairItems(context, pairs);
  return shown.map((loser) => {
    const index = pairs.findIndex(({ pair }) => pair === loser.row.pair);
    return conflictOf(context, loser, { pair: pairs[index], items: items[index] });
  });
}

function conflictOf(
  context: LinkContext,
  { name, row }: Stored<'history'>,
  { pair, items }: { readonly pair: PairRow | undefined; readonly items: PairItems | undefined },
): Conflict {
  const { at, field, side, why, expiresAt, restore } = row;
  const lost = context.open(row);
  const title = items && titleIn(items);
  return {
    id: name,
    at,
    pair: row.pair,
    ...(title === undefined ? {} : { title }),
    field,
    side,
    why,
    lost: lost && { value: lost.patch[field] },
    ...(lost?.body === undefined ? {} : { formatted: true }),
    now: { ...valueNow(field, items, 'mailbox'), ...valueNow(field, items, 'source') },
    keptUntil: expiresAt,
    ...(restore ? { restore: { at: restore.at, state: restoreState(name, row, pair) } } : {}),
  };
}

/** Empty where the side could not be read, or holds no event. */
function valueNow(field: EventField, items: PairItems | undefined, side: Side): Conflict['now'] {
  const outcome = items?.[side];
  if (!outcome?.ok || outcome.value.content.kind !== 'event') return {};
  return { [side]: outcome.value.content.event[field] };
}

function restoreState(name: string, { restore }: HistoryRow, pair: PairRow | undefined) {
  if (restore?.impossible) return 'impossible';
  return pair?.restores?.includes(name) ? 'waiting' : 'done';
}
