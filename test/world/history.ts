// The events of a random history: what people do, when workers run, what goes wrong meanwhile. Plain data, so that a
// history is shrunk, printed and played again. Long because it is one list of what can happen.
import fc from 'fast-check';
import type { FreeBusyStatus } from '../../shared/calendar/event.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import { FAULTS, type FaultAt } from './play/faults.ts';

/** The rules that a link may be set to. */
export const RULES = {
  everything: DEFAULT_RULES,
  toExchange: { ...DEFAULT_RULES, direction: 'toExchange' },
  toExchangeLeavingEdits: { ...DEFAULT_RULES, direction: 'toExchange', forbidden: 'leave' },
  toSource: { ...DEFAULT_RULES, direction: 'toSource' },
  busyToSource: { ...DEFAULT_RULES, filters: { toExchange: {}, toSource: { freeBusyStatus: ['busy'] } } },
  busyToExchangeRemoving: {
    ...DEFAULT_RULES,
    filters: { toExchange: { freeBusyStatus: ['busy'] }, toSource: {} },
    leavesFilter: 'remove',
  },
  expanding: { ...DEFAULT_RULES, unheldSeries: 'expand' },
  expandingRemoving: { ...DEFAULT_RULES, unheldSeries: 'expand', leavesFilter: 'remove' },
} as const satisfies Record<string, LinkRules>;

export type Calendar = 'event' | 'entry';
export type Text = 'title' | 'description' | 'location';

/** A deed of a person. `at` counts round the items of that calendar; with none in it, nothing is done. */
export type Deed =
  | { readonly does: 'create'; readonly on: Calendar; readonly what: 'single' | 'allDay' | 'series' | 'unheld' }
  /** Grace's entry, in which Ada takes part. */
  | { readonly does: 'share' }
  | { readonly does: 'edit'; readonly on: Calendar; readonly at: number; readonly fields: readonly Text[] }
  | { readonly does: 'reschedule'; readonly on: Calendar; readonly at: number }
  | { readonly does: 'mark'; readonly on: Calendar; readonly at: number; readonly as: FreeBusyStatus }
  | {
      readonly does: 'changeOccurrence';
      readonly on: Calendar;
      readonly at: number;
      readonly which: number;
      readonly how: 'title' | 'location' | 'move' | 'exclude';
    }
  /** Other weeks; `day31` is none that a mailbox holds, and only an entry can have it. */
  | {
      readonly does: 'changeRule';
      readonly on: Calendar;
      readonly at: number;
      readonly to: 'weekly' | 'third' | 'day31';
    }
  | { readonly does: 'delete'; readonly on: Calendar; readonly at: number }
  | { readonly does: 'copy' | 'move'; readonly at: number }
  | { readonly does: 'bringBack' }
  | { readonly does: 'handOver'; readonly at: number; readonly owner: 'ada' | 'grace'; readonly adaTakesPart: boolean }
  | { readonly does: 'wantValueBack'; readonly at: number }
  | { readonly does: 'loseSyncState' | 'switchOff' | 'switchOn' | 'start' }
  /** The operator puts another ENCRYPTION_KEY in use. */
  | { readonly does: 'changeKey' }
  /** Switched off, and what we made shall go; or the tables are lost, and the link is set up again. */
  | { readonly does: 'removeOurs' | 'loseRows' }
  /** The tables are copied, or the last copy is restored. The calendars stay as they are. */
  | { readonly does: 'backUp' | 'rollBack' }
  | { readonly does: 'changePolicy'; readonly winner: 'mailbox' | 'source' }
  | { readonly does: 'changeRules'; readonly to: keyof typeof RULES }
  | { readonly does: 'decideHold'; readonly as: 'released' | 'discarded' };

