// `npm run exchange`: the local Exchange alone, for foreign clients, until Ctrl-C.
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemClock } from '../../shared/seams.ts';
import type { Account } from './accounts/accounts.ts';
import { type CliOptions, readOptions, USAGE } from './cliOptions.ts';
import type { Organisation, Person } from './entra/organisations.ts';
import { decodeIcs } from './ics/bytes.ts';
import { type LocalExchange, startExchange } from './server.ts';

const TLS_FOLDER = join('.local', 'exchange-tls');
const SERVICE_ACCOUNT: Account = { name: 'EXAMPLE\\svc-sync', password: 'local-only', impersonates: 'all' };

const ownAccount = (address: string): Account => ({
  name: `EXAMPLE\\${address.slice(0, address.indexOf('@'))}`,
  password: 'local-only',
  mailbox: address,
  impersonates: [],
});

/** Loads each calendar once: a kept mailbox that has items already holds it. */
function fill(exchange: LocalExchange, { ics }: CliOptions): void {
  for (const { mailbox, file } of ics) {
    if (exchange.person(mailbox).list().length > 0) continue;
    const { loaded, remarks } = load(exchange, mailbox, file);
    console.log(`${mailbox}: ${loaded} events from ${file}${remarks.length > 0 ? `, ${remarks.length} remarks:` : ''}`);
    for (const { uid, remark } of remarks) console.log(`  ${uid}: ${remark}`);
  }
}

function load(exchange: LocalExchange, mailbox: string, file: string) {
  try {
    return exchange.loadIcs(mailbox, decodeIcs(readFileSync(file)));
  } catch (error) {
    throw new Error(`The file "${file}" cannot be read as a calendar.`, { cause: error });
  }
}

function accountsOf({ mailboxes, delegate }: CliOptions): Account[] {
  const opens = delegate && mailboxes.map((mailbox) => ({ mailbox, rights: delegate }));
  const delegates: Account[] = opens
    ? [{ name: 'EXAMPLE\\svc-delegate', password: 'local-only', impersonates: [], opens }]
    : [];
  return [SERVICE_ACCOUNT, ...delegates, ...mailboxes.map(ownAccount)];
}

/** The organisation of all mailboxes, with one administrator. The owners of the mailboxes are ordinary members. */
function organisationOf({ mailboxes }: CliOptions): Organisation {
  const domains = [...new Set(mailboxes.map((mailbox) => mailbox.slice(mailbox.lastIndexOf('@') + 1).toLowerCase()))];
  const administrator: Person = { name: `admin@${domains[0]}`, roles: ['Global Administrator'] };
  const members = mailboxes.map((name): Person => ({ name, roles: [] }));
  return { tenant: '5f2a6d3e-0c1b-4a7d-9e8f-1b2c3d4e5f60', domains, people: [administrator, ...members] };
}

async function run(options: CliOptions): Promise<void> {
  const tls = options.state === undefined ? TLS_FOLDER : join(dirname(options.state), 'exchange-tls');
  mkdirSync(tls, { recursive: true });
  const { port, mailboxes, version, schemes, channelBinding, apps, concurrency, batch } = options;
  const exchange = await startExchange({
    ...{ port, mailboxes, version, schemes, channelBinding, apps, tls },
    accounts: accountsOf(options),
    ...(options.registrations.length > 0 && {
      organisations: [organisationOf(options)],
      registrations: options.registrations,
    }),
    clock: systemClock,
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
    ...(options.skewSeconds !== undefined && { clockSkewMs: options.skewSeconds * 1000 }),
    ...(options.state !== undefined && { stateFile: options.state }),
  });
  exchange.behaviour.throttleEvery(options.throttle);
  exchange.behaviour.limit({ ...(concurrency > 0 && { concurrency }), ...(batch > 0 && { batch }) });
  try {
    fill(exchange, options);
  } catch (error) {
    await exchange.close();
    throw error;
  }
  const stop = () => {
    void exchange.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  announce(exchange, options, join(tls, 'ca.pem'));
}

function announce(exchange: LocalExchange, options: CliOptions, caFile: string): void {
  const { version, schemes, apps, registrations, delegate } = options;
  console.log(`EWS          ${exchange.url}`);
  console.log(`Graph        ${exchange.graph.url}`);
  console.log(`CA           ${caFile}`);
  console.log(`server       ${version}, sign-in by ${schemes.join(', ')}`);
  for (const { name, password, mailbox, impersonates } of exchange.accounts) {
    const may = impersonates === 'all' ? '(impersonates every mailbox)' : `(${delegate} on every mailbox)`;
    console.log(`account      ${name} ${password} ${mailbox ?? may}`);
  }
  for (const { tenant, clientId } of apps) {
    console.log(`app          ${clientId} at ${new URL(exchange.url).origin}/${tenant}`);
  }
  for (const { clientId } of registrations) {
    const { tenant, people } = organisationOf(options);
    console.log(`operator app ${clientId} at ${new URL(exchange.url).origin}, for ${tenant} (${people[0]?.name})`);
  }
  console.log('Ctrl-C ends it.');
}

if (import.meta.main) {
  const options = readOptions(process.argv.slice(2));
  if (typeof options === 'string') {
    console.error(`${options}\n\n${USAGE}`);
    process.exitCode = 2;
  } else {
    await run(options).catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    });
  }
}
