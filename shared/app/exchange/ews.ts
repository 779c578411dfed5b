// Connections over EWS joined: stored settings become mailboxes and the connection test.
// The code that speaks EWS is loaded when it is needed: most requests never need it.
import type { EwsConnection, EwsConnectionOptions } from '../../exchange/ews/connection/connection.ts';
import type { SignIn } from '../../exchange/ews/connection/signIn.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Clock, Ids, Meter } from '../../seams.ts';
import type { EwsSettings, ExchangeSignIn, Versioned } from '../../state/directory.ts';
import { openCredential, opened } from '../secrets/openCredential.ts';
import type { ExchangeAdapter } from './exchangeAdapter.ts';

export interface EwsParts {
  /** The private networks, as CIDR, in which servers of this company may stand. */
  readonly networksOf: (company: string) => readonly string[];
  /** For one request, from the connect to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly now: Clock;
  readonly newId: Ids;
  readonly meter?: Meter;
  /** Throws SealBroken. */
  readonly openSecret: (company: string, sealed: string) => string;
}

export function joinEws({ openSecret, networksOf, ...parts }: EwsParts): ExchangeAdapter<EwsSettings> {
  /** One a company as long as its settings stay the same: its links share its sockets. */
  const connections = new Map<string, Versioned<EwsConnection>>();

  function optionsOf(company: string, settings: EwsSettings): EwsConnectionOptions | ProblemCode {
    const { kind: _, signIn: sealed, testMailbox: __, calendar: ___, participants: ____, ...connection } = settings;
    const signIn = opened(() => openSignIn(sealed, (secret) => openSecret(company, secret)));
    return signIn === undefined
      ? 'password-unreadable'
      : { ...connection, ...parts, allowedNetworks: networksOf(company), signIn };
  }

  async function connect(
    company: string,
    { value, etag }: Versioned<EwsSettings>,
  ): Promise<EwsConnection | ProblemCode> {
    const known = connections.get(company);
    if (known?.etag === etag) return known.value;
    const options = optionsOf(company, value);
    if (typeof options === 'string') return options;
    const { createEwsConnection } = await import('../../exchange/ews/connection/connection.ts');
    const connection = createEwsConnection(options);
    // The former one is not closed: runs under way end with it, and its idle sockets end by themselves.
    connections.set(company, { value: connection, etag });
    return connection;
  }

  return {
    async mailbox(company, settings, { address, calendar = settings.value.calendar }) {
      const connection = await connect(company, settings);
      if (typeof connection === 'string') return connection;
      const { createEwsMailbox } = await import('../../exchange/ews/mailbox.ts');
      return { mailbox: createEwsMailbox(connection, address, calendar), connection: settings.etag };
    },

    async test(company, settings, { mailbox, write = false, outsider }) {
      const options = optionsOf(company, settings);
      if (typeof options === 'string') return options;
      const { probeEws } = await import('../../exchange/ews/probe/probe.ts');
      const { calendar } = settings;
      const where = { testMailbox: mailbox ?? settings.testMailbox, ...(calendar ? { calendar } : {}) };
      return probeEws({ ...options, ...where, write, ...(outsider === undefined ? {} : { outsider }) });
    },
  };
}

/** The sign-in with its secrets opened. Throws SealBroken. */
function openSignIn(sealed: ExchangeSignIn, open: (secret: string) => string): SignIn {
  if (sealed.method !== 'oauth') {
    const { method, account, sealedPassword } = sealed;
    return { method, account, password: open(sealedPassword) };
  }
  const { credential, ...application } = sealed;
  return { ...application, credential: openCredential(credential, open) };
}
