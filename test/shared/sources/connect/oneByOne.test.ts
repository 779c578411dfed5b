// Calls for one element after the other.
import { expect, it } from 'vitest';
import { oneByOne } from '../../../../shared/sources/connect/oneByOne.ts';
import { type Failure, failed, type Outcome, ok } from '../../../../shared/sync/ports/outcome.ts';

const THROTTLED: Failure = { kind: 'throttled', code: 'source-throttled', retryAt: 1 };
const DENIED: Failure = { kind: 'denied', code: 'source-rights-missing' };
const BLOCKED: Failure = { kind: 'blocked', code: 'source-fields-missing' };

it.each([THROTTLED, DENIED, BLOCKED])(
  '$kind concerns the whole company: it ends the calls and answers the rest',
  async (failure) => {
    const called: number[] = [];
    const outcomes = await oneByOne([1, 2, 3], async (element): Promise<Outcome<number>> => {
      called.push(element);
      return element === 2 ? failed(failure) : ok(element);
    });
    expect(outcomes).toEqual([ok(1), failed(failure), failed(failure)]);
    expect(called).toEqual([1, 2]);
  },
);

it.each([{ kind: 'gone' }, { kind: 'conflict' }] as const)(
  '$kind concerns one entry: the others are called',
  async (failure) => {
    const outcomes = await oneByOne([1, 2], async (element) => (element === 1 ? failed(failure) : ok(element)));
    expect(outcomes).toEqual([failed(failure), ok(2)]);
  },
);
