// The parts that many answers have in common. The schemas of this folder are the API's promise: openapi.json is drawn
// from them, and the tests hold every answer against them.
import { z } from 'zod';
import { EVENT_FIELDS } from '../../shared/calendar/event.ts';

export const instant = z.string().meta({ format: 'date-time', description: 'UTC (RFC 3339)' });
export const count = z.int().min(0);

/** A problem in the words of the catalogue. */
const words = {
  code: z.string().meta({ description: 'its name in docs/problems.md' }),
  sentence: z.string(),
  action: z.string(),
  who: z.string().meta({ description: 'who can act; nobody where it heals by itself' }),
  detail: z.string().optional(),
  field: z.string().optional(),
};
export const problem = z.strictObject(words).meta({ id: 'Problem' });
export const problemSince = z.strictObject({ ...words, since: instant }).meta({ id: 'ProblemSince' });
export const remark = z
  .strictObject({ ...words, side: z.enum(['mailbox', 'source']).optional() })
  .meta({ id: 'Remark' });

export const side = z.enum(['mailbox', 'source']);
export const eventField = z.enum(EVENT_FIELDS);

/** One page of a list. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().optional().meta({ description: 'the cursor of the next page; absent on the last one' }),
  });

/** The answer of an action that ends in a state. */
export const stateOf = <const States extends readonly [string, ...string[]]>(states: States) =>
  z.strictObject({ state: z.enum(states) });
