// An Exchange server for development, tests and demonstrations: EWS over TLS on loopback, mailboxes in memory.
// It bends to Microsoft's specification, never to a client of ours, and is never deployed.
//
// Kept, as documented:
// - Items: per-item results; ids that change on a move; change keys and the three conflict resolutions; defaults.
// - SyncFolderItems: newest first (oldest first before 2010 SP2), at most 512 a page, bound to folder and mailbox.
// - Series with occurrences, exceptions and deletions, in every zone.
// - Extended properties by set and name, set and number, or tag; UID and PidLidGlobalObjectId as one value.
// - Times: all-day events at midnights of their zone; answers in Z or in the zone of TimeZoneContext; working hours.
// - People: meetings as organiser and attendee see them; impersonation; delegate access.
// - Sign-in: Basic, NTLMv2 with channel binding, OAuth.
// - The server: differences between versions; budgets; mailbox moves; SOAP faults with HTTP 500; order of elements.
// Not kept:
// - Attachments, notifications, SIDs, Kerberos, searches by AQS, Windows' display names of zones.
// - Mail itself: a mail is counted and takes effect at once.
// - Private items hidden from delegates; validation against the whole schema.
import { X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/seams.ts';
import { type Account, type Accounts, createAccounts, type Rights } from './accounts/accounts.ts';
import { createMailboxMoves, type Whereabouts } from './accounts/mailboxMoves.ts';
import { type Behaviour, createBehaviour } from './behaviour/behaviour.ts';
import type { App } from './entra/app.ts';
import { createEntra, type Entra } from './entra/entra.ts';
import { createGraphCallers } from './entra/graphCaller.ts';
import {
  createOrganisations,
  type Organisation,
  type OrganisationControls,
  type Registration,
} from './entra/organisations.ts';
import { deliverByHttp } from './graph/deliver.ts';
import { createGraph, GRAPH_PATH } from './graph/graph.ts';
import type { Deliver, Notifications } from './graph/subscriptions/subscriptions.ts';
import { type EwsHttp, ewsHttp } from './http/http.ts';
import { tlsFiles } from './http/tls.ts';
import { type IcsRemark, loadIcs } from './ics/ics.ts';
import { type ChannelBinding, channelBindingToken } from './ntlm/verify.ts';
import { createPost, type SentMail } from './person/meetingMail.ts';
import { createPerson, type Person } from './person/person.ts';
import { createNtlmSignIn } from './signIn/ntlm.ts';
import { createSignIn, type Scheme, type SignIn } from './signIn/signIn.ts';
import type { ExchangeServer } from './soap/versions.ts';
import { mailboxMaker } from './store/mailboxMaker.ts';
import { openState } from './store/persist.ts';
import type { Mailbox } from './store/store.ts';

export interface ExchangeOptions {
  /** 0 or absent takes a free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** SMTP addresses. */
  readonly mailboxes: readonly string[];
  readonly accounts: readonly Account[];
  /** The Windows id of the zone of every mailbox's working hours. Without it, no mailbox has working hours. */
  readonly timeZone?: string;
  /** The server's version; it accepts RequestServerVersions up to its own schema. Default: Exchange2016. */
  readonly version?: ExchangeServer;
  /**
   * The schemes that a 401 offers, in this order. All others are refused. Default: Basic, and Bearer where there are
   * apps.
   */
  readonly schemes?: readonly Scheme[];
  /** Windows Extended Protection, for NTLM. Default: `allow`, as on Exchange's front end. */
  readonly channelBinding?: ChannelBinding;
  /** App registrations. With them the server is their authority too, at `https://localhost:PORT/{tenant}`. */
  readonly apps?: readonly App[];
  /** Organisations of Microsoft 365, each with its own mailboxes. Only Graph separates them. */
  readonly organisations?: readonly Organisation[];
  /** Applications that those organisations can grant. */
  readonly registrations?: readonly Registration[];
  /** Sends Graph's notifications. Default: a POST to their URL. */
  readonly deliver?: Deliver;
  /** Keeps mailboxes and their history between starts. */
  readonly stateFile?: string;
  /** Keeps the certificates between starts. */
  readonly tls?: string;
  readonly clock: Clock;
  /** The difference of the Date header from `clock`, in milliseconds. Absent: the header has the machine's time. */
  readonly clockSkewMs?: number;
  /** Ids, change keys and UIDs are derived from it: the same seed and the same requests give the same ids. */
  readonly seed?: string;
}

export interface LocalExchange {
  /** `https://localhost:PORT/EWS/Exchange.asmx` */
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly caCertificate: string;
  readonly accounts: readonly Account[];
  /** Successful sign-ins: one a request for Basic and Bearer, one a connection for NTLM. */
  readonly signIns: ReadonlyMap<Scheme, number>;
  /** Gives an account delegate rights in another's mailbox, or removes them. Throws for unknown names. */
  grant(account: string, mailbox: string, rights: Rights | undefined): void;
  /**
   * Sets where a mailbox is: being moved, on another server (which then answers for it), or outside the organisation.
   */
  moveMailbox(address: string, to: Whereabouts): void;
  /** Adds an empty mailbox, or leaves an existing one as it is. */
  addMailbox(address: string, options?: { readonly timeZone?: string }): void;
  /** The mailbox's user. Throws when there is no such mailbox. */
  person(address: string): Person;
  /** Fills a mailbox from a .ics file, and makes the mailbox where it is missing. */
  loadIcs(address: string, text: string): { readonly loaded: number; readonly remarks: readonly IcsRemark[] };
  /** Requests so far, by operation; `unreadable` for a body that is no request. */
  readonly requests: ReadonlyMap<string, number>;
  /** Mails that Exchange would have sent. */
  readonly mail: readonly SentMail[];
  readonly behaviour: Behaviour;
  /** The grants of the organisations. */
  readonly organisations: OrganisationControls;
  /** Microsoft Graph over the same mailboxes. Without apps and organisations nobody can call it. */
  readonly graph: {
    /** `https://localhost:PORT/v1.0` */
    readonly url: string;
    /** Requests so far, by the name of the route. */
    readonly requests: ReadonlyMap<string, number>;
    readonly notifications: Notifications;
  };
  /** Ends hanging requests, writes the state, frees the port. */
  close(): Promise<void>;
}

export async function startExchange(options: ExchangeOptions): Promise<LocalExchange> {
  const { host = '127.0.0.1', port = 0, version = 'Exchange2016', clock, apps = [] } = options;
  const mailboxes = new Map<string, Mailbox>();
  const state = openState(options.stateFile, () => [...mailboxes.values()].map((mailbox) => mailbox.save()));
  let notify: ((mailbox: Mailbox) => void) | undefined;
  const addMailbox = mailboxMaker(options, { state, mailboxes, told: (mailbox) => notify?.(mailbox) });
  const addresses = [...options.mailboxes, ...options.accounts.flatMap(({ mailbox }) => mailbox ?? [])];
  for (const address of [...addresses, ...[...state.saved.values()].map((saved) => saved.address)]) addMailbox(address);

  const behaviour = createBehaviour();
  const moves = createMailboxMoves(version);
  const mail: SentMail[] = [];
  const accounts = createAccounts(options.accounts, mailboxes);
  const person = (owner: string): Person => {
    const mailbox = accounts.mailbox(owner);
    if (!mailbox) throw new Error(`There is no mailbox ${owner}.`);
    return createPerson(mailbox, send);
  };
  const { ca, certificate, key } = await tlsFiles(options.tls);
  let origin = '';
  const organisations = createOrganisations(options.organisations ?? [], options.registrations ?? []);
  const isAuthority = apps.length > 0 || organisations.list.length > 0;
  const entra = isAuthority ? createEntra({ apps, organisations, clock, origin: () => origin }) : undefined;
  const signIn = signInFor(options, { accounts, certificate, entra });
  const callers = createGraphCallers({ entra, organisations, apps });
  const send = createPost(accounts.mailbox, mail);
  const graph = createGraph({
    ...{ accounts, behaviour, moves, clock, send },
    origin: () => origin,
    callerOf: callers.of,
    deliver: options.deliver ?? deliverByHttp,
  });
  notify = graph.notifications.changed;
  const { clockSkewMs } = options;
  const dateHeader = clockSkewMs === undefined ? undefined : () => clock() + clockSkewMs;
  const ews = ewsHttp({
    ...{ accounts, behaviour, moves, signIn, entra, graph, dateHeader, send },
    keep: state.flush,
  });
  const server = createServer({ cert: certificate, key }, ews.listener);
  const address = await listen(server, port, host);
  origin = `https://localhost:${address.port}`;

  return {
    url: `${origin}/EWS/Exchange.asmx`,
    caCertificate: ca,
    accounts: options.accounts,
    signIns: signIn.counts,
    grant: accounts.grant,
    moveMailbox: moves.set,
    addMailbox,
    person,
    loadIcs(owner, text) {
      addMailbox(owner);
      return fill(person(owner), text);
    },
    requests: ews.requests,
    mail,
    behaviour,
    organisations,
    graph: { url: `${origin}${GRAPH_PATH}`, requests: graph.requests, notifications: graph.notifications },
    close: () => close(server, ews, state.flush),
  };
}

function fill(user: Person, text: string): { readonly loaded: number; readonly remarks: readonly IcsRemark[] } {
  const { items, remarks } = loadIcs(text);
  for (const item of items) user.create(item);
  return { loaded: items.length, remarks };
}

function signInFor(
  options: ExchangeOptions,
  {
    accounts,
    certificate,
    entra,
  }: { readonly accounts: Accounts; readonly certificate: string; readonly entra: Entra | undefined },
): SignIn {
  const { apps = [], clock, channelBinding = 'allow', schemes = entra ? ['Basic', 'Bearer'] : ['Basic'] } = options;
  const token = channelBindingToken(new X509Certificate(certificate).raw);
  const ntlm = createNtlmSignIn({ accounts, clock, channelBinding, token });
  return createSignIn({ accounts, schemes, ntlm, entra, apps });
}

const KEEP_ALIVE_MS = 60_000;

async function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
  return address;
}

async function close(server: Server, ews: EwsHttp, flush: () => void): Promise<void> {
  ews.endHanging();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  flush();
}
