// Settings as they come from the environment: what is missing or wrong is named, and no value is repeated.
import { describe, expect, it } from 'vitest';
import { ConfigInvalid, readConfig } from '../../shared/config.ts';
import { CA_CERTIFICATE, SERVER_CERTIFICATE, SERVER_KEY } from './exchange/ews/loopbackIdentity.ts';

const key = Buffer.alloc(32, 7);
const good = {
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  STATE_STORAGE: 'DefaultEndpointsProtocol=https;AccountName=state;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net',
  ENCRYPTION_KEY: key.toString('base64'),
  MARKS_KEY: Buffer.alloc(32, 6).toString('base64'),
  OPERATOR_KEY: 'o'.repeat(32),
};

const refusal = (environment: Record<string, string | undefined>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('readConfig', () => {
  it('reads connection strings, the key and the defaults', () => {
    expect(readConfig(good)).toEqual({
      queues: { kind: 'connectionString', connectionString: good.AzureWebJobsStorage },
      state: { kind: 'connectionString', connectionString: good.STATE_STORAGE },
      encryptionKey: new Uint8Array(key),
      formerEncryptionKeys: [],
      marksKey: new Uint8Array(Buffer.alloc(32, 6)),
      operatorKey: good.OPERATOR_KEY,
      allowedNetworks: [],
      companyNetworks: new Map(),
      localUsers: false,
    });
  });

  it('reads former keys in their order, and refuses what is none and what is there twice', () => {
    const [one, two] = [Buffer.alloc(32, 8), Buffer.alloc(32, 9)];
    const list = (keys: readonly Buffer[]) => keys.map((each) => each.toString('base64')).join(', ');
    const read = readConfig({ ...good, FORMER_ENCRYPTION_KEYS: list([one, two]) });
    expect(read.formerEncryptionKeys).toEqual([new Uint8Array(one), new Uint8Array(two)]);
    expect(readConfig({ ...good, FORMER_ENCRYPTION_KEYS: '' }).formerEncryptionKeys).toEqual([]);
    expect(refusal({ ...good, FORMER_ENCRYPTION_KEYS: 'c2hvcnQ=' })).toBe(
      'Settings: FORMER_ENCRYPTION_KEYS must be a comma-separated list of keys of 32 bytes in base64.',
    );
    for (const twice of [[key], [one, one]]) {
      expect(refusal({ ...good, FORMER_ENCRYPTION_KEYS: list(twice) })).toBe(
        'Settings: FORMER_ENCRYPTION_KEYS must not hold ENCRYPTION_KEY, or a key twice.',
      );
    }
  });

  it('the address of an account means the managed identity', () => {
    const url = 'https://state.table.core.windows.net';
    const queueUrl = 'https://jobs.queue.core.windows.net';
    const { AzureWebJobsStorage: _, ...rest } = good;
    const config = readConfig({
      ...rest,
      STATE_STORAGE: url,
      AzureWebJobsStorage__queueServiceUri: queueUrl,
      AZURE_CLIENT_ID: 'identity-1',
    });
    expect(config.identityClientId).toBe('identity-1');
    expect(config.state).toEqual({ kind: 'managedIdentity', url });
    expect(config.queues).toEqual({ kind: 'managedIdentity', url: queueUrl });
  });

  it('an account without TLS is refused', () => {
    expect(refusal({ ...good, STATE_STORAGE: 'http://state.table.core.windows.net' })).toContain('STATE_STORAGE');
  });

  it('names every missing setting at once', () => {
    expect(refusal({})).toBe(
      'Settings: AzureWebJobsStorage is missing; STATE_STORAGE is missing; ENCRYPTION_KEY is missing; MARKS_KEY is missing; OPERATOR_KEY is missing.',
    );
  });

  it('names every wrong setting and repeats no value', () => {
    const wrong = {
      AzureWebJobsStorage: 'wrong-jobs',
      STATE_STORAGE: 'wrong-state',
      ENCRYPTION_KEY: 'wrong-key',
      MARKS_KEY: 'wrong-marks',
      OPERATOR_KEY: 'wrong-operator',
      ALLOWED_NETWORKS: 'wrong-network',
      LOCAL_USERS: 'wrong-choice',
    };
    const message = refusal(wrong);
    for (const name of Object.keys(wrong)) expect(message).toContain(name);
    expect(message).not.toContain('wrong');
  });

  it.each([31, 33])('an encryption key of %i bytes is refused', (bytes) => {
    expect(refusal({ ...good, ENCRYPTION_KEY: Buffer.alloc(bytes, 1).toString('base64') })).toContain('ENCRYPTION_KEY');
  });

  it('reads allowed networks of both families, blanks and empty parts aside', () => {
    const config = readConfig({ ...good, ALLOWED_NETWORKS: '127.0.0.0/8, ::1/128,' });
    expect(config.allowedNetworks).toEqual(['127.0.0.0/8', '::1/128']);
    expect(readConfig({ ...good, ALLOWED_NETWORKS: '' }).allowedNetworks).toEqual([]);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', 'example.com/8', '::1/129', '10.0.0.0/8;::1/128'])(
    'the network %s is refused',
    (network) => {
      expect(refusal({ ...good, ALLOWED_NETWORKS: network })).toContain('ALLOWED_NETWORKS');
    },
  );

  it('reads the networks of single companies, blanks and empty parts aside', () => {
    const read = (COMPANY_NETWORKS: string) => readConfig({ ...good, COMPANY_NETWORKS }).companyNetworks;
    expect(read('acme = 10.1.0.0/16, fd00::/8 ; other=10.2.0.0/16; walled=;')).toEqual(
      new Map([
        ['acme', ['10.1.0.0/16', 'fd00::/8']],
        ['other', ['10.2.0.0/16']],
        ['walled', []],
      ]),
    );
    expect(read('')).toEqual(new Map());
  });

  it.each([
    '10.0.0.0/8',
    'acme',
    'acme=10.0.0.0',
    'acme=10.0.0.0/8=x',
    'a b=10.0.0.0/8',
    '=10.0.0.0/8',
    'a=;a=10.0.0.0/8',
  ])('the networks %s of a company are refused', (networks) => {
    expect(refusal({ ...good, COMPANY_NETWORKS: networks })).toContain('COMPANY_NETWORKS');
  });

  it('local users are believed where they are switched on and it is not Azure', () => {
    expect(readConfig({ ...good, LOCAL_USERS: 'true' }).localUsers).toBe(true);
    expect(readConfig({ ...good, LOCAL_USERS: 'false', WEBSITE_INSTANCE_ID: 'a1' }).localUsers).toBe(false);
  });

  it('refuses to start with local users in Azure', () => {
    for (const name of ['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME', 'WEBSITE_POD_NAME', 'LEGION_SERVICE_HOST']) {
      expect(refusal({ ...good, LOCAL_USERS: 'true', [name]: 'a1' })).toContain('LOCAL_USERS');
      expect(refusal({ ...good, LOCAL_USERS: 'true', [name]: '' })).toContain('LOCAL_USERS');
    }
  });

  describe('with an application in Microsoft 365', () => {
    const microsoft = { ...good, MICROSOFT_CLIENT_ID: 'app-1', PUBLIC_URL: 'https://sync.example/api/' };

    it('without a secret the managed identity signs in, in the global cloud', () => {
      expect(readConfig(microsoft).microsoft).toEqual({
        cloud: 'global',
        clientId: 'app-1',
        credential: { kind: 'managedIdentity' },
        redirectUrl: 'https://sync.example/api/consent/callback',
      });
    });

    it('reads a secret, or a certificate with its key, also in one line', () => {
      const secret = { ...microsoft, MICROSOFT_CLIENT_SECRET: 's', MICROSOFT_CLOUD: 'china' };
      expect(readConfig(secret).microsoft).toMatchObject({
        cloud: 'china',
        credential: { kind: 'secret', secret: 's' },
      });
      const pem = `${SERVER_CERTIFICATE}\n${SERVER_KEY}`;
      for (const MICROSOFT_CERTIFICATE of [pem, pem.replaceAll('\n', '\\n')]) {
        expect(readConfig({ ...microsoft, MICROSOFT_CERTIFICATE }).microsoft?.credential).toEqual({
          kind: 'certificate',
          certificate: SERVER_CERTIFICATE.trim(),
          privateKey: SERVER_KEY.trim(),
        });
      }
    });

    it('empty settings are none', () => {
      const empty = { PUBLIC_URL: '', MICROSOFT_CLOUD: '', MICROSOFT_CLIENT_ID: '', MICROSOFT_CLIENT_SECRET: '' };
      expect(readConfig({ ...good, ...empty, MICROSOFT_CERTIFICATE: '', LOCAL_MICROSOFT_URL: '' })).toEqual(
        readConfig(good),
      );
    });

    it('with a public address Microsoft tells of changes, for as long as it gives unless less is asked for', () => {
      const url = 'https://sync.example/api/notifications/graph';
      expect(readConfig(microsoft).notifications).toEqual({ url, lifetimeMs: 10_080 * 60_000 });
      const { MICROSOFT_CLIENT_ID: _, ...withoutApplication } = { ...microsoft, NOTIFICATION_MINUTES: '45' };
      expect(readConfig(withoutApplication).notifications).toEqual({ url, lifetimeMs: 45 * 60_000 });
      expect(readConfig(good).notifications).toBeUndefined();
    });

    it.each([
      ['NOTIFICATION_MINUTES', { NOTIFICATION_MINUTES: '44' }],
      ['NOTIFICATION_MINUTES', { NOTIFICATION_MINUTES: '10081' }],
      ['NOTIFICATION_MINUTES', { NOTIFICATION_MINUTES: '1e3' }],
      ['PUBLIC_URL', { PUBLIC_URL: '' }],
      ['PUBLIC_URL', { PUBLIC_URL: 'http://sync.example/api' }],
      ['PUBLIC_URL', { PUBLIC_URL: 'https://sync.example/api?x=y' }],
      ['MICROSOFT_CLOUD', { MICROSOFT_CLOUD: 'moon' }],
      ['MICROSOFT_CERTIFICATE', { MICROSOFT_CERTIFICATE: SERVER_CERTIFICATE }],
      ['MICROSOFT_CERTIFICATE', { MICROSOFT_CERTIFICATE: `${CA_CERTIFICATE}\n${SERVER_KEY}` }],
      [
        'must not both be set',
        { MICROSOFT_CLIENT_SECRET: 's', MICROSOFT_CERTIFICATE: `${SERVER_CERTIFICATE}\n${SERVER_KEY}` },
      ],
    ])('a wrong %s is named', (name, wrong) => {
      const message = refusal({ ...microsoft, ...wrong });
      expect(message).toContain(name);
      expect(message).not.toMatch(/BEGIN|sync\.example|moon/);
    });

    it('this machine may be plain http, and a stand-in for Microsoft is for this machine only', () => {
      const local = {
        ...microsoft,
        PUBLIC_URL: 'http://127.0.0.1:7071/api',
        LOCAL_MICROSOFT_URL: 'https://localhost:1',
      };
      expect(readConfig({ ...local, LOCAL_MICROSOFT_CA: 'PEM' }).localMicrosoft).toEqual({
        url: 'https://localhost:1',
        caCertificate: 'PEM',
      });
      expect(refusal({ ...local, WEBSITE_SITE_NAME: 'app' })).toContain('LOCAL_MICROSOFT_URL');
    });
  });
});
