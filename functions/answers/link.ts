// A user's link in answers: its status, its preview, its rules, and what it made.
import { z } from 'zod';
import { rulesBody } from '../forms/rulesBody.ts';
import { count, instant, listOf, problem, problemSince, remark, side, stateOf } from './parts.ts';

const LISTED_STATES = ['inStep', 'waiting', 'held', 'leftOut', 'unlinked', 'left', 'ended'] as const;

/** A failed poll of the business application. */
export const poll = z.strictObject({
  problem: z.strictObject({ ...problem.shape, since: instant.optional() }),
  nextTry: instant.optional(),
});

const notifications = z.strictObject({
  until: instant.optional(),
  problem: problemSince.optional(),
  nextTry: instant.optional(),
});

const sideCounts = z.strictObject({ events: count, entries: count });

const leftOutReason = problem.extend({ sentence: z.string(), action: z.string() });

const pair = z.strictObject({
  pair: z.string(),
  state: z.enum(LISTED_STATES),
  inExchange: z.boolean(),
  inSource: z.boolean(),
  title: z.string().optional(),
  reason: leftOutReason.optional().meta({ description: 'why the pair is left out' }),
  rule: z.string().optional(),
  expanded: z.literal(true).optional(),
  remarks: z.array(remark).optional(),
  problem: problemSince.optional(),
});

const status = z.strictObject({
  state: z.enum(['off', 'removing', 'listing', 'preview', 'on']),
  source: z.string(),
  conflictPolicy: z.enum(['mailbox', 'source']),
  rules: rulesBody,
  leftOutBefore: instant,
  running: z.boolean(),
  lastRun: instant.optional(),
  nextTry: instant.optional(),
  problem: problemSince.optional(),
  firstRun: z
    .discriminatedUnion('step', [
      z.strictObject({ step: z.literal('reading'), events: count, entries: count }),
      z.strictObject({ step: z.literal('writing'), done: count, of: count }),
    ])
    .optional()
    .meta({ description: 'how far the first run is; absent once everything was brought together' }),
  poll: poll.optional(),
  hold: z.strictObject({ deletes: count, since: instant }).optional(),
  notifications: notifications.optional(),
  cleanup: z.strictObject({ removed: sideCounts, kept: sideCounts, ended: z.boolean(), since: instant }).optional(),
  counts: z.strictObject({
    inStep: count,
    waiting: count,
    held: count,
    leftOut: count,
    unlinked: count,
    left: count,
    ended: count,
    problems: count,
  }),
  pairs: listOf(pair),
});

/** A user who never switched on has no link. */
export const linkStatus = z.union([status, stateOf(['off'])]);

export const preview = z.strictObject({
  ready: z.boolean().meta({ description: 'false while both sides are still being read: the numbers grow' }),
  matched: count,
  toExchange: count,
  toSource: count,
  invitations: count.meta({ description: 'invitations that would be mailed' }),
  matchedByTag: count,
  matchedByTagAlone: count,
  leftOutCount: count,
  leftOut: z.array(
    z.strictObject({
      side,
      title: z.string().optional(),
      reason: z.string(),
      sentence: z.string(),
      rule: z.string().optional(),
      expanded: z.literal(true).optional(),
    }),
  ),
  next: z.string().optional(),
});

export const tagMatches = listOf(
  z.strictObject({ event: z.string().optional(), entry: z.string().optional(), by: z.enum(['tag', 'tagAlone']) }),
);

export const created = z.strictObject({
  events: count,
  entries: count,
  from: z.enum(['rows', 'tags']),
  complete: z.boolean().meta({ description: 'false: there are at least so many' }),
});

export const requestedRun = z.strictObject({ askedAt: instant, ranAt: instant.optional() });
