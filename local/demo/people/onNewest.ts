// A person writes on the version that the person saw. A run may have written a newer one meanwhile. Then the person
// reads the item again and writes on that, as every client has to.
import type { Standing } from './editor.ts';

/** The item no longer has the version that the write expected. */
export class Stale extends Error {}

interface Write {
  readonly seen: Standing;
  /** Throws Stale where the item has another version than the given one. Nothing is written then. */
  readonly write: (standing: Standing) => Promise<void>;
  /** Reads the item again. Rejects where it is gone. */
  readonly read: (id: string) => Promise<Standing>;
}

/** A run writes an item once or twice. More refusals in a row are a fault of the product. */
const ATTEMPTS = 5;

/** Writes on the newest version. Rejects with the last refusal when the item is newer each time, or with any other. */
export async function onNewest({ seen, write, read }: Write): Promise<void> {
  let standing = seen;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write(standing);
    } catch (error) {
      if (!(error instanceof Stale) || attempt === ATTEMPTS) throw error;
    }
    standing = await read(seen.id);
  }
}
