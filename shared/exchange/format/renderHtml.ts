// The words of an HTML body, each with its place in the HTML. The tokenizer is htmlparser2's, which tells positions.
// The text is not Exchange's own to the letter: keepFormat.ts compares it with the text that Exchange answered.
import { Tokenizer } from 'htmlparser2';
import { Elements, type HtmlElement } from './elements.ts';
import { BLOCKS, MARKS, UNREAD, VOID } from './tags.ts';

/** The text of an HTML body. The UTF-16 unit at `i` stands at `starts[i]` to `ends[i]` of the HTML. */
export interface RenderedHtml {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** One of `UNIT` for each unit. */
  readonly kinds: Uint8Array;
  /** Elements that may go with their text, the inner ones first. */
  readonly elements: readonly HtmlElement[];
  /** Where text at the end of the body belongs. */
  readonly end: number;
}

/** The origin of a unit: a character, a tag (of a picture, a rule or a line break), or the structure around the text. */
export const UNIT = { character: 0, tag: 1, fixed: 2 } as const;
export type UnitKind = (typeof UNIT)[keyof typeof UNIT];

/** Linear in the size of the HTML. Never throws, whatever it is given. */
export function renderHtml(html: string): RenderedHtml {
  const rendering = new Rendering(html);
  const tokenizer = new Tokenizer({}, rendering);
  tokenizer.write(html);
  tokenizer.end();
  return rendering.result();
}

/** White space of HTML: tab, line feed, form feed, carriage return, space. */
const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11);

const [SPACE, LINE_FEED] = [32, 10];

const codeOf = (mark: string): number => mark.charCodeAt(0);

/** As many units as a call takes parameters everywhere. */
const PIECE = 8192;

function textOf(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += PIECE) text += String.fromCharCode(...units.subarray(at, at + PIECE));
  return text;
}

class Rendering {
  readonly #html: string;
  // A body has more units than its HTML has characters only by the break before its first tag.
  readonly #units: Uint16Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #kinds: Uint8Array;
  #count = 0;
  readonly #elements = new Elements();
  /** The element whose text is not read, and how deep it is nested in itself. */
  #unread: { readonly name: string; depth: number } | undefined;
  #pre = 0;
  #bodyEnd: number | undefined;
  /** The end of the last text in the HTML. */
  #readTo = 0;
  #tag = { name: '', start: 0, hasAddress: false };

  constructor(html: string) {
    this.#html = html;
    const most = html.length + 2;
    this.#units = new Uint16Array(most);
    this.#starts = new Int32Array(most);
    this.#ends = new Int32Array(most);
    this.#kinds = new Uint8Array(most);
  }

