// An Exchange server for development, tests and demonstrations: EWS over TLS on loopback, mailboxes in memory.
// It bends to Microsoft's specification, never to a client of ours, and is never deployed.
//
// Kept, as documented: per-item results; ids that change on a move; change keys and the three conflict resolutions;
// SyncFolderItems newest first, at most 512 a page, its state bound to folder and mailbox; extended properties by set
// and name, set and number, or tag; UID and PidLidGlobalObjectId as one; defaults of new items; all-day events at
// midnights of their zone; answers in Z or in the zone of TimeZoneContext; impersonation rights; SOAP faults with
// HTTP 500; element order of requests checked against the schema's sequences.
// Not kept: occurrences of series (a master is stored and returned with its recurrence), attachments, attendees'
// mailboxes (a mail that would be sent is only counted), delegate access, notifications, SIDs, searches by AQS,
// Windows' own display names of time zones, NTLM, the order of changes before 2010 SP2. A request is not validated
// against the whole schema.
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../shared/seams.ts';
import { type Account, createAccounts } from './accounts.ts';
import { type Behaviour, createBehaviour } from './behaviour.ts';
import { type EwsHttp, ewsHttp } from './http.ts';
import { type IcsRemark, loadIcs } from './ics.ts';
import type { SentMail } from './operations/operation.ts';
import { openState } from './persist.ts';
import { createPerson, type Person } from './person.ts';
import { createMailbox, type Mailbox } from './store.ts';
import { tlsFiles } from './tls.ts';
import type { EwsVersion } from './versions.ts';

export interface ExchangeOptions {
  /** 0 or none: a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** SMTP addresses. */
  readonly mailboxes: readonly string[];
  readonly accounts: readonly Account[];
  /** What the server says it is, and the newest RequestServerVersion it accepts. Default Exchange2016. */
  readonly version?: EwsVersion;
  /** The schemes that a 401 offers. Without Basic, no password is accepted. */
  readonly schemes?: readonly ('Basic' | 'Negotiate' | 'NTLM')[];
  /** Keeps mailboxes and their history between starts. */
  readonly stateFile?: string;
  /** Keeps the certificates between starts. */
  readonly tls?: string;
  readonly clock: Clock;
  /** Ids, change keys and UIDs are made of it: the same seed and the same requests give the same ids. */
  readonly seed?: string;
}

export interface LocalExchange {
  /** `https://localhost:PORT/EWS/Exchange.asmx` */
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly caCertificate: string;
  readonly accounts: readonly Account[];
  /** An empty mailbox; the existing one where there is one. */
  addMailbox(address: string): void;
  /** The mailbox's user. Throws when there is no such mailbox. */
  person(address: string): Person;
  /** Fills a mailbox from a .ics file, making the mailbox where there is none. */
  loadIcs(address: string, text: string): { readonly loaded: number; readonly remarks: readonly IcsRemark[] };
  /** Requests so far, per operation; `unreadable` for what was no request. */
  readonly requests: ReadonlyMap<string, number>;
  /** Mails that Exchange would have sent. */
  readonly mail: readonly SentMail[];
  readonly behaviour: Behaviour;
  /** Ends hanging requests, writes the state, frees the port. */
  close(): Promise<void>;
}

export async function startExchange(options: ExchangeOptions): Promise<LocalExchange> {
  const {
    host = '127.0.0.1',
    port = 0,
    version = 'Exchange2016',
    schemes = ['Basic'],
    clock,
    seed = 'local',
  } = options;
  const mailboxes = new Map<string, Mailbox>();
  const state = openState(options.stateFile, () => [...mailboxes.values()].map((mailbox) => mailbox.save()));
  const addMailbox = (address: string) => {
    const key = address.toLowerCase();
    if (mailboxes.has(key)) return;
    mailboxes.set(key, createMailbox({ address, seed, clock, changed: state.changed, saved: state.saved.get(key) }));
  };
  const known = [...options.mailboxes, ...options.accounts.flatMap(({ mailbox }) => mailbox ?? [])];
  for (const address of [...known, ...[...state.saved.values()].map((saved) => saved.address)]) addMailbox(address);

  const behaviour = createBehaviour();
  const mail: SentMail[] = [];
  const accounts = createAccounts(options.accounts, mailboxes);
  const person = (owner: string): Person => {
    const mailbox = accounts.mailbox(owner);
    if (!mailbox) throw new Error(`There is no mailbox ${owner}.`);
    return createPerson(mailbox);
  };
  const ews = ewsHttp({ accounts, behaviour, version, schemes, send: (sent) => mail.push(sent), keep: state.flush });
  const { ca, certificate, key } = await tlsFiles(options.tls);
  const server = createServer({ cert: certificate, key }, ews.listener);
  const address = await listen(server, port, host);

  return {
    url: `https://localhost:${address.port}/EWS/Exchange.asmx`,
    caCertificate: ca,
    accounts: options.accounts,
    addMailbox,
    person,
    loadIcs(owner, text) {
      const { items, remarks } = loadIcs(text);
      addMailbox(owner);
      const user = person(owner);
      for (const item of items) user.create(item);
      return { loaded: items.length, remarks };
    },
    requests: ews.requests,
    mail,
    behaviour,
    close: () => close(server, ews, state.flush),
  };
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
