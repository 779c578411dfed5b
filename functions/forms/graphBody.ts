// The connection to Microsoft 365 over Graph as people write and read it. With the operator's application nobody writes
// the organisation: the consent names it.
import { z } from 'zod';
import { isTimeZone } from '../../shared/calendar/timeZone.ts';
import { CLOUD_NAMES, type ExchangeSettings, type GraphSettings, type Seal } from '../../shared/links/settings.ts';
import { calendarChoice, email, participants } from '../http/parameters.ts';
import {
  clientId,
  credentialBody,
  credentialView,
  type SecretMissing,
  sealedCredential,
  secretMissing,
  tenant,
} from './credentialBody.ts';

const application = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('operator') }),
  z.strictObject({ kind: z.literal('own'), tenant, clientId, credential: credentialBody }),
]);

export const graphBody = z.strictObject({
  kind: z.literal('graph'),
  cloud: z.enum(CLOUD_NAMES).default('global'),
  application: application.default({ kind: 'operator' }),
  calendar: calendarChoice.optional(),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Helsinki'),
  testMailbox: email,
  participants: participants.exactOptional(),
});

/** The settings to store, with a sealed secret. A secret that is not given is taken from `stored`. */
export function graphSettings(
  { application: given, calendar, ...rest }: z.output<typeof graphBody>,
  stored: ExchangeSettings | undefined,
  seal: Seal,
): GraphSettings | SecretMissing {
  const plain = { ...rest, ...(calendar === undefined ? {} : { calendar }) };
  if (given.kind === 'operator') return { ...plain, application: given };
  const known = stored?.kind === 'graph' && stored.cloud === plain.cloud ? stored.application : undefined;
  // A stored secret is sent only for the application that it was entered for.
  const same = known?.kind === 'own' && known.tenant === given.tenant && known.clientId === given.clientId;
  const credential = sealedCredential(given.credential, same ? known.credential : undefined, seal);
  if (typeof credential === 'string') return secretMissing(`application.credential.${credential}`, stored);
  return { ...plain, application: { ...given, credential } };
}

/** PUT takes what GET answers, so that a client can change what it read. */
export function graphView({ application: own, ...shown }: GraphSettings): object {
  if (own.kind === 'operator') return { ...shown, application: own };
  return { ...shown, application: { ...own, credential: credentialView(own.credential) } };
}
