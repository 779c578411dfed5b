// A losing value of a conflict in the clear: opened with its link's key, and read as what its field can hold.
import { z } from 'zod';
import { eventPatchSchema } from '../../state/entries/eventSchema.ts';
import type { OpenedLoser } from '../../sync/ports/link.ts';
import type { Loser } from '../../sync/ports/rows.ts';
import { opened } from './openCredential.ts';

/** Undefined when it was sealed under another key or for another link, or is no value of its field. */
export function openLoser(
  { field, sealed }: Pick<Loser, 'field' | 'sealed'>,
  open: (sealed: string) => string,
): OpenedLoser | undefined {
  const text = opened(() => open(sealed));
  if (text === undefined) return undefined;
  // A value that opens was sealed by us, so it is JSON.
  const value: unknown = JSON.parse(text);
  const formatted = field === 'description' ? formattedText.safeParse(value).data : undefined;
  const read = eventPatchSchema.safeParse({ [field]: formatted ? formatted.text : value });
  if (!read.success) return undefined;
  return { patch: read.data, ...(formatted ? { body: formatted.body } : {}) };
}

/** A description that was formatted. */
const formattedText = z.object({ text: z.string(), body: z.string() });
