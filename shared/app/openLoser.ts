// A losing value of a conflict in the clear: opened with its link's key, and read as what its field can hold.
import type { EventPatch } from '../calendar/event.ts';
import { eventPatchSchema } from '../state/entries/eventSchema.ts';
import type { Loser } from '../sync/ports/rows.ts';
import { opened } from './openCredential.ts';

/** Undefined when it was sealed under another key or for another link, or is no value of its field. */
export function openLoser(
  { field, sealed }: Pick<Loser, 'field' | 'sealed'>,
  open: (sealed: string) => string,
): EventPatch | undefined {
  const text = opened(() => open(sealed));
  if (text === undefined) return undefined;
  // A value that opens was sealed by us, so it is JSON.
  const read = eventPatchSchema.safeParse({ [field]: JSON.parse(text) });
  return read.success ? read.data : undefined;
}
