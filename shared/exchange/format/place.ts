// The place of new text in a body: behind the word before it, or before the word behind it, in that word's own format.
import { type Body, isAddress, isFixed, shownWord } from './body.ts';
import { type Change, hasBreak, isBlank, isMark, type Word } from './words.ts';

export interface Placed {
  /** The place in the text of the HTML, and in the HTML. */
  readonly unit: number;
  readonly at: number;
  readonly text: string;
  readonly beginsLine: boolean;
}

/** Undefined where no neighbour of the new text is sure to stand beside it in the HTML. */
export function placeOf(body: Body, { from, to }: Pick<Change, 'from' | 'to'>, text: string): Placed | undefined {
  const { before } = body;
  const [previous, next] = [before[from - 1], before[to]];
  if (previous && !hasBreak(previous)) return behind(body, from - 1, text) ?? inFrontOf(body, { to, from }, text);
  const placed =
    next && !hasBreak(next) && !isMark(shownWord(body, to)) ? inFrontOf(body, { to, from }, text) : undefined;
  if (placed) return placed;
  // The line break at the end of the new text can as well stand before it, behind the line above.
  const lines = /^([\s\S]*\S)\s*\n\s*$/.exec(text);
  if (previous && lines?.[1] !== undefined) return behind(body, from - 2, `\n${lines[1]}`);
  return undefined;
}

function behind(body: Body, index: number, text: string): Placed | undefined {
  const word = shownWord(body, index);
  if (!word) return undefined;
  const follower = body.shown[(body.places[index] ?? -1) + 1];
  // Behind a link, not in it, where Exchange does not show its address.
  const isLast = isAddress(follower) && !isShown(body, index + 1, follower);
  const unit = (isLast ? follower : word)?.end ?? word.end;
  if (isFixed(body, unit - 1) && !isAddress(isLast ? follower : word)) return undefined;
  return { unit, at: body.rendered.ends[unit - 1] ?? 0, text, beginsLine: false };
}

const isShown = (body: Body, index: number, word: Word | undefined): boolean => shownWord(body, index) === word;

function inFrontOf(body: Body, { from, to }: Pick<Change, 'from' | 'to'>, text: string): Placed | undefined {
  const word = shownWord(body, to);
  if (!word || isAddress(word) || isFixed(body, word.start)) return undefined;
  const previous = body.before[from - 1];
  const beginsLine = !previous || (isBlank(previous) && hasBreak(previous));
  return { unit: word.start, at: body.rendered.starts[word.start] ?? 0, text, beginsLine };
}
