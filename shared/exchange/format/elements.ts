// The elements of an HTML body that may go when all of their text goes. Only those that are nested as they should be.
import { FORMATTING, REMOVABLE } from './tags.ts';

/** An element from the beginning of its first tag to the end of its last one, and its part of the text. */
export interface HtmlElement {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly textStart: number;
  readonly textEnd: number;
}

export interface OpenedElement extends Omit<HtmlElement, 'end' | 'textEnd'> {
  /** A link with an address, which Exchange shows behind its text. */
  readonly hasAddress: boolean;
}

interface Open extends OpenedElement {
  /** It holds more than text and formats. */
  holdsMore: boolean;
}

export class Elements {
  /** The inner ones first. */
  readonly whole: HtmlElement[] = [];
  #open: Open[] = [];

  open(opened: OpenedElement): void {
    this.#open.push({ ...opened, holdsMore: false });
  }

  /** Something is in the innermost element that is no text and must not go. */
  hold(): void {
    const inner = this.#open.at(-1);
    if (inner) inner.holdsMore = true;
  }

  /** The innermost element, where this tag closes it. Of tags that cross, none may go. */
  close(name: string): Open | undefined {
    const inner = this.#open.pop();
    if (inner?.name !== name) {
      this.#open = [];
      return undefined;
    }
    if (inner.holdsMore || !FORMATTING.has(name)) this.hold();
    return inner;
  }

  /** The element has ended, and its text too. */
  end({ name, start, textStart, holdsMore }: Open, end: number, textEnd: number): void {
    if (holdsMore || !REMOVABLE.has(name) || textEnd === textStart) return;
    this.whole.push({ name, start, end, textStart, textEnd });
  }
}
