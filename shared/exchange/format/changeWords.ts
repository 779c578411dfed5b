// One change of words in a body, as edits of its HTML and of the text of its HTML.
import { type Body, isAddress, isFixed, shownWord } from './body.ts';
import type { Edit } from './edits.ts';
import { encodeText } from './encodeText.ts';
import { placeOf } from './place.ts';
import { breaksIn, type Change, hasBreak, isBlank, type Word } from './words.ts';

export interface BodyEdits {
  readonly html: readonly Edit[];
  /** The same in the text of the HTML, by which the result is proven. */
  readonly text: readonly Edit[];
}

/** Undefined where the change cannot be placed. */
export function changeWords(body: Body, change: Change): BodyEdits | undefined {
  const text = textOf(body, change);
  const removed = body.before.slice(change.from, change.to);
  const places = body.places.slice(change.from, change.to).filter((place) => place !== -1);
  const [first, last] = [body.shown[Math.min(...firstAndLast(places))], body.shown[Math.max(...firstAndLast(places))]];
  if (!first || !last) return removed.every(isBlank) ? insert(body, change, text) : undefined;
  // Points and numbers of a list are not in the HTML. They go with their line.
  const isLine = removed.some(hasBreak);
  const isLost = removed.some((word, at) => !isBlank(word) && body.places[change.from + at] === -1);
  if (isLost && !isLine) return undefined;
  const isHidden = !isInOneGo(body, places);
  if (isHidden) return undefined;
  return replace(body, { first: first.start, last: last.end, text, isLine });
}

const textOf = ({ to, after }: Body, { newFrom, newTo }: Change): string =>
  newFrom === newTo ? '' : to.slice(after[newFrom]?.start, after[newTo - 1]?.end);

/** The places rise. */
const firstAndLast = (places: readonly number[]): number[] => [places[0] ?? -1, places.at(-1) ?? -1];

/** Between the words stands nothing that the server does not show, but blanks. */
function isInOneGo({ shown }: Body, places: readonly number[]): boolean {
  return places.every((place, at) => {
    const next = places[at + 1] ?? place + 1;
    return shown.slice(place + 1, next).every((word) => isBlank(word) || isAddress(word));
  });
}

function insert(body: Body, change: Change, text: string): BodyEdits | undefined {
  if (text === '') return { html: [], text: [] };
  const placed = placeOf(body, change, text);
  if (!placed) return undefined;
  const { at, unit, beginsLine } = placed;
  return {
    html: [{ start: at, end: at, text: encodeText(placed.text, beginsLine) }],
    text: [{ start: unit, end: unit, text: placed.text }],
  };
}

interface Replacement {
  /** Units of the text of the HTML. */
  readonly first: number;
  readonly last: number;
  readonly text: string;
  /** A line break goes with the words. */
  readonly isLine: boolean;
}

function replace(body: Body, { first, last, text, isLine }: Replacement): BodyEdits | undefined {
  const { starts, ends, elements } = body.rendered;
  const edits: Edit[] = [];
  let written: number | undefined;
  for (let unit = first; unit < last; unit += 1) {
    if (isFixed(body, unit)) continue;
    const [start = 0, end = 0] = [starts[unit], ends[unit]];
    edits.push({ start, end, text: written === undefined ? encodeText(text, false) : '' });
    written ??= unit;
  }
  if (text !== '' && written === undefined) return undefined;
  const keptTo = text === '' ? -1 : (written ?? -1);
  for (let at = firstEnding(body, first); at < elements.length; at += 1) {
    const element = elements[at];
    if (!element || element.textEnd > last) break;
    const isWhole = element.textStart >= first && element.textStart > keptTo;
    if (isWhole && (isLine || element.name === 'a')) edits.push({ start: element.start, end: element.end, text: '' });
  }
  return { html: edits, text: [{ start: first, end: last, text }] };
}

/** The first element whose text ends behind this unit. Elements stand in the order of their ends. */
function firstEnding({ rendered: { elements } }: Body, unit: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((elements[middle]?.textEnd ?? 0) > unit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * White space between words that stay. More empty lines than before are written. Fewer are where line breaks make them;
 * those that paragraphs make belong to the format.
 */
export function changeBlank(body: Body, index: number, blank: Word): BodyEdits {
  const none = { html: [], text: [] };
  const [former, word, next] = [body.before[index], shownWord(body, index), shownWord(body, index + 1)];
  if (!former || !word || !hasBreak(former)) return none;
  const more = breaksIn(blank) - breaksIn(former);
  if (more > 0 && next && !isFixed(body, next.start)) {
    const at = body.rendered.starts[next.start] ?? 0;
    return { html: [{ start: at, end: at, text: '<br>'.repeat(more) }], text: [] };
  }
  const units = Array.from({ length: word.end - word.start }, (_, at) => word.start + at);
  const breaks = units.filter((unit) => body.rendered.text[unit] === '\n');
  if (more >= 0 || breaks.length !== breaksIn(former) || breaks.some((unit) => isFixed(body, unit))) return none;
  const html = breaks.slice(more).map((unit) => {
    const { starts, ends } = body.rendered;
    return { start: starts[unit] ?? 0, end: ends[unit] ?? 0, text: '' };
  });
  return { html, text: [] };
}
