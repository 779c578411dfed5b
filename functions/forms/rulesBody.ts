// The rules of a link as requests give them. A rule that is left out has its default. Each entry type that a rule names
// must be one of the source.
import { z } from 'zod';
import { DIRECTIONS, PRIVACIES, STATUSES } from '../../shared/state/company/rulesRow.ts';
import type { EntryType } from '../../shared/state/directory.ts';
import { DEFAULT_RULES, type LinkRules } from '../../shared/sync/ports/linkRules.ts';
import type { FieldError } from '../http/answer.ts';
import { id } from '../http/parameters.ts';

const text = z.string().trim().min(1, 'must not be empty').max(255, 'is too long');
const some = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1, 'must name at least one').max(50, 'must name at most 50').exactOptional();

const common = {
  entryTypes: some(id),
  categoriesAnyOf: some(text),
  categoriesNoneOf: some(text),
  privacy: some(z.enum(PRIVACIES)),
  freeBusyStatus: some(z.enum(STATUSES)),
  allDay: z.boolean().exactOptional(),
  ownOnly: z.literal(true).exactOptional(),
  titleContains: some(text),
  titleContainsNone: some(text),
};
const filter = z.strictObject(common).default({});

const privateEvents = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('asTheyAre') }),
    z.strictObject({ kind: z.literal('skip') }),
    z.strictObject({ kind: z.literal('busyOnly'), title: text.default('Busy') }),
  ],
  'must have a kind: asTheyAre, skip or busyOnly',
);

/** Parses to the rules as they are stored. */
export const rulesBody: z.ZodType<LinkRules> = z.strictObject({
  direction: z.enum(DIRECTIONS).default(DEFAULT_RULES.direction),
  directions: z.record(id, z.enum(DIRECTIONS)).default({}),
  forbidden: z.enum(['revert', 'leave']).default(DEFAULT_RULES.forbidden),
  filters: z.strictObject({ toExchange: filter, toSource: filter }).default({ toExchange: {}, toSource: {} }),
  leavesFilter: z.enum(['unlink', 'remove']).default(DEFAULT_RULES.leavesFilter),
  privateEvents: privateEvents.default(DEFAULT_RULES.privateEvents),
  unheldSeries: z.enum(['leaveOut', 'expand']).exactOptional(),
});

/** Entry types that the rules name and the source does not have, each with the place where they stand. */
export function unknownTypes(rules: LinkRules, types: readonly EntryType[], at = ''): FieldError[] {
  const known = new Set(types.map((type) => type.id));
  const message = `must be one of the entry types of this source: ${[...known].join(', ')}`;
  const named = [
    ...Object.keys(rules.directions).map((type) => ({ type, field: `${at}directions.${type}` })),
    ...(['toExchange', 'toSource'] as const).flatMap((way) =>
      (rules.filters[way].entryTypes ?? []).map((type, index) => ({
        type,
        field: `${at}filters.${way}.entryTypes[${index}]`,
      })),
    ),
  ];
  return named.flatMap(({ type, field }) => (known.has(type) ? [] : [{ field, message }]));
}
