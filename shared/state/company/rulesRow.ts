// The schema of a link's rules. They stand in the settings of a link and, for new links, in the settings of a source.
import { z } from 'zod';
import type { FreeBusyStatus, Privacy } from '../../calendar/event.ts';
import type { Direction, Filter, LinkRules } from '../../sync/ports/linkRules.ts';
import { rowSchema } from '../table/schema.ts';

export const DIRECTIONS = ['both', 'toExchange', 'toSource'] as const satisfies readonly Direction[];
export const PRIVACIES = ['public', 'personal', 'private', 'secret'] as const satisfies readonly Privacy[];
export const STATUSES = [
  'free',
  'busy',
  'tentative',
  'oof',
  'workingElsewhere',
] as const satisfies readonly FreeBusyStatus[];

const texts = z.array(z.string()).exactOptional();
const filter = rowSchema<Filter>({
  entryTypes: texts,
  categoriesAnyOf: texts,
  categoriesNoneOf: texts,
  privacy: z.array(z.enum(PRIVACIES)).exactOptional(),
  freeBusyStatus: z.array(z.enum(STATUSES)).exactOptional(),
  allDay: z.boolean().exactOptional(),
  ownOnly: z.literal(true).exactOptional(),
  titleContains: texts,
  titleContainsNone: texts,
});

type PrivateEvents = LinkRules['privateEvents'];
const privateEvents: z.ZodType<PrivateEvents> = z.union([
  rowSchema<Exclude<PrivateEvents, { kind: 'busyOnly' }>>({ kind: z.enum(['asTheyAre', 'skip']) }),
  rowSchema<Extract<PrivateEvents, { kind: 'busyOnly' }>>({ kind: z.literal('busyOnly'), title: z.string() }),
]);

export const rulesRow = rowSchema<LinkRules>({
  direction: z.enum(DIRECTIONS),
  directions: z.record(z.string(), z.enum(DIRECTIONS)),
  forbidden: z.enum(['revert', 'leave']),
  filters: rowSchema<LinkRules['filters']>({ toExchange: filter, toSource: filter }),
  leavesFilter: z.enum(['unlink', 'remove']),
  privateEvents,
  unheldSeries: z.enum(['leaveOut', 'expand']).exactOptional(),
});
