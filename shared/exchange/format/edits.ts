// Edits of a text, made all at once.

/** The part from `start` on and before `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Returns the text after the edits. Deletions may overlap. Undefined where a new text would stand inside of one. */
export function applied(text: string, edits: readonly Edit[]): string | undefined {
  const parts: string[] = [];
  let at = 0;
  // Sorting keeps the order of edits at one place.
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < at && edit.text !== '') return undefined;
    parts.push(text.slice(at, Math.max(at, edit.start)), edit.text);
    at = Math.max(at, edit.end);
  }
  parts.push(text.slice(at));
  return parts.join('');
}
