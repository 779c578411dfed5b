// A refusal in answers (RFC 9457).
import { z } from 'zod';

export const problemDetails = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().meta({ description: 'its name in docs/problems.md' }),
    action: z.string(),
    who: z.string(),
    errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
    url: z.string().optional().meta({ description: 'the address at which a person can go on' }),
    correlationId: z.string(),
  })
  .meta({ id: 'ProblemDetails' });
