// Every entry type that the rules of a link name must be an entry type of its source.
import type { EntryType } from '../../state/directory.ts';
import type { LinkRules } from '../../sync/ports/linkRules.ts';
import type { FieldError } from '../refusal.ts';

/** Entry types that the rules name and the source does not have, each with its place, which begins with `at`. */
export function unknownTypes(rules: LinkRules, types: readonly EntryType[], at = ''): FieldError[] {
  const ofSource = new Set(types.map((type) => type.id));
  const message = `must be one of the entry types of this source: ${[...ofSource].join(', ')}`;
  const named = [
    ...Object.keys(rules.directions).map((type) => ({ type, field: `${at}directions.${type}` })),
    ...(['toExchange', 'toSource'] as const).flatMap((way) =>
      (rules.filters[way].entryTypes ?? []).map((type, index) => ({
        type,
        field: `${at}filters.${way}.entryTypes[${index}]`,
      })),
    ),
  ];
  return named.flatMap(({ type, field }) => (ofSource.has(type) ? [] : [{ field, message }]));
}
