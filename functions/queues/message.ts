// The message of a queue trigger: one of ours, or an error that repeats nothing of it.
import type { z } from 'zod';

/** The message as `schema` reads it. Throws for any other message. The host logs the error, so that it holds no content. */
export function messageOf<T>(schema: z.ZodType<T>, message: unknown): T {
  const parsed = schema.safeParse(message);
  if (!parsed.success) throw new Error('the message is not one of ours');
  return parsed.data;
}
