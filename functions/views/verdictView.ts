// A verdict as the API answers it: its name, its words, and its times.
import type { Explained, Explanation } from '../../shared/links/pairs/explain.ts';
import { wordsOf } from '../../shared/links/pairs/verdictWords.ts';
import { problemSinceView, problemView } from '../http/answer.ts';
import { instantText } from '../http/instantText.ts';

export function verdictView(verdict: Explanation): object {
  const named = { verdict: verdict.state, ...wordsOf(verdict) };
  switch (verdict.state) {
    case 'leftOut':
      return {
        verdict: 'leftOut',
        ...problemView({ code: verdict.reason }),
        ...(verdict.rule === undefined ? {} : { rule: verdict.rule }),
      };
    case 'failed':
      return { verdict: 'failed', ...problemSinceView(verdict.problem), ...timesView({ until: verdict.until }) };
    case 'waiting':
      return { ...named, for: verdict.for, ...timesView({ until: verdict.until }) };
    case 'expanded':
      return { ...named, ...timesView({ from: verdict.from, until: verdict.until }) };
    case 'held':
      return { ...named, ...timesView({ since: verdict.since }) };
    case 'ended':
      return { ...named, ...timesView({ at: verdict.at }) };
    case 'inStep':
    case 'conflict':
      return { ...named, origin: verdict.origin, ...timesView({ since: verdict.since, lastWrite: verdict.lastWrite }) };
    case 'unlinked':
    case 'left':
    case 'notSeenYet':
    case 'notHere':
      return named;
  }
}

/** Remarks on a pair, beside its verdict. */
export function remarksView(remarks: Explained['remarks']): { readonly remarks?: readonly object[] } {
  return remarks.length === 0
    ? {}
    : { remarks: remarks.map(({ side, ...remark }) => ({ ...problemView(remark), ...(side ? { side } : {}) })) };
}

/** Times that are not known are left away. */
const timesView = (times: Readonly<Record<string, number | undefined>>): object =>
  Object.fromEntries(
    Object.entries(times).flatMap(([name, at]) => (at === undefined ? [] : [[name, instantText(at)]])),
  );
