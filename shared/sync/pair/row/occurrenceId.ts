// The id of an occurrence that stands for itself: the id of its entry, this mark, and its key in the series. No
// application's own ids have the mark. Pure.
const MARK = '!';

export interface OccurrenceId {
  readonly entry: string;
  readonly key: string;
}

export const occurrenceId = ({ entry, key }: OccurrenceId): string => `${entry}${MARK}${key}`;

/** The entry and key of an occurrence's id; undefined for the id of a whole entry. */
export function occurrenceIn(id: string): OccurrenceId | undefined {
  const at = id.lastIndexOf(MARK);
  return at < 0 ? undefined : { entry: id.slice(0, at), key: id.slice(at + 1) };
}

/** The entry to which the id belongs, as a whole or as one of its occurrences. */
export const entryIn = (id: string): string => occurrenceIn(id)?.entry ?? id;

/** True when this is the id of a whole entry. */
export const isWhole = (id: string): boolean => occurrenceIn(id) === undefined;
