// Parameters that several routes share. A parameter that becomes part of a row key has only characters that a key can
// hold.
import { z } from 'zod';

/** Ids of companies, sources and entry types: people choose them, and they are part of keys and addresses. */
export const id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/,
    'must have 1 to 63 letters, digits, - or _, and begin with a letter or digit',
  );

/** Ids of links are random, and may begin with any of their characters. */
export const linkId = z.string().regex(/^[\w-]{1,63}$/);

/** The address of a user in both systems, compared in lower case. */
export const email = z.email('must be an e-mail address').max(254, 'is too long').toLowerCase();

/** A calendar of a mailbox by its name, as people see it, or by its id in EWS or Graph. */
export const calendarChoice = z.union(
  [
    z.strictObject({ name: z.string().trim().min(1).max(255) }),
    z.strictObject({ id: z.string().regex(/^[\w+/=-]{1,1000}$/) }),
  ],
  'must have either a name or an id',
);

/** The way in which participants of entries get their events: one rule for the whole company. */
export const participants = z.enum(['silentCopies', 'invitations']);

export const userParams = z.object({ email });
export const companyParams = z.object({ company: id });
export const sourceParams = z.object({ sourceId: id });

/** Lists are read page by page: `cursor` is the `next` of the page before. `most`: the items of one page. */
export const page = (most: number) =>
  z.object({
    cursor: z.string().max(500, 'is too long').optional(),
    limit: z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .max(most, `must be at most ${most}`)
      .default(100),
  });
