// An application for tests of what follows from its description; its source is in memory.
import { z } from 'zod';
import { type ConnectionBasics, connectedApplication } from '../../../../shared/sources/connect/application.ts';
import { MemorySource } from '../../../memory/source.ts';

export interface Opened {
  readonly settings: { readonly url: string; readonly account: string; readonly pageSize: number };
  readonly secrets: { readonly token: string; readonly pin: string };
  readonly basics: ConnectionBasics;
}

/** `opened` gets what each call of `open` was given. */
export const sampleApplication = (opened: Opened[] = []) =>
  connectedApplication({
    kind: 'sample',
    settings: z.object({
      url: z.string().regex(/^https:/, 'must begin with https'),
      account: z.string(),
      pageSize: z.number().int().default(50),
    }),
    secrets: { token: z.string().min(1, 'must not be empty'), pin: z.string() },
    secretsBelongTo: ['url', 'account'],
    open(given, basics) {
      opened.push({ ...given, basics });
      return { keepsTags: true, source: new MemorySource({ batchSize: 4, pageSize: 5 }) };
    },
  });
