// The application that signs in to Microsoft 365 for a company: its own, or the operator's after the organisation's
// consent.
// And where: the clouds of Microsoft, or their stand-in on a developer's machine.
import type { TokenCredential } from '@azure/identity';
import type { Instant } from '../../calendar/event.ts';
import type { Config, MicrosoftApplication } from '../../config.ts';
import type { GraphConnectionOptions } from '../../exchange/graph/connection/connection.ts';
import { CLOUDS, type Cloud } from '../../exchange/graph/http/clouds.ts';
import type { ApplicationCredential } from '../../net/tokens.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Clock, Meter } from '../../seams.ts';
import type { Directory, GraphSettings } from '../../state/directory.ts';
import type { CloudName } from '../../sync/ports/exchangeNames.ts';
import { openCredential, opened } from '../secrets/openCredential.ts';

export interface GraphApplicationParts {
  readonly config: Pick<Config, 'microsoft' | 'localMicrosoft' | 'allowedNetworks'>;
  readonly now: Clock;
  readonly meter?: Meter;
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly directory: Pick<Directory, 'consents'>;
  /** The managed identity of the function app. */
  readonly identity: TokenCredential;
  /** Throws SealBroken. */
  readonly openSecret: (company: string, sealed: string) => string;
}

export interface SignedInApplication {
  readonly connection: GraphConnectionOptions;
  /** Of the consent; absent for an application of the company's own. */
  readonly grantedAt?: Instant;
}

/** With what a company's connection signs in. */
export async function graphApplication(
  parts: GraphApplicationParts,
  company: string,
  { cloud, application }: GraphSettings,
): Promise<SignedInApplication | ProblemCode> {
  if (application.kind === 'own') {
    const { tenant, clientId } = application;
    const open = (sealed: string) => parts.openSecret(company, sealed);
    const credential = opened(() => openCredential(application.credential, open));
    if (!credential) return 'password-unreadable';
    return { connection: { ...cloudOptions(parts, cloud), tenant, clientId, credential } };
  }
  const operators = operatorsApplication(parts, cloud);
  if (!operators) return 'consent-not-offered';
  const consent = await parts.directory.consents.get(company);
  if (consent?.cloud !== cloud) return 'consent-missing';
  const { tenant, grantedAt } = consent;
  return { connection: { ...operators, tenant }, grantedAt };
}

/**
 * The operator's application in a cloud, in no organisation yet. It is registered in one cloud; undefined in others.
 */
export function operatorsApplication(
  parts: GraphApplicationParts,
  cloud: CloudName,
): Omit<GraphConnectionOptions, 'tenant'> | undefined {
  const { microsoft } = parts.config;
  if (microsoft?.cloud !== cloud) return undefined;
  const credential = credentialOf(microsoft.credential, parts.identity, cloud);
  return { ...cloudOptions(parts, cloud), clientId: microsoft.clientId, credential };
}

const cloudOptions = ({ config, now, meter, timeoutMs }: GraphApplicationParts, cloud: CloudName) => ({
  ...reachableCloud(config, cloud),
  // The hosts are Microsoft's, or the local stand-in: no company names them, so none has networks of its own here.
  allowedNetworks: config.allowedNetworks,
  timeoutMs,
  now,
  ...(meter ? { meter } : {}),
});

/** The stand-in on a developer's machine serves each cloud; the audience of tokens stays Microsoft's. */
function reachableCloud(
  { localMicrosoft: local }: GraphApplicationParts['config'],
  name: CloudName,
): { cloud: Cloud; caCertificate?: string } {
  const cloud = CLOUDS[name];
  if (!local) return { cloud };
  return { cloud: { ...cloud, loginUrl: local.url, graphUrl: local.url }, caCertificate: local.caCertificate };
}

function credentialOf(
  credential: MicrosoftApplication['credential'],
  identity: TokenCredential,
  cloud: CloudName,
): ApplicationCredential {
  if (credential.kind !== 'managedIdentity') return credential;
  const assertion = async (): Promise<string> => {
    const token = await identity.getToken(`${CLOUDS[cloud].exchangeAudience}/.default`);
    if (!token) throw new Error('the managed identity gave no token');
    return token.token;
  };
  return { kind: 'federated', assertion };
}
