// What a queue trigger is given: one of our messages, or an error that repeats nothing of it.
import type { z } from 'zod';

/** The message as `schema` reads it. Throws for any other: the host logs the error, and what is not ours may hold anything. */
export function messageOf<T>(schema: z.ZodType<T>, message: unknown): T {
  const parsed = schema.safeParse(message);
  if (!parsed.success) throw new Error('the message is not one of ours');
  return parsed.data;
}
