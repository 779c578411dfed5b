// Losing values and verdicts in answers.
import { z } from 'zod';
import { count, eventField, instant, listOf, problem, remark, side } from './parts.ts';

/** A value of an event's field: a text, a list of texts, a time. */
const fieldValue = z.unknown().meta({ description: 'a value of the field' });
const why = z.string().meta({ description: 'why the value lost' });

export const conflicts = listOf(
  z.strictObject({
    id: z.string(),
    at: instant,
    pair: z.string(),
    title: z.string().optional(),
    field: eventField,
    side,
    why,
    value: fieldValue.optional(),
    problem: problem.optional().meta({ description: 'instead of a value that cannot be opened' }),
    formatted: z.literal(true).optional(),
    now: z.strictObject({ mailbox: fieldValue.optional(), source: fieldValue.optional() }),
    keptUntil: instant,
    restore: z.strictObject({ at: instant, state: z.enum(['waiting', 'done', 'impossible']) }).optional(),
  }),
);

const past = z.strictObject({
  at: instant,
  what: z.enum([
    'createdInExchange',
    'createdInSource',
    'valueLost',
    'restoreAsked',
    'deleted',
    'failed',
    'lastWrite',
    'ended',
  ]),
  conflict: z.string().optional(),
  field: eventField.optional(),
  side: side.optional(),
  why: why.optional(),
});

const explained = z.strictObject({
  verdict: z.enum([
    'inStep',
    'conflict',
    'leftOut',
    'expanded',
    'failed',
    'waiting',
    'held',
    'unlinked',
    'left',
    'ended',
    'notSeenYet',
    'notHere',
  ]),
  sentence: z.string(),
  action: z.string(),
  pair: z.string().optional(),
  title: z.string().optional(),
  inExchange: z.boolean().optional(),
  inSource: z.boolean().optional(),
  code: z.string().optional().meta({ description: 'of a verdict that is a problem of the catalogue' }),
  who: z.string().optional(),
  detail: z.string().optional(),
  field: z.string().optional(),
  rule: z.string().optional(),
  for: z.string().optional().meta({ description: 'what the pair waits for' }),
  origin: z.string().optional(),
  at: instant.optional(),
  from: instant.optional(),
  since: instant.optional(),
  until: instant.optional(),
  lastWrite: instant.optional(),
  remarks: z.array(remark).optional(),
  values: z.array(z.strictObject({ field: eventField, inExchange: fieldValue, inSource: fieldValue })).optional(),
  history: z.array(past).optional(),
});

export const explanation = z.strictObject({
  items: z.array(explained),
  complete: z.boolean().meta({ description: 'false where there may be matches that were not looked at' }),
  next: z.string().optional(),
});

const hold = {
  state: z.enum(['held', 'released', 'discarded']),
  deletes: count,
  since: instant,
  why: z.enum(['emptied', 'tooMany']),
};

const heldItem = z.strictObject({
  pair: z.string(),
  title: z.string().optional(),
  inExchange: z.boolean().optional(),
  inSource: z.boolean().optional(),
});

export const linkHold = z.strictObject({
  ...z.strictObject(hold).partial().shape,
  deletes: count,
  items: z.array(heldItem),
  next: z.string().optional(),
});

export const holdDecided = z.strictObject({ hold: z.enum(['released', 'discarded']) });

export const companyHolds = z.strictObject({
  links: count,
  deletes: count,
  deletesStopped: z.boolean(),
  items: z.array(z.strictObject({ email: z.string(), ...hold })),
  next: z.string().optional(),
});

export const holdsDecided = z.strictObject({
  decided: z.strictObject({ links: count, deletes: count }),
  left: count,
});
