// A company's Exchange connection as people write and read it: over EWS, or over Microsoft Graph.
import { z } from 'zod';
import type { Instant } from '../../shared/calendar/event.ts';
import type { ExchangeChange } from '../../shared/links/connections/exchangeConnection.ts';
import { invalid } from '../../shared/links/refusal.ts';
import type { Precondition } from '../../shared/links/saveResource.ts';
import type { ExchangeSettings, Seal } from '../../shared/links/settings.ts';
import type { SecretMissing } from './credentialBody.ts';
import { ewsBody, ewsSettings, ewsView } from './ewsBody.ts';
import { ewsEnd } from './ewsEnd.ts';
import { graphBody, graphSettings, graphView } from './graphBody.ts';

/** A body without a kind means EWS. The warning that GET adds is ignored. */
export const exchangeBody = z.preprocess(
  asWritten,
  z.discriminatedUnion('kind', [ewsBody, graphBody]).meta({ id: 'ExchangeSettings' }),
);

function asWritten(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { warning: _, ...written } = { warning: undefined, ...body };
  return { kind: 'ews', ...written };
}

/** The settings to store, with sealed secrets. A secret that is not given is taken from `stored`. */
export const exchangeSettings = (
  body: z.output<typeof exchangeBody>,
  stored: ExchangeSettings | undefined,
  seal: Seal,
): ExchangeSettings | SecretMissing =>
  body.kind === 'graph' ? graphSettings(body, stored, seal) : ewsSettings(body, stored, seal);

/** The change that a request asks for. A secret that is neither given nor stored is an error of its field. */
export const exchangeChange = (body: z.output<typeof exchangeBody>, precondition: Precondition): ExchangeChange => ({
  precondition,
  settings: (stored, seal) => {
    const settings = exchangeSettings(body, stored, seal);
    return 'field' in settings ? invalid([settings]) : { value: settings };
  },
});

/** PUT takes what GET answers, so that a client can change what it read. A warning may stand beside it. */
export const exchangeView = (settings: ExchangeSettings, now: Instant): object => ({
  ...(settings.kind === 'graph' ? graphView(settings) : ewsView(settings)),
  ...ewsEnd(settings, now),
});