export type Step =
  | { readonly step: 'deed'; readonly deed: Deed }
  | {
      readonly step: 'run';
      readonly faults: readonly FaultAt[];
      /** A person acts just before this call of the run. */
      readonly meanwhile: { readonly call: number; readonly deed: Deed } | undefined;
      readonly minutesAfter: number;
    }
  | {
      readonly step: 'race';
      /** The worker that makes the next call: true is the first one. Repeated as often as needed. */
      readonly turns: readonly boolean[];
      /** After so many calls the first worker's lease is over, and the second worker comes. */
      readonly leaseEndsAfter: number;
      readonly faults: readonly FaultAt[];
    }
  /** Calls that were sent and not yet applied are applied now. */
  | { readonly step: 'land' }
  /** The mailbox is called over its other interface from here on; `fromRest`: when both calendars are in step. */
  | { readonly step: 'cutOver'; readonly fromRest: boolean; readonly answers: boolean }
  /** Runs without faults until both calendars are in step. */
  | { readonly step: 'rest' }
  | { readonly step: 'wait'; readonly minutes: number };

export interface History {
  readonly policy: 'mailbox' | 'source';
  /** The user has started; else the first runs only list and match. */
  readonly started: boolean;
  /** From the beginning, the link expands series that the mailbox cannot hold. */
  readonly expands?: boolean;
  /** The same thing in both calendars before they were connected, so many times. */
  readonly twins: readonly { readonly events: number; readonly entries: number }[];
  readonly steps: readonly Step[];
}

const calendar = fc.constantFrom<Calendar>('event', 'entry');
const at = fc.nat(5);
const texts = fc.subarray<Text>(['title', 'description', 'location'], { minLength: 1 });
const deedOf = <D extends Deed>(shape: { [K in keyof D]: fc.Arbitrary<D[K]> }): fc.Arbitrary<D> => fc.record<D>(shape);
type DeedOf<K extends Deed['does']> = Extract<Deed, { does: K }>;

