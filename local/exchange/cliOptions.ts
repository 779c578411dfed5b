// The options of `npm run exchange`, and a sentence for each mistake in them.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Rights } from './accounts/accounts.ts';
import type { App } from './entra/app.ts';
import type { Registration } from './entra/organisations.ts';
import { FULL_ACCESS } from './entra/tokens.ts';
import type { ChannelBinding } from './ntlm/verify.ts';
import type { Scheme } from './signIn/signIn.ts';
import { type ExchangeServer, isServer, SERVERS } from './soap/versions.ts';
import { knownZone } from './zones/zones.ts';

const SCHEMES: readonly Scheme[] = ['Basic', 'NTLM', 'Negotiate', 'Bearer'];
const BINDINGS: readonly ChannelBinding[] = ['none', 'allow', 'require'];
const RIGHTS: readonly Rights[] = ['FullAccess', 'CalendarEditor', 'CalendarReviewer', 'None'];

export const USAGE = `npm run exchange -- [options]
  --port N                 port on 127.0.0.1 (default: a free one)
  --mailbox ADDRESS        a mailbox, with an account of its own; can be repeated (default: ada@example.com)
  --ics MAILBOX=FILE       fills a mailbox from a .ics file; can be repeated
  --time-zone ZONE         the Windows zone of the mailboxes' owners, such as "FLE Standard Time" (default: not set)
  --version VERSION        ${SERVERS.join(', ')} (default: Exchange2016)
  --scheme SCHEME          a sign-in that is offered: ${SCHEMES.join(', ')}; can be repeated (default: Basic)
  --channel-binding WHEN   for NTLM: ${BINDINGS.join(', ')} (default: allow)
  --app TENANT/ID=SECRET   an app that one organisation has let into EWS and Graph; can be repeated
  --operator-app ID=SECRET,REDIRECT
                           an app that the organisation of the mailboxes can let in on a page; REDIRECT is where it
                           sends the browser back; can be repeated
  --delegate RIGHTS        an account that opens every mailbox: ${RIGHTS.join(', ')}
  --throttle N             answers every Nth request with ErrorServerBusy
  --concurrency N          open requests that a mailbox allows
  --batch N                entries of one request that a mailbox allows
  --skew SECONDS           how far the server's Date header is ahead; negative for behind
  --state FILE             keeps mailboxes between starts`;

const DOMAIN = 'example.com';
const CALENDARS = 'Calendars.ReadWrite';
const PORT_MAX = 65_535;

/** The parsed command line. */
export interface CliOptions {
  readonly port: number;
  readonly mailboxes: readonly string[];
  readonly ics: readonly { readonly mailbox: string; readonly file: string }[];
  readonly timeZone: string | undefined;
  readonly version: ExchangeServer;
  readonly schemes: readonly Scheme[];
  readonly channelBinding: ChannelBinding;
  readonly apps: readonly App[];
  readonly registrations: readonly Registration[];
  readonly delegate: Rights | undefined;
  readonly throttle: number;
  /** 0 means no limit, here and in `batch`. */
  readonly concurrency: number;
  readonly batch: number;
  readonly skewSeconds: number | undefined;
  readonly state: string | undefined;
}

/** The options, or a sentence that names the mistake. */
export function readOptions(args: readonly string[]): CliOptions | string {
  try {
    return understood(parseOptions(args));
  } catch (error) {
    // Both throw a sentence for each mistake.
    return error instanceof Error ? error.message : String(error);
  }
}

type Values = ReturnType<typeof parseOptions>;

const parseOptions = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      mailbox: { type: 'string', multiple: true, default: [] },
      ics: { type: 'string', multiple: true, default: [] },
      'time-zone': { type: 'string' },
      version: { type: 'string', default: 'Exchange2016' },
      scheme: { type: 'string', multiple: true, default: [] },
      'channel-binding': { type: 'string', default: 'allow' },
      app: { type: 'string', multiple: true, default: [] },
      'operator-app': { type: 'string', multiple: true, default: [] },
      delegate: { type: 'string' },
      throttle: { type: 'string', default: '0' },
      concurrency: { type: 'string', default: '0' },
      batch: { type: 'string', default: '0' },
      skew: { type: 'string' },
      state: { type: 'string' },
    },
  }).values;

function understood(values: Values): CliOptions {
  if (!isServer(values.version))
    throw new Error(`--version takes one of ${SERVERS.join(', ')}, not "${values.version}".`);
  const ics = values.ics.map(icsOption);
  const named = [...values.mailbox.map(addressOf), ...ics.map(({ mailbox }) => mailbox)];
  const apps = values.app.map(appOption);
  const offered = values.scheme.map((scheme) => oneOf('--scheme', scheme, SCHEMES));
  const schemes: readonly Scheme[] = apps.length > 0 ? ['Basic', 'Bearer'] : ['Basic'];
  return {
    port: wholeNumber('--port', values.port, PORT_MAX),
    mailboxes: [...new Set(named.length > 0 ? named : [addressOf('ada')])],
    ics,
    timeZone: values['time-zone'] === undefined ? undefined : zoneOf(values['time-zone']),
    version: values.version,
    schemes: offered.length > 0 ? offered : schemes,
    channelBinding: oneOf('--channel-binding', values['channel-binding'], BINDINGS),
    apps,
    registrations: values['operator-app'].map(operatorAppOption),
    delegate: values.delegate === undefined ? undefined : oneOf('--delegate', values.delegate, RIGHTS),
    throttle: wholeNumber('--throttle', values.throttle),
    concurrency: wholeNumber('--concurrency', values.concurrency),
    batch: wholeNumber('--batch', values.batch),
    skewSeconds: values.skew === undefined ? undefined : seconds(values.skew),
    state: values.state,
  };
}

function wholeNumber(option: string, text: string, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new Error(`${option} takes a number${max === PORT_MAX ? ` from 0 to ${max}` : ''}, not "${text}".`);
}

function seconds(text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`--skew takes a number of seconds, not "${text}".`);
}

function zoneOf(id: string): string {
  const zone = knownZone(id);
  if (!zone) throw new Error(`--time-zone takes a Windows time zone id, not "${id}".`);
  return zone.id;
}

function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw new Error(`${option} takes one of ${choices.join(', ')}, not "${text}".`);
  return found;
}

function icsOption(text: string): CliOptions['ics'][number] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--ics takes MAILBOX=FILE, not "${text}".`);
  const file = text.slice(at + 1);
  if (!existsSync(file)) throw new Error(`There is no file "${file}" to fill a mailbox from.`);
  return { mailbox: addressOf(text.slice(0, at)), file };
}

function appOption(text: string): App {
  const [, tenant, clientId, secret] = /^([^/=]+)\/([^/=]+)=(.+)$/.exec(text) ?? [];
  if (!tenant || !clientId || !secret) throw new Error(`--app takes TENANT/ID=SECRET, not "${text}".`);
  return { tenant, clientId, secret, roles: [FULL_ACCESS, CALENDARS], impersonates: 'all' };
}

function operatorAppOption(text: string): Registration {
  const [, clientId, secret, redirect] = /^([^/=]+)=([^,]+),(.+)$/.exec(text) ?? [];
  if (!clientId || !secret || !redirect || !URL.canParse(redirect)) {
    throw new Error(`--operator-app takes ID=SECRET,REDIRECT, not "${text}".`);
  }
  return { clientId, secret, roles: [CALENDARS], redirectUris: [redirect], groupClaims: 'DirectoryRole' };
}

/** `ada` is short for `ada@example.com`. */
const addressOf = (name: string): string => (name.includes('@') ? name : `${name}@${DOMAIN}`);
