// The JSON of Severa's REST API, as far as it is read. Unknown fields are dropped, and with them all that is sensitive in
// a user. Unknown values of an enumeration are read as text.
import { z } from 'zod';

const guid = z.string().min(1);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

const recurrence = z.object({
  frequency: z.string(),
  pattern: z
    .object({
      daily: z.object({ interval: z.number().nullish(), everyWeekday: z.boolean().nullish() }).nullish(),
      weekly: z
        .object({
          interval: z.number().nullish(),
          monday: z.boolean().nullish(),
          tuesday: z.boolean().nullish(),
          wednesday: z.boolean().nullish(),
          thursday: z.boolean().nullish(),
          friday: z.boolean().nullish(),
          saturday: z.boolean().nullish(),
          sunday: z.boolean().nullish(),
        })
        .nullish(),
      monthly: z
        .object({
          interval: z.number().nullish(),
          dayOfMonth: z.number().nullish(),
          dayOrdinal: z.string().nullish(),
          dayOrdinalOption: z.string().nullish(),
        })
        .nullish(),
      yearly: z
        .object({
          dayOfMonth: z.number().nullish(),
          month: z.string().nullish(),
          dayOrdinal: z.string().nullish(),
          dayOrdinalOption: z.string().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  range: z.object({ maxOccurrences: z.number().nullish(), recursUntilDate: z.string().nullish() }).nullish(),
  exceptions: z.array(z.string()).nullish(),
});
export type SeveraRecurrence = z.output<typeof recurrence>;

export const activity = z.object({
  guid,
  name: text,
  startDateTime: z.string(),
  endDateTime: z.string().nullish(),
  isAllDay: z.boolean().nullish(),
  hasDuration: z.boolean().nullish(),
  notes: text,
  location: text,
  activityType: z.object({ guid, category: z.string().nullish() }),
  ownerUser: z.object({ guid }).nullish(),
  phase: z.object({ guid: z.string().nullish() }).nullish(),
  projectTaskStatus: z.object({ guid: z.string().nullish() }).nullish(),
  recurrenceParentActivityGuid: z.string().nullish(),
  recurrence: recurrence.nullish(),
  recurrenceType: z.string().nullish(),
  createdDateTime: z.string().nullish(),
  lastUpdatedDateTime: z.string().nullish(),
});
export type Activity = z.output<typeof activity>;
export const activities = z.array(activity);

export const participants = z.array(z.object({ guid, type: z.string().nullish(), participantGuid: guid }));
export type Participant = z.output<typeof participants>[number];

export const users = z.array(
  z.object({
    guid,
    firstName: text,
    lastName: text,
    email: text,
    isActive: z.boolean().nullish(),
    timezone: z.object({ ianaName: z.string().nullish() }).nullish(),
    defaultActivityType: z.object({ guid: z.string().nullish() }).nullish(),
    notificationSettings: z.object({ sendNewActivityEmail: z.boolean().nullish() }).nullish(),
  }),
);
export type SeveraUser = z.output<typeof users>[number];

export const activityTypes = z.array(
  z.object({
    guid,
    name: text,
    category: z.string().nullish(),
    isDefault: z.boolean().nullish(),
    isActive: z.boolean().nullish(),
  }),
);

export const token = z.object({
  access_token: z.string().min(1),
  access_token_expires_in: z.number().nullish(),
  scope: z.string().nullish(),
});

/** The error body. Its `stack` is never read. */
export const exception = z.object({ error: z.object({ type: z.string() }) });