const create = deedOf<DeedOf<'create'>>({
  does: fc.constant('create'),
  on: calendar,
  what: fc.constantFrom('single', 'single', 'allDay', 'series', 'series', 'unheld'),
});
const edit = deedOf<DeedOf<'edit'>>({ does: fc.constant('edit'), on: calendar, at, fields: texts });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 10, arbitrary: create },
  { weight: 10, arbitrary: edit },
  { weight: 3, arbitrary: fc.constant<Deed>({ does: 'share' }) },
  { weight: 3, arbitrary: deedOf<DeedOf<'reschedule'>>({ does: fc.constant('reschedule'), on: calendar, at }) },
  {
    weight: 2,
    arbitrary: deedOf<DeedOf<'mark'>>({
      does: fc.constant('mark'),
      on: calendar,
      at,
      as: fc.constantFrom('free', 'busy', 'tentative', 'oof'),
    }),
  },
  {
    weight: 6,
    arbitrary: deedOf<DeedOf<'changeOccurrence'>>({
      does: fc.constant('changeOccurrence'),
      on: calendar,
      at,
      which: at,
      how: fc.constantFrom('title', 'location', 'move', 'exclude'),
    }),
  },
  {
    weight: 2,
    arbitrary: deedOf<DeedOf<'changeRule'>>({
      does: fc.constant('changeRule'),
      on: calendar,
      at,
      to: fc.constantFrom('weekly', 'third', 'third', 'day31'),
    }),
  },
  { weight: 8, arbitrary: deedOf<DeedOf<'delete'>>({ does: fc.constant('delete'), on: calendar, at }) },
  { weight: 4, arbitrary: deedOf<DeedOf<'copy' | 'move'>>({ does: fc.constantFrom('copy', 'move'), at }) },
  { weight: 2, arbitrary: fc.constant<Deed>({ does: 'bringBack' }) },
  {
    weight: 3,
    arbitrary: deedOf<DeedOf<'handOver'>>({
      does: fc.constant('handOver'),
      at,
      owner: fc.constantFrom('ada', 'grace'),
      adaTakesPart: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: deedOf<DeedOf<'wantValueBack'>>({ does: fc.constant('wantValueBack'), at }) },
  {
    weight: 4,
    arbitrary: deedOf<DeedOf<'loseSyncState' | 'switchOff' | 'switchOn' | 'start'>>({
      does: fc.constantFrom('loseSyncState', 'switchOff', 'switchOn', 'switchOn', 'start'),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ does: 'changeKey' }) },
  {
    weight: 2,
    arbitrary: deedOf<DeedOf<'backUp' | 'rollBack'>>({ does: fc.constantFrom('backUp', 'rollBack', 'rollBack') }),
  },
  {
    weight: 1,
    arbitrary: deedOf<DeedOf<'removeOurs' | 'loseRows'>>({
      does: fc.constantFrom('removeOurs', 'removeOurs', 'loseRows'),
    }),
  },
  {
    weight: 1,
    arbitrary: deedOf<DeedOf<'changePolicy'>>({
      does: fc.constant('changePolicy'),
      winner: fc.constantFrom('mailbox', 'source'),
    }),
  },
  {
    weight: 1,
    arbitrary: deedOf<DeedOf<'changeRules'>>({
      does: fc.constant('changeRules'),
      to: fc.constantFrom(
        'everything',
        'toExchange',
        'toExchangeLeavingEdits',
        'toSource',
        'busyToSource',
        'busyToExchangeRemoving',
        'expanding',
        'expandingRemoving',
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: deedOf<DeedOf<'decideHold'>>({
      does: fc.constant('decideHold'),
      as: fc.constantFrom('released', 'discarded'),
    }),
  },
);

/** Nothing can know any more what a run had in its hands when the tables were lost or restored. */
const isBesideRuns = ({ does }: Deed): boolean => !['loseRows', 'backUp', 'rollBack'].includes(does);

/** A run makes some five calls when there is nothing to do, and thirty when there is much. */
const call = fc.oneof({ weight: 2, arbitrary: fc.nat(14) }, { weight: 1, arbitrary: fc.nat(45) });
const fault = fc.record<FaultAt>({ index: call, fault: fc.constantFrom(...FAULTS) });
const stepOf = <S extends Step>(shape: { [K in keyof S]: fc.Arbitrary<S[K]> }): fc.Arbitrary<S> => fc.record<S>(shape);
type StepOf<K extends Step['step']> = Extract<Step, { step: K }>;

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: stepOf<StepOf<'deed'>>({ step: fc.constant('deed'), deed }) },
  {
    weight: 7,
    arbitrary: stepOf<StepOf<'run'>>({
      step: fc.constant('run'),
      faults: fc.array(fault, { maxLength: 2 }),
      meanwhile: fc.option(fc.record({ call, deed: deed.filter(isBesideRuns) }), { nil: undefined, freq: 2 }),
      minutesAfter: fc.constantFrom(0, 1, 5.5, 5.5, 8),
    }),
  },
  {
    weight: 1,
    arbitrary: stepOf<StepOf<'race'>>({
      step: fc.constant('race'),
      turns: fc.array(fc.boolean(), { minLength: 2, maxLength: 12 }),
      leaseEndsAfter: fc.nat(45),
      faults: fc.array(fault, { maxLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'land' }) },
  { weight: 2, arbitrary: fc.constant<Step>({ step: 'rest' }) },
  {
    weight: 1,
    arbitrary: stepOf<StepOf<'cutOver'>>({
      step: fc.constant('cutOver'),
      fromRest: fc.constantFrom(true, true, false),
      answers: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: stepOf<StepOf<'wait'>>({ step: fc.constant('wait'), minutes: fc.constantFrom(3, 8, 70, 1_500) }),
  },
);

/** Histories of at most so many steps. */
export const histories = (stepsMax: number): fc.Arbitrary<History> =>
  fc.record<History>({
    policy: fc.constantFrom('mailbox', 'source'),
    started: fc.boolean(),
    expands: fc.integer({ min: 0, max: 2 }).map((n) => n === 0),
    twins: fc.array(fc.record({ events: fc.nat(2), entries: fc.nat(2) }), { maxLength: 1 }),
    steps: fc.array(step, { minLength: 1, maxLength: stepsMax, size: 'max' }),
  });
