// npm start: the product on this machine, until Ctrl-C. State is kept in .local between starts. With --graph it uses
// Microsoft Graph of the local Exchange instead of EWS, with its own state.
// Usage: npm start [-- --graph] [--source severa|ivanti] [--port N] [--exchange-port N] [--ics MAILBOX=FILE ...] [--verbose]
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type ApplicationName, readApplicationName } from './applications.ts';
import { addCalendar, readCalendarFile } from './calendarFile.ts';
import type { IcsCalendar } from './exchange/ics/ics.ts';
import type { HostLog } from './host/invoke.ts';
import { type Product, startProduct, users } from './product.ts';

const parentPollMs = 250;
/** Without storage, runs under way only end after all retries of their requests: nothing they do is saved. */
const endWithoutStorageMs = 5_000;
const states = join(import.meta.dirname, '..', '.local');

/** A mistake in the command line: exit status 2. Later failures have exit status 1. */
class Usage extends Error {}

interface Filling {
  readonly mailbox: string;
  readonly file: string;
  readonly calendar: IcsCalendar;
}

try {
  const { over, source, port, exchangePort, fillings, verbose } = readArguments();
  const stopped = stopSignal();
  const folder = join(states, ...(over === 'graph' ? ['graph'] : []), ...(source ? [source] : []));
  const product = await startProduct({
    ...{ folder, over, source, notified: over === 'graph', port, exchangePort },
    schedule: '*/30 * * * * *',
    log: logger(verbose),
  });
  try {
    for (const filling of fillings) fill(product, filling, verbose);
    tellReady(product, folder, verbose);
    await Promise.race([stopped, endOfStorage(product)]);
  } finally {
    await product.stop();
  }
  process.exit(0);
} catch (error) {
  console.error(sentenceOf(error));
  process.exit(error instanceof Usage ? 2 : 1);
}

function readArguments() {
  const { values } = parse();
  return {
    over: values.graph ? ('graph' as const) : ('ews' as const),
    source: values.source === undefined ? undefined : readSource(values.source),
    port: readPort('--port', values.port),
    exchangePort: readPort('--exchange-port', values['exchange-port']),
    fillings: values.ics.map(readFilling),
    verbose: values.verbose,
  };
}

function parse() {
  try {
    return parseArgs({
      options: {
        graph: { type: 'boolean', default: false },
        source: { type: 'string' },
        port: { type: 'string', default: '7071' },
        'exchange-port': { type: 'string', default: '7443' },
        ics: { type: 'string', multiple: true, default: [] },
        verbose: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    // parseArgs names the option and its mistake.
    throw new Usage(sentenceOf(error));
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function readSource(text: string): ApplicationName {
  const name = readApplicationName(text);
  if (typeof name === 'string') return name;
  throw new Usage(name.wrong);
}

function readPort(option: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Usage(`${option} takes a number from 0 to 65535.`);
}

/** `ada=FILE` or `ada@example.com=FILE`. */
function readFilling(argument: string): Filling {
  const [name = '', ...rest] = argument.split('=');
  const file = rest.join('=');
  if (file === '') throw new Usage('--ics takes MAILBOX=FILE, for instance ada=calendar.ics.');
  const user = users.find(({ email }) => email === name.toLowerCase() || email.split('@')[0] === name.toLowerCase());
  if (!user)
    throw new Usage(`There is no mailbox ${name}: --ics takes ${users.map(({ email }) => email).join(' or ')}.`);
  try {
    return { mailbox: user.email, file, calendar: readCalendarFile(file) };
  } catch (error) {
    throw new Usage(sentenceOf(error));
  }
}

function fill({ exchange }: Product, { mailbox, file, calendar }: Filling, verbose: boolean): void {
  addCalendar(exchange.person(mailbox), calendar);
  const { remarks } = calendar;
  if (remarks.length > 0)
    console.error(`${file}: ${remarks.length} remarks on what does not fit (--verbose shows them)`);
  if (verbose) for (const { uid, remark } of remarks) console.error(`  ${uid}: ${remark}`);
}

/**
 * Resolves at the first Ctrl-C, SIGTERM or closed terminal. Later signals change nothing: npm passes on the signal that
 * the terminal has already sent. Under npm, a SIGTERM only reaches the shell between npm and this process. The shell
 * ends without passing it on, so a new parent process means the same.
 */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && resolve(), parentPollMs).unref();
  });
}

function tellReady(
  { api, apiKey, application, exchange, isConnectionOthers }: Product,
  folder: string,
  verbose: boolean,
): void {
  const state = relative(join(states, '..'), folder);
  if (isConnectionOthers) {
    console.log(
      `The connection to Exchange was changed, and stays as it is. The local Exchange is at ${exchange.url}.`,
    );
  }
  console.log(`exchange-calendar-sync is ready at ${api}/health (keys: ${state}/settings.json; Ctrl-C stops)`);
  if (application) {
    const { name, url } = application;
    console.log(`The local ${name} is at ${url} (keys: ${state}/application.json). It begins anew at each start.`);
  }
  if (!verbose) return;
  console.log(`  Exchange: ${exchange.url}, its CA: ${state}/exchange-tls/ca.pem`);
  console.log(`  Try: curl -H 'Authorization: Bearer ${apiKey}' ${api}/users`);
}

/** Rejects when Azurite dies. The process then ends soon, also where a part of the product cannot be stopped any more. */
async function endOfStorage({ azurite }: Product): Promise<never> {
  await azurite.died;
  const sentence =
    'The storage emulator Azurite ended, so everything is stopped. What it had written is kept: start again.';
  setTimeout(() => {
    console.error(sentence);
    process.exit(1);
  }, endWithoutStorageMs).unref();
  throw new Error(sentence);
}

/** One line for each failure. With --verbose it logs everything, including the errors. */
function logger(verbose: boolean): HostLog {
  return (level, line, error) => {
    if (verbose) console.error(`${level}: ${line}`, ...(error === undefined ? [] : [error]));
    else if (level === 'warning' || level === 'error' || level === 'critical') console.error(line);
  };
}
