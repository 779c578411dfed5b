// A company's Exchange connection as people write and read it: over EWS, or over Microsoft Graph.
import { z } from 'zod';
import type { ExchangeSettings } from '../shared/state/directory.ts';
import type { Seal, SecretMissing } from './credentialBody.ts';
import { ewsBody, ewsSettings, ewsView } from './ewsBody.ts';
import { graphBody, graphSettings, graphView } from './graphBody.ts';

/** Who does not say which kind means EWS. */
export const exchangeBody = z.preprocess(withKind, z.discriminatedUnion('kind', [ewsBody, graphBody]));

function withKind(body: unknown): unknown {
  const silent = typeof body === 'object' && body !== null && !('kind' in body);
  return silent ? { ...body, kind: 'ews' } : body;
}

/** The settings to store, with sealed secrets; those that are not given are taken from `stored`. */
export const exchangeSettings = (
  body: z.output<typeof exchangeBody>,
  stored: ExchangeSettings | undefined,
  seal: Seal,
): ExchangeSettings | SecretMissing =>
  body.kind === 'graph' ? graphSettings(body, stored, seal) : ewsSettings(body, stored, seal);

/** What GET answers is what PUT takes, so that a client changes what it read. */
export const exchangeView = (settings: ExchangeSettings): object =>
  settings.kind === 'graph' ? graphView(settings) : ewsView(settings);
