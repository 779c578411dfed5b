// The watermark of a calendar, as it is kept between runs: links of Graph, and what each is good for.
import { z } from 'zod';
import type { GraphMailbox } from './connection/graphMailbox.ts';

const schema = z.object({
  /** Of which calendar: no other one is read from it. */
  calendar: z.string(),
  /** Where change tracking goes on, behind the version. */
  changes: z.string(),
  /** In the middle of a round: `changes` leads to its next page. */
  isInRound: z.boolean(),
  /**
   * As long as the enumeration goes on: where the list of what lies outside of the window goes on; empty before it
   * begins.
   */
  outside: z.string().optional(),
  /** When `changes` was given out. */
  takenAt: z.number(),
  /** The window, in milliseconds. */
  from: z.number(),
  until: z.number(),
  /** When an enumeration with another window is due. */
  endsAt: z.number(),
});
export type GraphWatermark = z.infer<typeof schema>;

export const calendarKey = ({ address, calendar }: GraphMailbox): string =>
  JSON.stringify([address.toLowerCase(), calendar ?? null]);

export const watermarkText = (watermark: GraphWatermark): string => JSON.stringify(watermark);

/** Undefined for what is none of this calendar over Graph: another calendar's, or one of EWS. */
export function readWatermark(mailbox: GraphMailbox, text: string): GraphWatermark | undefined {
  const read = schema.safeParse(jsonIn(text));
  return read.success && read.data.calendar === calendarKey(mailbox) ? read.data : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