  result(): RenderedHtml {
    return {
      text: textOf(this.#units.subarray(0, this.#count)),
      starts: this.#starts,
      ends: this.#ends,
      kinds: this.#kinds,
      elements: this.#elements.whole,
      end: this.#bodyEnd ?? this.#html.length,
    };
  }

  ontext(start: number, end: number): void {
    if (this.#unread) return;
    for (let at = start; at < end; at += 1) this.#character(this.#html.charCodeAt(at), at, at + 1);
    this.#readTo = end;
  }

  ontextentity(codepoint: number, end: number): void {
    if (this.#unread) return;
    // The second character of an entity that stands for two has no place of its own.
    const start = Math.max(this.#html.lastIndexOf('&', end - 1), this.#readTo);
    const character = String.fromCodePoint(codepoint);
    for (let at = 0; at < character.length; at += 1) this.#character(character.charCodeAt(at), start, end);
    this.#readTo = end;
  }

  onopentagname(start: number, end: number): void {
    this.#tag = { name: this.#html.slice(start, end).toLowerCase(), start: start - 1, hasAddress: false };
  }

  onattribname(start: number, end: number): void {
    if (this.#tag.name === 'a' && this.#html.slice(start, end).toLowerCase() === 'href') this.#tag.hasAddress = true;
  }

  onopentagend(end: number): void {
    this.#open(end + 1);
  }

  onselfclosingtag(end: number): void {
    this.#open(end + 1);
  }

  onclosetag(start: number, nameEnd: number): void {
    const name = this.#html.slice(start, nameEnd).toLowerCase();
    const close = this.#html.indexOf('>', nameEnd);
    const end = close === -1 ? this.#html.length : close + 1;
    if (this.#unread) {
      if (name === this.#unread.name) this.#unread.depth -= 1;
      if (this.#unread.depth === 0) this.#unread = undefined;
      return;
    }
    if (name === 'body') this.#bodyEnd = start - 2;
    if (name === 'pre') this.#pre = Math.max(this.#pre - 1, 0);
    const closed = this.#elements.close(name);
    if (closed?.hasAddress) this.#mark(UNIT.fixed, this.#add(codeOf(MARKS.address), start - 2, end));
    if (closed) this.#elements.end(closed, end, this.#count);
    if (BLOCKS.has(name)) this.#break(start - 2);
  }

  #open(end: number): void {
    const { name, start, hasAddress } = this.#tag;
    if (this.#unread) {
      // A head ends where the body begins, also where nobody closed it.
      if (this.#unread.name === 'head' && name === 'body') this.#unread = undefined;
      else if (this.#unread.name === name) this.#unread.depth += 1;
      return;
    }
    if (UNREAD.has(name)) {
      this.#unread = { name, depth: 1 };
      this.#elements.hold();
      return;
    }
    if (name === 'br') return this.#mark(UNIT.tag, this.#add(LINE_FEED, start, end));
    if (name === 'img') return this.#mark(UNIT.tag, this.#add(codeOf(MARKS.image), start, end));
    if (BLOCKS.has(name)) this.#break(start);
    if (name === 'hr') {
      this.#mark(UNIT.tag, this.#add(codeOf(MARKS.rule), start, end));
      return this.#break(end);
    }
    if (name === 'td' || name === 'th') this.#blank(start);
    if (name === 'pre') this.#pre += 1;
    if (VOID.has(name)) return this.#elements.hold();
    this.#elements.open({ name, start, textStart: this.#count, hasAddress });
  }

  #character(unit: number, start: number, end: number): void {
    if (!isSpace(unit)) return void this.#add(unit, start, end);
    if (this.#pre > 0) return void this.#add(unit === LINE_FEED ? LINE_FEED : SPACE, start, end);
    const last = this.#count - 1;
    // White space that follows white space is not seen. It goes with the blank before it.
    if (last >= 0 && !this.#isBlank(last)) this.#add(SPACE, start, end);
    else if (this.#units[last] === SPACE && this.#kinds[last] === UNIT.character && this.#ends[last] === start)
      this.#ends[last] = end;
  }

  #isBlank = (at: number): boolean => this.#units[at] === SPACE || this.#units[at] === LINE_FEED;

  #break(at: number): void {
    if (this.#count > 0 && this.#units[this.#count - 1] !== LINE_FEED)
      this.#mark(UNIT.fixed, this.#add(LINE_FEED, at, at));
  }

  /** Between two cells of a row. */
  #blank(at: number): void {
    if (this.#count > 0 && !this.#isBlank(this.#count - 1)) this.#mark(UNIT.fixed, this.#add(SPACE, at, at));
  }

  /** Adds a character, and answers its place. */
  #add(unit: number, start: number, end: number): number {
    const at = this.#count;
    this.#units[at] = unit;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#kinds[at] = UNIT.character;
    this.#count += 1;
    return at;
  }

  /** The unit at this place is of another kind. */
  #mark(kind: UnitKind, at: number): void {
    this.#kinds[at] = kind;
  }

  // The tokenizer's other events are no text.
  onattribdata(): void {}
  onattribentity(): void {}
  onattribend(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
}
