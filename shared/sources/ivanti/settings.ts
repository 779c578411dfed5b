// The settings of a connection to Ivanti Neurons for ITSM.
import { z } from 'zod';
import { isTimeZone } from '../../calendar/timeZone.ts';

/** The name of a property, as Ivanti's metadata has it. It becomes part of queries. */
const name = z.string().regex(/^[A-Za-z]\w{0,99}$/, 'must be the name of a property');
/** Null: the tenant has no such property, or another system uses it. */
const orNone = name.nullable();

/** The fields that an administrator names where they are not found by themselves. */
const fields = z
  .strictObject({
    title: name,
    start: name,
    end: name,
    owner: name,
    allDay: orNone,
    body: orNone,
    location: orNone,
    tag: orNone,
  })
  .partial();

const login = z.strictObject({
  tenant: z.string().min(1, 'must not be empty'),
  userName: z.string().min(1, 'must not be empty'),
  /** Its internal name. */
  role: z.string().min(1, 'must not be empty'),
});

export const settings = z.object({
  url: z.string().regex(/^https:\/\/[^/?#@]+(\/[\w./-]*)?$/, 'must be https://<tenant>, without query'),
  /** Instead of an API key: the secret is the password then. */
  login: login.optional(),
  /** Calendar items are instants and days, without a zone. */
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki'),
  object: name.default('Frs_CalendarItem'),
  fields: fields.default({}),
  /** The entry types whose entries a calendar may change. */
  twoWay: z.array(z.string().min(1, 'must not be empty')).max(100, 'must name at most 100 types').default([]),
  caCertificate: z.string().optional(),
});

export type IvantiSettings = z.output<typeof settings>;
export type NamedFields = IvantiSettings['fields'];
