// The requests that bring a series to its wanted state: first one request about the master, then its occurrences.
// Exchange forgets exclusions and exceptions when the recurrence is written, and it brings an excluded occurrence back
// in no other way. Pure.
import { canonicalField } from '../../calendar/canonical/canonical.ts';
import { normalOverrides } from '../../calendar/canonical/normalOverrides.ts';
import type {
  CalendarEvent,
  EventPatch,
  OccurrenceOverride,
  OccurrencePatch,
  OccurrenceWhen,
  RecurrenceId,
  When,
} from '../../calendar/event.ts';
import { occurrenceIndex } from '../../calendar/recurrence/occurrences.ts';
import { OVERRIDABLE, scheduled } from './occurrence.ts';

export interface MasterPlan {
  /** `when` only where the master itself is written anew. */
  readonly patch: EventPatch;
  readonly endsSeries: boolean;
  /** Requests about occurrences follow, or may have to. */
  readonly goesOn: boolean;
}

/** The overrides that stand after the first request, unless a person edits meanwhile. */
export interface Remaining {
  readonly overrides: Overrides;
  /** The recurrence was written: of these, none is left, or some on a server that keeps them. */
  readonly some: boolean;
}

/** The rest of a write after its first request. `patch`: the one of the plan. */
export function remainingOf(patch: EventPatch, current: CalendarEvent | undefined): Remaining {
  if (!current) return { overrides: {}, some: false };
  const { when, ...fields } = patch;
  // An occurrence differs from the series in less or more as the series itself changes.
  return { overrides: overridesOf(normalOverrides({ ...current, ...fields }).when), some: when !== undefined };
}

/** True when a series stands as the first request left it. */
export function isUndisturbed({ overrides, some }: Remaining, series: When): boolean {
  const found = overridesOf(series);
  const expected = some
    ? Object.fromEntries(Object.entries(overrides).filter(([id]) => Object.hasOwn(found, id)))
    : overrides;
  return canonicalOverrides(series, found) === canonicalOverrides(series, expected);
}

const canonicalOverrides = (series: When, overrides: Overrides): string =>
  series.recurrence ? canonicalField('when', { ...series, recurrence: { ...series.recurrence, overrides } }) : '';

/** `current`: the event as it stands, as far as it can be read. */
export function planMaster(patch: EventPatch, current: CalendarEvent | undefined): MasterPlan {
  const { when, ...fields } = patch;
  const before = current?.when.recurrence;
  if (!when?.recurrence) return { patch, endsSeries: when !== undefined && before !== undefined, goesOn: false };
  if (!before) return { patch, endsSeries: false, goesOn: hasOverrides(when) };
  const goesOn = hasOverrides(when) || hasOverrides(current.when);
  const isSameRule =
    canonicalField('when', withoutOverrides(when)) === canonicalField('when', withoutOverrides(current.when));
  return { patch: isSameRule && !bringsBack(when, current.when) ? fields : patch, endsSeries: false, goesOn };
}

export const hasOverrides = ({ recurrence }: When): boolean => Object.keys(recurrence?.overrides ?? {}).length > 0;

const withoutOverrides = (when: When): When =>
  when.recurrence ? { ...when, recurrence: { ...when.recurrence, overrides: {} } } : when;

const bringsBack = (wanted: When, current: When): boolean =>
  excludedIn(current).some((id) => !isExcluded(overridesOf(wanted)[id]));

export interface OccurrencePlan {
  /** Of the series, from 1 on. */
  readonly index: number;
  readonly id: RecurrenceId;
}

export interface ChangePlan extends OccurrencePlan {
  /** The fields to write: those of the occurrence, and those of the series where it had its own until now. */
  readonly patch: OccurrencePatch;
}

export interface OccurrencesPlan {
  readonly exclusions: readonly OccurrencePlan[];
  readonly changes: readonly ChangePlan[];
}

/**
 * The steps for the occurrences of a series that stands as `current`. Exclusions come first: they make room. So does
 * the order of moves, since no occurrence may reach the day of its neighbours: of those that move later the last first.
 */
export function planOccurrences(wanted: When, current: CalendarEvent): OccurrencesPlan {
  const [overrides, before] = [overridesOf(wanted), overridesOf(current.when)];
  const planned = (id: RecurrenceId): OccurrencePlan[] => {
    const index = occurrenceIndex(current.when, id);
    return index === undefined ? [] : [{ id, index }];
  };
  const exclusions = excludedIn(wanted)
    .filter((id) => !isExcluded(before[id]))
    .flatMap(planned);
  const changes = [...new Set([...Object.keys(before), ...Object.keys(overrides)])].flatMap((id) => {
    const [now, then] = [before[id] ?? {}, overrides[id] ?? {}];
    if ('excluded' in now || 'excluded' in then) return [];
    const patch = patchTo({ wanted: then, current: now, series: current, id });
    return Object.keys(patch).length === 0 ? [] : planned(id).map((plan) => ({ ...plan, patch }));
  });
  return { exclusions, changes: inOrder(changes, before) };
}

type Overrides = Readonly<Record<RecurrenceId, OccurrenceOverride>>;

const overridesOf = ({ recurrence }: When): Overrides => recurrence?.overrides ?? {};

const isExcluded = (override: OccurrenceOverride | undefined): boolean =>
  override !== undefined && 'excluded' in override;

const excludedIn = (when: When): RecurrenceId[] =>
  Object.entries(overridesOf(when)).flatMap(([id, override]) => (isExcluded(override) ? [id] : []));

/** One occurrence: its differences as they shall be, and as they are. */
interface Changing {
  readonly wanted: OccurrencePatch;
  readonly current: OccurrencePatch;
  readonly series: CalendarEvent;
  readonly id: RecurrenceId;
}

/** The fields in which an occurrence is not yet what it shall be. */
function patchTo({ wanted, current, series, id }: Changing): OccurrencePatch {
  const plan = scheduled(series.when, id);
  const [whenWanted, whenNow] = [wanted.when ?? plan, current.when ?? plan];
  const [then, now] = [withFields(series, wanted), withFields(series, current)];
  const differing = OVERRIDABLE.filter(
    (field) => canonicalField(field, then[field]) !== canonicalField(field, now[field]),
  );
  return {
    ...(canonicalWhen(whenWanted) === canonicalWhen(whenNow) ? {} : { when: whenWanted }),
    ...Object.fromEntries(differing.map((field) => [field, then[field]])),
  };
}

function withFields(series: CalendarEvent, { when, ...fields }: OccurrencePatch): CalendarEvent {
  return { ...series, ...fields };
}

/** Both are local in one zone, whichever it is. */
const canonicalWhen = (when: OccurrenceWhen): string =>
  canonicalField('when', when.showWithoutTime ? when : { ...when, timeZone: 'UTC' });

function inOrder(changes: readonly ChangePlan[], before: Overrides): ChangePlan[] {
  const isLater = ({ id, patch }: ChangePlan): boolean => {
    const now = before[id];
    const start = now && 'when' in now ? now.when.start : id;
    return patch.when !== undefined && patch.when.start > start;
  };
  const later = changes.filter(isLater).sort((a, b) => b.index - a.index);
  const others = changes.filter((change) => !isLater(change)).sort((a, b) => a.index - b.index);
  return [...others, ...later];
}
