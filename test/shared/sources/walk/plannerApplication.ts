// Planner in the list of applications: what an administrator fills in, what of it is secret, and how it is opened.
import { z } from 'zod';
import { connectedApplication } from '../../../../shared/sources/connect/application.ts';
import { createPlannerClient } from './plannerClient.ts';
import { createPlannerSource } from './plannerSource.ts';

export const planner = connectedApplication({
  kind: 'planner',
  settings: z.object({
    url: z.string().regex(/^https:\/\/[^/?#@]+$/, 'must be https://<server>'),
    account: z.string().min(1, 'must not be empty'),
    caCertificate: z.string().optional(),
  }),
  secrets: { key: z.string().min(1, 'must not be empty') },
  secretsBelongTo: ['url', 'account'],
  open: ({ settings, secrets }, basics) => ({
    keepsTags: true,
    source: createPlannerSource(createPlannerClient({ ...settings, ...secrets }, basics), basics.defaultType),
  }),
});
