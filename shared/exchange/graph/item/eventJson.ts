// Graph's event as far as it is read (learn.microsoft.com: event resource type): parsed here, trusted behind.
import { z } from 'zod';

const dateTimeTimeZone = z.object({ dateTime: z.string(), timeZone: z.string() });
export type DateTimeTimeZone = z.infer<typeof dateTimeTimeZone>;

const recipient = z.object({ emailAddress: z.object({ address: z.string().nullish() }).nullish() });
export type Recipient = z.infer<typeof recipient>;

const response = z.object({ response: z.string().nullish() });
const attendee = recipient.extend({ type: z.string().nullish(), status: response.nullish() });
export type AttendeeJson = z.infer<typeof attendee>;

const pattern = z.object({
  type: z.string(),
  interval: z.number().nullish(),
  dayOfMonth: z.number().nullish(),
  daysOfWeek: z.array(z.string()).nullish(),
  firstDayOfWeek: z.string().nullish(),
  index: z.string().nullish(),
});
export type PatternJson = z.infer<typeof pattern>;

const range = z.object({
  type: z.string(),
  endDate: z.string().nullish(),
  numberOfOccurrences: z.number().nullish(),
  recurrenceTimeZone: z.string().nullish(),
});
export type RangeJson = z.infer<typeof range>;

/** The fields that make an answer an item. */
const head = z.object({ '@odata.etag': z.string().min(1), id: z.string().min(1) });

const content = z.object({
  subject: z.string().nullish(),
  body: z.object({ content: z.string().nullish() }).nullish(),
  location: z.object({ displayName: z.string().nullish() }).nullish(),
  categories: z.array(z.string()).nullish(),
  sensitivity: z.string().nullish(),
  showAs: z.string().nullish(),
  isReminderOn: z.boolean().nullish(),
  reminderMinutesBeforeStart: z.number().nullish(),
  isAllDay: z.boolean().nullish(),
  start: dateTimeTimeZone,
  end: dateTimeTimeZone,
  originalStart: z.string().nullish(),
  originalStartTimeZone: z.string().nullish(),
});
export type ContentJson = z.infer<typeof content>;

const event = content.extend({
  iCalUId: z.string().nullish(),
  type: z.string().nullish(),
  recurrence: z.object({ pattern, range }).nullish(),
  isCancelled: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  organizer: recipient.nullish(),
  attendees: z.array(attendee).nullish(),
  responseStatus: response.nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).nullish(),
  /** Of a series that was asked for with them. */
  cancelledOccurrences: z.array(z.string()).nullish(),
  exceptionOccurrences: z.array(content).nullish(),
});
export type EventJson = z.infer<typeof event>;

export interface ReadEvent {
  readonly id: string;
  /** The `@odata.etag`, which If-Match takes. */
  readonly version: string;
  /** Undefined where what stands there is no event that we know. */
  readonly event: EventJson | undefined;
}

/** Undefined without id or version: then it is no answer about an item. */
export function readEventJson(value: unknown): ReadEvent | undefined {
  const found = head.safeParse(value);
  if (!found.success) return undefined;
  return { id: found.data.id, version: found.data['@odata.etag'], event: event.safeParse(value).data };
}

const bodyOf = head.extend({
  body: z.object({ contentType: z.string().nullish(), content: z.string().nullish() }).nullish(),
});

/** The body in its format; undefined without id or version. */
export function readBodyJson(
  value: unknown,
): { readonly version: string; readonly html: boolean; readonly content: string } | undefined {
  const found = bodyOf.safeParse(value).data;
  if (!found) return undefined;
  const { contentType, content } = found.body ?? {};
  return { version: found['@odata.etag'], html: contentType?.toLowerCase() === 'html', content: content ?? '' };
}

/** The fields that are read of every event, for `$select`; `originalStart` is there of occurrences only. */
export const SELECTED = [
  ...content.keyof().options,
  'iCalUId',
  'type',
  'recurrence',
  'isCancelled',
  'isOrganizer',
  'organizer',
  'attendees',
  'responseStatus',
].join(',');
