// IndexedPageView (MS-OXWSSRCH): the slice of a view, and the answer's description of the rest.
import { ResponseError } from '../soap/errors.ts';
import { readChoice, readInteger } from '../soap/values.ts';
import type { XmlElement } from '../xml/xml.ts';

export interface Paging {
  readonly offset: number;
  readonly max: number;
  readonly fromEnd: boolean;
}

/** EWSFindCountLimit, a default of the throttling policy: no view returns more at once. */
const FIND_COUNT_LIMIT = 1000;
const INT_MAX = 2_147_483_647;

export function readPaging(view: XmlElement | undefined): Paging {
  if (!view) return { offset: 0, max: FIND_COUNT_LIMIT, fromEnd: false };
  const { Offset, BasePoint, MaxEntriesReturned } = view.attributes;
  const max =
    MaxEntriesReturned === undefined
      ? FIND_COUNT_LIMIT
      : readInteger('MaxEntriesReturned', MaxEntriesReturned, { min: -INT_MAX, max: INT_MAX });
  if (max < 1) throw new ResponseError('ErrorInvalidPagingMaxRows', 'MaxEntriesReturned must be greater than 0.');
  return {
    offset: readInteger('Offset', Offset ?? '', { min: 0, max: INT_MAX }),
    max: Math.min(max, FIND_COUNT_LIMIT),
    fromEnd: readChoice('BasePoint', BasePoint, ['Beginning', 'End']) === 'End',
  };
}

export interface Page<T> {
  readonly entries: readonly T[];
  /** The attributes of the answer's RootFolder. */
  readonly attributes: Readonly<Record<string, number | boolean>>;
}

export function page<T>(all: readonly T[], { offset, max, fromEnd }: Paging): Page<T> {
  const end = fromEnd ? Math.max(all.length - offset, 0) : Math.min(offset + max, all.length);
  const begin = fromEnd ? Math.max(end - max, 0) : Math.min(offset, all.length);
  const includesLast = fromEnd ? begin === 0 : end >= all.length;
  return {
    entries: all.slice(begin, end),
    attributes: {
      IndexedPagingOffset: fromEnd ? all.length - begin : end,
      TotalItemsInView: all.length,
      IncludesLastItemInRange: includesLast,
    },
  };
}
