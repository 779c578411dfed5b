// Faults at any I/O: every call of every port is counted, and at the chosen one something goes wrong.

import { failed, type Outcome } from '../../shared/sync/outcome.ts';
import type { CompanyStore, LinkStore } from '../../shared/sync/store.ts';
import { StoreUnavailable } from '../../shared/sync/store.ts';
import type { Ports } from './world.ts';

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

export interface Seam extends Pick<Ports, 'mailbox' | 'source' | 'store' | 'company'> {
  /** How many calls were made through it. */
  readonly calls: () => number;
  readonly late: LateCall[];
}

const transient = failed({ kind: 'transient', code: 'exchange-timeout' });

/** Whether a call is a remote one with one outcome per element. */
type Shape = 'batch' | 'single' | 'store';

const REMOTE: Record<string, Shape> = {
  changes: 'single',
  list: 'single',
  read: 'batch',
  findByTag: 'single',
  findByUid: 'single',
  findDeleted: 'single',
  create: 'batch',
  update: 'batch',
  remove: 'batch',
  restore: 'single',
};

/** The ports with faults; `before` may hold a call back (a scheduler) and is told its number. */
export function seam(ports: Ports, faults: readonly FaultAt[], before?: (index: number) => Promise<void>): Seam {
  let index = -1;
  const late: LateCall[] = [];
  const planned = new Map(faults.map((each) => [each.index, each.fault]));

  async function call(shape: Shape, bounded: boolean, args: unknown[], apply: (args: unknown[]) => Promise<unknown>) {
    index += 1;
    const fault = planned.get(index);
    if (before) await before(index);
    if (!fault) return apply(args);
    const lost = (): unknown => {
      if (shape === 'store') throw new StoreUnavailable('fault');
      return shape === 'batch' ? elements(args).map(() => transient) : transient;
    };
    switch (fault) {
      case 'killedBefore':
        throw new Killed();
      case 'killedAfter':
        await apply(args);
        throw new Killed();
      case 'failedBefore':
        return lost();
      case 'answerLost':
        await apply(args);
        return lost();
      case 'appliedLate':
        late.push({ apply: () => apply(args), bounded });
        return lost();
      case 'appliedLateThenKilled':
        late.push({ apply: () => apply(args), bounded });
        throw new Killed();
      case 'appliedTwice':
        await apply(args);
        await apply(args);
        return lost();
      case 'halfAppliedAnswersLost':
        if (shape !== 'batch') return lost();
        await apply([elements(args).slice(0, Math.ceil(elements(args).length / 2))]);
        return lost();
      case 'everyOtherAnswerLost': {
        if (shape !== 'batch') return apply(args);
        const answers = (await apply(args)) as Outcome<unknown>[];
        return answers.map((answer, at) => (at % 2 === 0 ? transient : answer));
      }
    }
  }

  // A proxy keeps the port's type: every function goes through `call`, everything else is the port's own.
  const wrap = <T extends object>(port: T, shapeOf: (name: string) => Shape, side: 'mailbox' | 'other'): T =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const bounded = side === 'mailbox' && (name === 'remove' || name === 'restore');
        return (...args: unknown[]) => call(shapeOf(String(name)), bounded, args, (each) => value.apply(target, each));
      },
    });

  return {
    mailbox: wrap(ports.mailbox, (name) => REMOTE[name] ?? 'single', 'mailbox'),
    source: wrap(ports.source, (name) => REMOTE[name] ?? 'single', 'other'),
    store: wrap<LinkStore>(ports.store, () => 'store', 'other'),
    company: wrap<CompanyStore>(ports.company, () => 'store', 'other'),
    calls: () => index + 1,
    late,
  };
}

const elements = (args: unknown[]): unknown[] => (Array.isArray(args[0]) ? args[0] : []);
