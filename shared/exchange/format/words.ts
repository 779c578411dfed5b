// Texts by their words: what differs between two of them. The comparison is jsdiff's, with a bound on its work.
import { diffArrays } from 'diff';
import { MARKS } from './tags.ts';

/** A word, a run of white space, a punctuation mark, or what Exchange shows of an address or a picture. */
export interface Word {
  readonly text: string;
  /** Its place in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

const WORDS = /<[^\s<>]+>|\[[^[\]\n]*\]|[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  WORDS.lastIndex = 0;
  // `test` makes no array for each of many words.
  for (let start = 0; WORDS.test(text); start = WORDS.lastIndex) {
    words.push({ text: text.slice(start, WORDS.lastIndex), start, end: WORDS.lastIndex });
  }
  return words;
}

export const isBlank = ({ text }: Word): boolean => /^\s/.test(text);
export const hasBreak = ({ text }: Word): boolean => text.includes('\n');

/** It stands for what is no text: a picture, a rule, an address. */
export const isMark = (word: Word | undefined): boolean =>
  word !== undefined && Object.values<string>(MARKS).includes(word.text);

/** The number of lines that the white space ends. */
export const breaksIn = ({ text }: Word): number => text.split('\n').length - 1;

/** Words of the old text, from `from` on and before `to`, in the place of which the new text has other ones. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** The most comparisons of two words: some 20 milliseconds. */
const WORK_MAX = 2_000_000;

/**
 * The changes from one text to another, in order; undefined where they differ in so much that it would take too long.
 * White space is the same where both have a line break or both have none.
 */
export function changesBetween(before: readonly Word[], after: readonly Word[]): Change[] | undefined {
  let head = 0;
  while (head < Math.min(before.length, after.length) && isSame(before[head], after[head])) head += 1;
  let tail = 0;
  while (
    tail < Math.min(before.length, after.length) - head &&
    isSame(before[before.length - 1 - tail], after[after.length - 1 - tail])
  )
    tail += 1;
  const [left, right] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  if (left.length === 0 || right.length === 0) {
    if (left.length === right.length) return [];
    return [{ from: head, to: head + left.length, newFrom: head, newTo: head + right.length }];
  }
  const maxEditLength = Math.floor(WORK_MAX / (left.length + right.length));
  const parts = diffArrays(left, right, { comparator: isSame, maxEditLength });
  return parts && changesOf(parts, head);
}

interface Part {
  readonly count: number;
  readonly added: boolean;
  readonly removed: boolean;
}

function changesOf(parts: readonly Part[], head: number): Change[] {
  const changes: Change[] = [];
  let [at, newAt] = [head, head];
  for (const { count, added, removed } of parts) {
    if (added || removed) {
      const last = changes.at(-1);
      const isSameChange = last?.to === at && last.newTo === newAt;
      const { from, newFrom } = isSameChange ? last : { from: at, newFrom: newAt };
      if (isSameChange) changes.pop();
      changes.push({ from, newFrom, to: at + (removed ? count : 0), newTo: newAt + (added ? count : 0) });
    }
    if (!added) at += count;
    if (!removed) newAt += count;
  }
  return changes;
}

/** A mark of the HTML is the same as what Exchange shows for it. */
function isSame(a: Word | undefined, b: Word | undefined): boolean {
  if (!a || !b) return false;
  if (a.text === b.text) return true;
  if (isBlank(a)) return isBlank(b) && hasBreak(a) === hasBreak(b);
  return isShownAs(a.text, b.text) || isShownAs(b.text, a.text);
}

function isShownAs(text: string, mark: string): boolean {
  switch (mark) {
    case MARKS.address:
      return text.startsWith('<') && text.length > 1;
    case MARKS.image:
      return text.startsWith('[') && text.length > 1;
    case MARKS.rule:
      return /^_{8,}$/.test(text);
    default:
      return false;
  }
}
