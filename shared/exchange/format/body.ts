// A formatted body beside its text, word by word: which word of the server's text stands where in the HTML.
import { type RenderedHtml, UNIT } from './renderHtml.ts';
import { MARKS } from './tags.ts';
import { type Change, changesBetween, type Word, wordsOf } from './words.ts';

export interface Body {
  readonly rendered: RenderedHtml;
  /** The words of the server's text, and of the text that the body shall have. */
  readonly before: readonly Word[];
  readonly after: readonly Word[];
  /** The new text itself. */
  readonly to: string;
  /** The words of the HTML. */
  readonly shown: readonly Word[];
  /** For each word of `before`, the index of its word in `shown`; -1 where the HTML does not have it. */
  readonly places: readonly number[];
}

/** The body, and what shall change in it. Undefined where the texts differ in too much to compare them. */
export function bodyOf(
  rendered: RenderedHtml,
  { from, to }: { readonly from: string; readonly to: string },
): { readonly body: Body; readonly changes: readonly Change[] } | undefined {
  const [before, after, shown] = [wordsOf(from), wordsOf(to), wordsOf(rendered.text)];
  const changes = changesBetween(before, after);
  const differences = changes && changesBetween(before, shown);
  if (!differences) return undefined;
  return { body: { rendered, before, after, to, shown, places: placesOf(before.length, differences) }, changes };
}

function placesOf(count: number, differences: readonly Change[]): number[] {
  const places = new Array<number>(count).fill(-1);
  let [at, shownAt] = [0, 0];
  for (const { from, to, newTo } of [...differences, { from: count, to: count, newTo: 0 }]) {
    for (; at < from; at += 1, shownAt += 1) places[at] = shownAt;
    at = to;
    shownAt = newTo;
  }
  return places;
}

/** The word of the HTML that this word of the server's text is. */
export const shownWord = ({ shown, places }: Body, index: number): Word | undefined => shown[places[index] ?? -1];

/** True where the structure around the text makes this unit, so that it has no characters of its own in the HTML. */
export const isFixed = ({ rendered }: Body, unit: number): boolean => rendered.kinds[unit] === UNIT.fixed;

/** A link's address, which stands nowhere in the text of the HTML. */
export const isAddress = (word: Word | undefined): boolean => word?.text === MARKS.address;
