// `npm run exchange`: the local Exchange alone, for foreign clients, until Ctrl-C.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../shared/seams.ts';
import type { Account } from './accounts.ts';
import { type LocalExchange, startExchange } from './server.ts';
import { type EwsVersion, isVersion, VERSIONS } from './versions.ts';

const USAGE = `npm run exchange -- [options]
  --port N             port on 127.0.0.1 (default: a free one)
  --mailbox ADDRESS    a mailbox, with an account of its own; can be repeated (default: ada@example.com)
  --ics MAILBOX=FILE   fills a mailbox from a .ics file; can be repeated
  --version VERSION    ${VERSIONS.join(', ')} (default: Exchange2016)
  --throttle N         answers every Nth request with ErrorServerBusy
  --state FILE         keeps mailboxes between starts`;

const DOMAIN = 'example.com';
const TLS_FOLDER = join('.local', 'exchange-tls');
const SERVICE_ACCOUNT: Account = { name: 'EXAMPLE\\svc-sync', password: 'local-only', impersonates: 'all' };
const PORT_MAX = 65_535;

/** What the command line asks for. */
export interface CliOptions {
  readonly port: number;
  readonly mailboxes: readonly string[];
  readonly ics: readonly { readonly mailbox: string; readonly file: string }[];
  readonly version: EwsVersion;
  readonly throttle: number;
  readonly state: string | undefined;
}

/** The options, or the sentence that says what is wrong with them. */
export function readOptions(args: readonly string[]): CliOptions | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        mailbox: { type: 'string', multiple: true, default: [] },
        ics: { type: 'string', multiple: true, default: [] },
        version: { type: 'string', default: 'Exchange2016' },
        throttle: { type: 'string', default: '0' },
        state: { type: 'string' },
      },
    });
    const port = wholeNumber(values.port, PORT_MAX);
    if (port === undefined) return `--port takes a number from 0 to ${PORT_MAX}, not "${values.port}".`;
    const throttle = wholeNumber(values.throttle, Number.MAX_SAFE_INTEGER);
    if (throttle === undefined) return `--throttle takes a number, not "${values.throttle}".`;
    if (!isVersion(values.version)) return `--version takes one of ${VERSIONS.join(', ')}, not "${values.version}".`;
    const ics = values.ics.map(icsOption);
    for (const option of ics) if (typeof option === 'string') return option;
    const files = ics.filter((option) => typeof option !== 'string');
    const named = [...values.mailbox.map(addressOf), ...files.map(({ mailbox }) => mailbox)];
    const mailboxes = [...new Set(named.length > 0 ? named : [addressOf('ada')])];
    return { port, mailboxes, ics: files, version: values.version, throttle, state: values.state };
  } catch (error) {
    // parseArgs throws a sentence for each way of misusing it.
    return error instanceof Error ? error.message : String(error);
  }
}

function wholeNumber(text: string, max: number): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && value <= max ? value : undefined;
}

function icsOption(text: string): CliOptions['ics'][number] | string {
  const at = text.indexOf('=');
  if (at < 1) return `--ics takes MAILBOX=FILE, not "${text}".`;
  const file = text.slice(at + 1);
  if (!existsSync(file)) return `There is no file "${file}" to fill a mailbox from.`;
  return { mailbox: addressOf(text.slice(0, at)), file };
}

/** `ada` is short for `ada@example.com`. */
const addressOf = (name: string): string => (name.includes('@') ? name : `${name}@${DOMAIN}`);

const ownAccount = (address: string): Account => ({
  name: `EXAMPLE\\${address.slice(0, address.indexOf('@'))}`,
  password: 'local-only',
  mailbox: address,
  impersonates: [],
});

/** A calendar is loaded once: a kept mailbox that has items already has it. */
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
    return exchange.loadIcs(mailbox, readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`The file "${file}" cannot be read as a calendar.`, { cause: error });
  }
}

async function run(options: CliOptions): Promise<void> {
  const tls = options.state === undefined ? TLS_FOLDER : join(dirname(options.state), 'exchange-tls');
  mkdirSync(tls, { recursive: true });
  const exchange = await startExchange({
    port: options.port,
    mailboxes: options.mailboxes,
    accounts: [SERVICE_ACCOUNT, ...options.mailboxes.map(ownAccount)],
    version: options.version,
    tls,
    clock: systemClock,
    ...(options.state !== undefined && { stateFile: options.state }),
  });
  exchange.behaviour.throttleEvery(options.throttle);
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
  console.log(`EWS          ${exchange.url}`);
  console.log(`CA           ${join(tls, 'ca.pem')}`);
  for (const { name, password, mailbox } of exchange.accounts) {
    console.log(`account      ${name} ${password} ${mailbox ?? '(impersonates every mailbox)'}`);
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
