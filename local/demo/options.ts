// The command line of the demonstration.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TimeZoneId } from '../../shared/calendar/event.ts';
import { windowsFromIana } from '../../shared/calendar/zones/windowsZones.ts';
import { createAddressRule } from '../../shared/net/address.ts';
import { isCertificate } from '../../shared/net/certificates.ts';
import { readCalendarFile } from '../calendarFile.ts';
import type { IcsCalendar } from '../exchange/ics/ics.ts';

export interface DemoOptions {
  /** The events that are loaded into the mailbox. */
  readonly calendar: IcsCalendar;
  /** The calendar is that of a person, and not the one that comes with the demonstration. */
  readonly isOwnCalendar: boolean;
  /** The number of entries that are pushed into the source. */
  readonly entries: number;
  readonly json: boolean;
  /** The product reaches the mailbox over Microsoft Graph. People stay on EWS. */
  readonly graph: boolean;
  /** The play is repeated with the mailbox of somebody who lives in this zone. */
  readonly ownerZone: TimeZoneId | undefined;
  /** An Exchange other than the local one. */
  readonly foreign: ForeignExchange | undefined;
}

export interface ForeignExchange {
  readonly url: string;
  readonly account: string;
  readonly password: string;
  readonly mailbox: string;
  readonly caCertificate?: string;
  readonly allowedNetworks: readonly string[];
}

export const USAGE = `npm run demo -- [options]
  --ics FILE              the calendar in the mailbox (default: a small one that comes with the demonstration)
  --entries N             how many entries are pushed; a third of them stand in the calendar already (default: 30)
  --graph                 the product reaches the mailbox over Microsoft Graph instead of EWS, people do not; at the end
                          the events are read over both and compared
  --owner-zone ZONE       play it a second time with a mailbox whose owner lives in this time zone, for instance
                          Pacific/Auckland, and compare: the events have to be the same
  --json                  one JSON object as the last line
against a test mailbox of another Exchange (with --ics, its events are created there and deleted at the end):
  --exchange URL          https://host/EWS/Exchange.asmx
  --account ACCOUNT       the service account, DOMAIN\\user or an address
  --password-env NAME     the environment variable that holds its password
  --mailbox ADDRESS       the test mailbox
  --ca FILE               a CA to trust for this server, in PEM
  --allow-network CIDR    a private network in which the server stands; can be repeated`;

/** Each edit of the second half needs its own entry. */
const ENTRIES_MIN = 15;
const ENTRIES_MAX = 100_000;

/** The options, or a sentence that names the mistake. */
export function readOptions(args: readonly string[], environment: NodeJS.ProcessEnv): DemoOptions | string {
  try {
    const values = parse(args);
    const entries = /^\d+$/.test(values.entries) ? Number(values.entries) : Number.NaN;
    if (!(entries >= ENTRIES_MIN && entries <= ENTRIES_MAX)) {
      return `--entries takes a number from ${ENTRIES_MIN} to ${ENTRIES_MAX}, not "${values.entries}".`;
    }
    const foreign = readForeign(values, environment);
    if (typeof foreign === 'string') return foreign;
    const ownerZone = values['owner-zone'];
    if (ownerZone !== undefined && windowsFromIana(ownerZone) === undefined) {
      return `--owner-zone takes a time zone such as Pacific/Auckland, not "${ownerZone}".`;
    }
    const calendar = readCalendarFile(values.ics ?? builtInCalendar);
    return {
      calendar,
      isOwnCalendar: values.ics !== undefined,
      entries,
      json: values.json,
      graph: values.graph,
      ownerZone,
      foreign,
    };
  } catch (error) {
    // parseArgs throws a sentence for each mistake, and so does a file that is not a calendar.
    return error instanceof Error ? error.message : String(error);
  }
}

const builtInCalendar = join(import.meta.dirname, 'calendar.ics');

type Values = ReturnType<typeof parse>;

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      ics: { type: 'string' },
      entries: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
      graph: { type: 'boolean', default: false },
      'owner-zone': { type: 'string' },
      exchange: { type: 'string' },
      account: { type: 'string' },
      'password-env': { type: 'string' },
      mailbox: { type: 'string' },
      ca: { type: 'string' },
      'allow-network': { type: 'string', multiple: true, default: [] },
    },
  }).values;

const ONLY_WITH_EXCHANGE = ['account', 'password-env', 'mailbox', 'ca'] as const;

function readForeign(values: Values, environment: NodeJS.ProcessEnv): ForeignExchange | undefined | string {
  const { exchange: url, account, mailbox, ca } = values;
  if (url === undefined) {
    const alone = ONLY_WITH_EXCHANGE.find((name) => values[name] !== undefined);
    return alone === undefined ? undefined : `--${alone} is for another Exchange: name it with --exchange.`;
  }
  const passwordName = values['password-env'];
  if (account === undefined || passwordName === undefined || mailbox === undefined) {
    return '--exchange also needs --account, --password-env and --mailbox.';
  }
  if (values['owner-zone'] !== undefined) return '--owner-zone is for the local mailbox; leave it out with --exchange.';
  if (values.graph) return '--graph is for the local mailbox; leave it out with --exchange.';
  if (!isExchangeUrl(url)) return `--exchange takes https://host/EWS/Exchange.asmx, not "${url}".`;
  if (!mailbox.includes('@')) return `--mailbox takes an address, not "${mailbox}".`;
  const allowedNetworks = values['allow-network'];
  if (!areNetworks(allowedNetworks)) return '--allow-network takes a network such as 10.0.0.0/8.';
  const password = environment[passwordName];
  if (!password) return `The environment variable ${passwordName} holds no password.`;
  const foreign = { url, account, password, mailbox: mailbox.toLowerCase(), allowedNetworks };
  if (ca === undefined) return foreign;
  const caCertificate = readText(ca);
  if (caCertificate === undefined) return `The file ${ca} cannot be read.`;
  return isCertificate(caCertificate) ? { ...foreign, caCertificate } : `The file ${ca} is no certificate in PEM.`;
}

function isExchangeUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && /^\/ews\/exchange\.asmx$/i.test(url.pathname);
}

function areNetworks(networks: readonly string[]): boolean {
  try {
    createAddressRule(networks);
    return true;
  } catch {
    return false;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
