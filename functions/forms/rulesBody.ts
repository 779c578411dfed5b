// The rules of a link as requests give them: what is not said is as by default.
import { z } from 'zod';
import { DEFAULT_RULES, DIRECTIONS, type LinkRules, PRIVACIES, STATUSES } from '../../shared/links/settings.ts';
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
export const rulesBody: z.ZodType<LinkRules> = z
  .strictObject({
    direction: z.enum(DIRECTIONS).default(DEFAULT_RULES.direction),
    directions: z.record(id, z.enum(DIRECTIONS)).default({}),
    forbidden: z.enum(['revert', 'leave']).default(DEFAULT_RULES.forbidden),
    filters: z.strictObject({ toExchange: filter, toSource: filter }).default({ toExchange: {}, toSource: {} }),
    leavesFilter: z.enum(['unlink', 'remove']).default(DEFAULT_RULES.leavesFilter),
    privateEvents: privateEvents.default(DEFAULT_RULES.privateEvents),
    unheldSeries: z.enum(['leaveOut', 'expand']).exactOptional(),
  })
  .meta({ id: 'Rules', outputId: 'StoredRules' });
