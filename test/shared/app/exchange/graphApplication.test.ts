// Whose application signs in to which cloud, and with which secret.
import { describe, expect, it } from 'vitest';
import { SealBroken } from '../../../../shared/access/secrets.ts';
import {
  type GraphApplicationParts,
  graphApplication,
  operatorsApplication,
} from '../../../../shared/app/exchange/graphApplication.ts';
import type { MicrosoftApplication } from '../../../../shared/config.ts';
import type { Consent } from '../../../../shared/state/consent.ts';
import type { GraphSettings } from '../../../../shared/state/directory.ts';

const GRAPH: GraphSettings = {
  kind: 'graph',
  cloud: 'usGovernment',
  application: { kind: 'operator' },
  timeZone: 'UTC',
  testMailbox: 'ada@example.com',
};
const operators: MicrosoftApplication = {
  cloud: 'usGovernment',
  clientId: 'operators-app',
  credential: { kind: 'secret', secret: 'of the operator' },
  redirectUrl: 'https://sync.example/api/consent/callback',
};

function parts(change: { consent?: Consent; config?: Partial<GraphApplicationParts['config']> } = {}) {
  const { consent, config = { microsoft: operators } } = change;
  const given: GraphApplicationParts = {
    config: { allowedNetworks: ['10.0.0.0/8'], ...config },
    now: () => 0,
    timeoutMs: 5,
    directory: {
      consents: {
        get: async () => consent,
        bind: async () => 'stale',
        release: async () => {},
        holder: async () => undefined,
        releaseFrom: async () => false,
        begin: async () => {},
        attempt: async () => undefined,
        end: async () => false,
      } as GraphApplicationParts['directory']['consents'],
    },
    identity: { getToken: async () => ({ token: 'of the identity', expiresOnTimestamp: 0 }) },
    openSecret(company, sealed) {
      if (company !== 'acme') throw new SealBroken('another company');
      return `${sealed}, opened`;
    },
  };
  return given;
}

describe('graphApplication', () => {
  it("is the operator's, in the organisation that consented in this cloud", async () => {
    const consent = { cloud: 'usGovernment', tenant: 't', grantedAt: 7 } as const;
    expect(await graphApplication(parts({ consent }), 'acme', GRAPH)).toMatchObject({
      connection: {
        tenant: 't',
        clientId: 'operators-app',
        credential: operators.credential,
        cloud: { graphUrl: 'https://graph.microsoft.us' },
        allowedNetworks: ['10.0.0.0/8'],
        timeoutMs: 5,
      },
      grantedAt: 7,
    });
    expect(await graphApplication(parts(), 'acme', GRAPH)).toBe('consent-missing');
    const elsewhere = { ...consent, cloud: 'global' } as const;
    expect(await graphApplication(parts({ consent: elsewhere }), 'acme', GRAPH)).toBe('consent-missing');
    expect(await graphApplication(parts({ consent }), 'acme', { ...GRAPH, cloud: 'global' })).toBe(
      'consent-not-offered',
    );
  });

  it("is the company's own, with its secret opened", async () => {
    const credential = { kind: 'secret', sealedSecret: 's' } as const;
    const own = { ...GRAPH, application: { kind: 'own', tenant: 't', clientId: 'c', credential } } as const;
    const application = await graphApplication(parts({ config: {} }), 'acme', own);
    expect(application).toMatchObject({
      connection: { tenant: 't', clientId: 'c', credential: { kind: 'secret', secret: 's, opened' } },
    });
    expect(application).not.toHaveProperty('grantedAt');
    expect(await graphApplication(parts(), 'other', own)).toBe('password-unreadable');
  });
});

describe('operatorsApplication', () => {
  it('goes to the stand-in of a developer, with the audience of Microsoft', () => {
    const localMicrosoft = { url: 'https://127.0.0.1:8443', caCertificate: 'PEM' };
    const application = operatorsApplication(
      parts({ config: { microsoft: operators, localMicrosoft } }),
      'usGovernment',
    );
    expect(application).toMatchObject({
      caCertificate: 'PEM',
      cloud: { loginUrl: localMicrosoft.url, graphUrl: localMicrosoft.url, resourceUrl: 'https://graph.microsoft.us' },
    });
  });

  it('with a managed identity, its token stands for the application', async () => {
    const microsoft = { ...operators, credential: { kind: 'managedIdentity' } } as const;
    const application = operatorsApplication(parts({ config: { microsoft } }), 'usGovernment');
    const credential = application?.credential;
    expect(credential?.kind === 'federated' && (await credential.assertion())).toBe('of the identity');
  });
});
