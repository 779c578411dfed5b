// A body as the server gave it in its own format, and the same with the words of a new text.
import type { BodyChange, Reformatted } from '../../sync/ports/mailbox.ts';
import { keepFormat } from './keepFormat.ts';
import { packed } from './packed.ts';

/** A body with the version of its item. `html`: whether the server calls it HTML. */
export interface NativeBody {
  readonly version: string;
  readonly html: boolean;
  readonly content: string;
}

/** Undefined where the body is plain text. */
export function reformatted({ version, html, content }: NativeBody, change: BodyChange): Reformatted | undefined {
  if (!html || content.trim() === '' || isFromText(content)) return undefined;
  const now = keepFormat(content, change);
  return { version, was: packed(content), ...(now === undefined ? {} : { now: packed(now) }) };
}

/**
 * True for HTML that Exchange made of a plain text for this answer. Exchange says so in a comment, which may stay when a
 * person formats such a text. So nothing may be in it but the frame that Exchange gives.
 */
function isFromText(html: string): boolean {
  if (!html.includes('<!-- converted from text -->')) return false;
  const tags = html.matchAll(/<([a-z][a-z0-9]*)/gi);
  return [...tags].every(([, name = '']) => FRAME.has(name.toLowerCase()));
}

const FRAME: ReadonlySet<string> = new Set(['html', 'head', 'meta', 'style', 'body', 'font', 'span', 'div', 'br', 'a']);
