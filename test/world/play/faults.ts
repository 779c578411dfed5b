// Faults at any I/O: every call of every port is counted, and so is every further request of one write; at the chosen
// one something goes wrong.

import { failed, type Outcome } from '../../../shared/sync/ports/outcome.ts';
import { type CompanyStore, type LinkStore, StoreUnavailable } from '../../../shared/sync/ports/store.ts';
import type { TagLedger } from '../../../shared/sync/ports/tagLedger.ts';
import type { Ports } from '../world.ts';
import { type Between, standBetween } from './requests.ts';

export const FAULTS = [
  'killedBefore',
  'killedAfter',
  'failedBefore',
  'answerLost',
  'appliedLate',
  'appliedLateThenKilled',
  'appliedTwice',
  'halfAppliedAnswersLost',
  'everyOtherAnswerLost',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface FaultAt {
  readonly index: number;
  readonly fault: Fault;
}

/** The process dies here: nothing may catch it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** Calls that will reach the server only later; `bounded` ones have no condition and no tag that protects them. */
export interface LateCall {
  readonly apply: () => Promise<unknown>;
  readonly bounded: boolean;
}

export interface Seam extends Pick<Ports, 'mailbox' | 'source' | 'ledger' | 'store' | 'company'> {
  /** The number of calls made through it. */
  readonly calls: () => number;
  readonly late: LateCall[];
}

/** The pure functions of a port. */
const PURE: ReadonlySet<string | symbol> = new Set(['unheld', 'unfit']);

const transient = failed({ kind: 'transient', code: 'exchange-timeout' });

/** The kind of a call; `batch` is a remote one with one outcome per element, `rest` a further request of one write. */
type Shape = 'batch' | 'single' | 'store' | 'rest';

interface Call {
  readonly shape: Shape;
  /** See LateCall. */
  readonly bounded: boolean;
  /** False for a creation that makes two items where it is applied twice. */
  readonly isSafe?: boolean;
  readonly args: unknown[];
  readonly apply: (args: unknown[]) => Promise<unknown>;
  /** The answer that did not come. */
  readonly lost: () => unknown;
}

const REMOTE: Record<string, Shape> = {
  changes: 'single',
  list: 'single',
  read: 'batch',
  findByTag: 'single',
  createdSince: 'single',
  findByUid: 'single',
  findDeleted: 'single',
  create: 'batch',
  update: 'batch',
  setParts: 'batch',
  remove: 'batch',
  restore: 'single',
  formats: 'batch',
};

/** The ports with faults; `before` may hold a call back (a scheduler) and is told its number. */
export function seam(ports: Ports, faults: readonly FaultAt[], before?: (index: number) => Promise<void>): Seam {
  let index = -1;
  const late: LateCall[] = [];
  const planned = new Map(faults.map((each) => [each.index, each.fault]));

  async function call({ shape, bounded, isSafe = true, args, apply, lost }: Call): Promise<unknown> {
    index += 1;
    const fault = isSafe ? planned.get(index) : within(planned.get(index));
    if (before) await before(index);
    // A call that lands late meets no further fault.
    const now = (each = args): Promise<unknown> =>
      shape === 'store' || shape === 'rest' ? apply(each) : standBetween(between, () => apply(each));
    if (!fault) return now();
    switch (fault) {
      case 'killedBefore':
        throw new Killed();
      case 'killedAfter':
        await now();
        throw new Killed();
      case 'failedBefore':
        return lost();
      case 'answerLost':
        await now();
        return lost();
      case 'appliedLate':
        // Inside the window the rest of a write meets a pair that waits for it.
        late.push({ apply: () => apply(args), bounded: bounded || shape === 'rest' });
        return lost();
      case 'appliedLateThenKilled':
        late.push({ apply: () => apply(args), bounded });
        throw new Killed();
      case 'appliedTwice':
        await now();
        await now();
        return lost();
      case 'halfAppliedAnswersLost':
        if (shape !== 'batch') return lost();
        await now([elements(args).slice(0, Math.ceil(elements(args).length / 2))]);
        return lost();
      case 'everyOtherAnswerLost': {
        if (shape !== 'batch') return now();
        const answers = (await now()) as Outcome<unknown>[];
        return answers.map((answer, at) => (at % 2 === 0 ? transient : answer));
      }
    }
  }

  // A request that is under way is a promise of anything: what stands between gives back what it was given.
  const between: Between = (request, lost) =>
    call({ shape: 'rest', bounded: false, args: [], apply: request, lost: () => lost }) as ReturnType<typeof request>;

  // A proxy keeps the port's type: every function goes through `call`, everything else is the port's own.
  /** Calls that neither a condition nor a tag protects. */
  const unprotected: Readonly<Record<'mailbox' | 'source' | 'tables', readonly string[]>> = {
    mailbox: ['remove', 'restore'],
    source: ports.ledger ? ['create', 'update', 'setParts', 'remove'] : [],
    tables: [],
  };
  const wrap = <T extends object>(port: T, shapeOf: (name: string) => Shape, of: keyof typeof unprotected): T =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        // A pure function calls nothing that could fail.
        if (typeof value !== 'function' || PURE.has(name)) return value;
        const bounded = unprotected[of].includes(String(name));
        const shape = shapeOf(String(name));
        return (...args: unknown[]) => {
          const apply = async (each: unknown[]): Promise<unknown> => value.apply(target, each);
          const isSafe = !bounded || name !== 'create';
          return call({ shape, bounded, isSafe, args, apply, lost: () => lostAnswer(shape, args) });
        };
      },
    });

  return {
    mailbox: wrap(ports.mailbox, (name) => REMOTE[name] ?? 'single', 'mailbox'),
    source: wrap(ports.source, (name) => REMOTE[name] ?? 'single', 'source'),
    ...(ports.ledger ? { ledger: wrap<TagLedger>(ports.ledger, () => 'store', 'tables') } : {}),
    store: wrap<LinkStore>(ports.store, () => 'store', 'tables'),
    company: wrap<CompanyStore>(ports.company, () => 'store', 'tables'),
    calls: () => index + 1,
    late,
  };
}

/** An application without tags cannot tell a repeated creation: its limit is named where people read of it. */
const within = (fault: Fault | undefined): Fault | undefined => (fault === 'appliedTwice' ? 'answerLost' : fault);

function lostAnswer(shape: Shape, args: unknown[]): unknown {
  if (shape === 'store') throw new StoreUnavailable('fault');
  return shape === 'batch' ? elements(args).map(() => transient) : transient;
}

const elements = (args: unknown[]): unknown[] => (Array.isArray(args[0]) ? args[0] : []);
