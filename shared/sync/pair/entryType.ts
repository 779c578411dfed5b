// The type of a pair's entry. Directions depend on it, also when the entry is gone or is not made yet. Pure.
import type { Read } from './look.ts';
import type { Settings } from './settings.ts';

/** The type of the pair's entry, or of the one that its event would become; undefined where nobody knows. */
export function typeOf({ source: { createdType } }: Settings, { row, source }: Read): string | undefined {
  if (source.state === 'present') return source.item.type;
  return row.source ? row.entryType : createdType;
}

/** The entry's type, where the link's direction depends on types; else undefined. */
export const typeToRemember = ({ rules }: Settings, type: string | undefined): string | undefined =>
  Object.keys(rules.directions).length > 0 ? type : undefined;
