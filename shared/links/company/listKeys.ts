// The operator changes ENCRYPTION_KEY. A former key is taken out of the settings only when nothing needs it any more. A
// key is shown by its id, which tells nothing of the key.

import type { App } from '../../app/app.ts';
import type { KeyCount } from '../../app/secrets/keyCounts.ts';

export type KeyInUse = KeyCount & {
  /** Only of a former key. */
  readonly isNeeded?: boolean;
};

/** Counts the data that needs each key, over all companies. */
export async function listKeys(app: Pick<App, 'countKeys'>): Promise<readonly KeyInUse[]> {
  return (await app.countKeys()).map((count) =>
    count.use === 'former' ? { ...count, isNeeded: isNeeded(count) } : count,
  );
}

const isNeeded = ({ secrets, losingValues, entries, links, linksOff }: KeyCount): boolean =>
  secrets + losingValues + entries + links + linksOff > 0;
