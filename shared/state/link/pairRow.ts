// The schema of a pair's row: both sides, intents, abandoned creations and updates that may still land.
import { z } from 'zod';
import type { Prints } from '../../calendar/canonical/fingerprint.ts';
import { EVENT_FIELDS } from '../../calendar/event.ts';
import type { FieldRemark } from '../../sync/ports/fieldRemark.ts';
import type {
  AbandonedCreate,
  BodyFormat,
  CreateIntent,
  DeleteIntent,
  Intent,
  Loser,
  MeetingPart,
  PairRow,
  PairSide,
  UpdateIntent,
} from '../../sync/ports/rows.ts';
import type { LeftOut, Standing } from '../../sync/ports/standing.ts';
import { rowSchema } from '../table/schema.ts';

export const instant = z.number().int();
export const text = z.string();
const side = z.enum(['mailbox', 'source']);
export const yes = z.literal(true);

const prints: z.ZodType<Prints> = rowSchema<Prints>({
  title: text.exactOptional(),
  description: text.exactOptional(),
  location: text.exactOptional(),
  when: text.exactOptional(),
  privacy: text.exactOptional(),
  freeBusyStatus: text.exactOptional(),
  keywords: text.exactOptional(),
  alert: text.exactOptional(),
});

export const loserFields = {
  side,
  field: z.enum(EVENT_FIELDS),
  why: z.enum(['conflict', 'reverted', 'removed', 'unfinished', 'replaced', 'left', 'unformatted']),
  sealed: text,
};
const format = z.enum(['kept', 'lost']);
const losers = z.array(rowSchema<Loser>(loserFields));

const createIntent = rowSchema<CreateIntent>({
  op: z.literal('create'),
  at: instant,
  losers,
  nonce: text,
  target: prints,
  otherBase: prints,
  meeting: text.exactOptional(),
  invited: z.array(text).exactOptional(),
});

const updateIntent = rowSchema<UpdateIntent>({
  op: z.literal('update'),
  at: instant,
  losers,
  rev: text,
  version: text,
  target: prints,
  otherBase: prints,
  restores: text.exactOptional(),
  invited: z.array(text).exactOptional(),
  format: format.exactOptional(),
});

const deleteIntent = rowSchema<DeleteIntent>({
  op: z.literal('delete'),
  at: instant,
  losers,
  read: prints,
  outOfScope: z.boolean(),
});

const intent: z.ZodType<Intent> = z.union([createIntent, updateIntent, deleteIntent]);

const pairSide = rowSchema<PairSide>({
  id: text,
  uid: text.exactOptional(),
  base: prints,
  remarks: z.array(z.enum(['zone-unknown'])).exactOptional(),
  madeAt: instant.exactOptional(),
  begun: rowSchema<NonNullable<PairSide['begun']>>({ rev: text, at: instant }).exactOptional(),
  format: rowSchema<BodyFormat>({ is: format, at: instant }).exactOptional(),
});

type Remarks<W extends FieldRemark['why']> = Extract<FieldRemark, { readonly why: W }>;

const field = z.enum(EVENT_FIELDS);
const fieldRemark: z.ZodType<FieldRemark> = z.union([
  rowSchema<Remarks<'unreadable'>>({ side, field, why: z.literal('unreadable') }),
  rowSchema<Remarks<'notHeld' | 'unrecordable'>>({
    side,
    field,
    why: z.enum(['notHeld', 'unrecordable']),
    print: text,
  }),
  rowSchema<Remarks<'storedOtherwise'>>({ side, field, why: z.literal('storedOtherwise'), print: text, at: instant }),
]);

const reason = z.enum([
  'recurrence-not-supported',
  'series-zone-unknown',
  'not-for-calendars',
  'ended-before-start-of-sync',
  'direction',
  'filtered',
  'item-unreadable',
]);
const leftOut = rowSchema<LeftOut>({ reason, by: text.exactOptional() });

type Stands<I extends Standing['is']> = Extract<Standing, { readonly is: I }>;

const standing: z.ZodType<Standing> = z.union([
  rowSchema<Stands<'ended'>>({
    is: z.literal('ended'),
    at: instant,
    after: z.enum(['left', 'unlinked']).exactOptional(),
  }),
  rowSchema<Stands<'left'>>({ is: z.literal('left'), leftOut: leftOut.exactOptional() }),
  rowSchema<Stands<'unlinked'>>({
    is: z.literal('unlinked'),
    hasLeft: yes.exactOptional(),
    leftOut: leftOut.exactOptional(),
  }),
  rowSchema<Stands<'leftOut'>>({ is: z.literal('leftOut'), reason, by: text.exactOptional() }),
  rowSchema<Stands<'expanded'>>({
    is: z.literal('expanded'),
    version: text,
    at: instant,
    from: instant.exactOptional(),
    until: instant.exactOptional(),
  }),
  rowSchema<Stands<'held'>>({ is: z.literal('held'), hold: text, leftOut: leftOut.exactOptional() }),
  rowSchema<Stands<'kept'>>({ is: z.literal('kept'), leftOut: leftOut.exactOptional() }),
]);

export const pairRow = rowSchema<PairRow>({
  pair: text,
  mailbox: pairSide.exactOptional(),
  source: pairSide.exactOptional(),
  intents: rowSchema<PairRow['intents']>({ mailbox: intent.exactOptional(), source: intent.exactOptional() }),
  abandoned: z.array(rowSchema<AbandonedCreate>({ side, nonce: text, target: prints, key: text.exactOptional() })),
  unlanded: rowSchema<PairRow['unlanded']>({
    mailbox: z.array(updateIntent).exactOptional(),
    source: z.array(updateIntent).exactOptional(),
  }),
  orphans: z.array(rowSchema<PairRow['orphans'][number]>({ side, id: text, version: text })),
  role: z.enum(['owner', 'participant']).exactOptional(),
  firstSeen: rowSchema<NonNullable<PairRow['firstSeen']>>({
    naturalKey: text,
    prints,
    version: text,
    of: text.exactOptional(),
    invites: z.number().int().exactOptional(),
  }).exactOptional(),
  invited: z.array(text).exactOptional(),
  meeting: rowSchema<MeetingPart>({
    uid: text,
    role: z.enum(['organiser', 'attendee']).exactOptional(),
    registered: yes.exactOptional(),
    joins: text.exactOptional(),
    joined: yes.exactOptional(),
    awaits: rowSchema<NonNullable<MeetingPart['awaits']>>({
      for: z.enum(['otherLink', 'mail']),
      since: instant,
    }).exactOptional(),
  }).exactOptional(),
  matchedAt: instant.exactOptional(),
  fieldRemarks: z.array(fieldRemark).exactOptional(),
  matchedBy: z.enum(['tag', 'tagAlone']).exactOptional(),
  standing: standing.exactOptional(),
  veiled: yes.exactOptional(),
  entryType: text.exactOptional(),
  restores: z.array(text).exactOptional(),
  cleared: rowSchema<NonNullable<PairRow['cleared']>>({
    side,
    as: z.enum(['removed', 'kept', 'gone']),
  }).exactOptional(),
  writtenAt: instant.exactOptional(),
  problem: rowSchema<NonNullable<PairRow['problem']>>({
    code: text,
    field: text.exactOptional(),
    detail: text.exactOptional(),
    at: instant,
  }).exactOptional(),
});
