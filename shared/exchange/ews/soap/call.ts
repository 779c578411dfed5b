// Every request to EWS passes here: impersonation and anchor, envelope out, envelope in, response class, errors.
import type { Instant } from '../../../calendar/event.ts';
import { ANSWER_TOO_LARGE, type HttpAnswer, type TransportFault } from '../../../net/https.ts';
import { isWebPage } from '../../../net/webPage.ts';
import { EWS_VERSIONS } from '../../../sync/ports/exchangeNames.ts';
import type { CalendarChoice } from '../../../sync/ports/mailbox.ts';
import { type Failure, failed, type Outcome, ok } from '../../../sync/ports/outcome.ts';
import { USER_AGENT } from '../../connectionLimits.ts';
import { brokenAnswer, failureOfFault } from '../../failures.ts';
import { failureOfCode } from '../../responseCodes.ts';
import { isTooMuchAtOnce } from '../connection/batchSize.ts';
import type { EwsConnection } from '../connection/connection.ts';
import { daysLeft } from '../connection/microsoft365.ts';
import { type Compose, captureRequest, type Ews } from '../library/captureRequest.ts';
import { loadEws } from '../library/loadEws.ts';
import { serverVersionIn } from '../version/serverVersion.ts';
import { isOlder, schemaOf } from '../version/version.ts';
import { child, childText, descendant, readXml, readXmlWithin, type XmlElement } from '../xml/reader.ts';
import { failureOfStatus } from './failures.ts';

/** Whose mailbox is called, over which connection. */
export interface EwsMailbox {
  readonly connection: EwsConnection;
  /** SMTP address of the mailbox; undefined calls as the account itself. */
  readonly address: string | undefined;
  /** Undefined: the mailbox's default calendar. */
  readonly calendar?: CalendarChoice;
}

/** Composes a request with the library. */
export type ComposeWith = (ews: Ews, ...service: Parameters<Compose>) => ReturnType<Compose>;

/** One request about `count` items. `read` takes what is wanted from a successful response message. */
interface RequestForEach<T> {
  readonly count: number;
  readonly compose: ComposeWith;
  readonly read: (message: XmlElement) => Outcome<T>;
}

/**
 * Sends one request about several items and answers one outcome per item, in order. A failure of the whole request is
 * repeated for each item, also where Exchange reports it as a single response message.
 */
export async function callForEach<T>(
  mailbox: EwsMailbox,
  { count, compose, read }: RequestForEach<T>,
): Promise<Outcome<T>[]> {
  if (count === 0) return [];
  const messages = await call(mailbox, compose);
  const { now } = mailbox.connection;
  const outcomes = messages.ok ? outcomesOf(messages.value, { count, read, now: now() }) : repeated<T>(messages, count);
  if (count > 1) learnBatchSize(mailbox, outcomes);
  return outcomes;
}

function outcomesOf<T>(
  messages: readonly XmlElement[],
  { count, read, now }: Pick<RequestForEach<T>, 'count' | 'read'> & { readonly now: Instant },
): Outcome<T>[] {
  const outcomes = messages.map((message) => readMessage(message, now, read));
  if (outcomes.length === count) return outcomes;
  const [only] = outcomes;
  const whole = outcomes.length === 1 && only?.ok === false ? only : failed(brokenAnswer('answers are missing'));
  return repeated(whole, count);
}

/** A failure of the whole request is one of each of its items. */
export const repeated = <T>(outcome: Outcome<T>, count: number): Outcome<T>[] =>
  Array.from({ length: count }, () => outcome);

/** Where one item of a batch came too late or made the answer too large, the batch was too large. */
function learnBatchSize({ connection, address = '' }: EwsMailbox, outcomes: readonly Outcome<unknown>[]): void {
  const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.failure]));
  const late = failures.find((failure) => failure.kind === 'throttled' || isTooMuchAtOnce(failure));
  if (late || failures.length === 0) connection.batchSizes.learn(address, outcomes.length, late);
}

/** `callForEach` for a request that has one answer. */
export async function callOnce<T>(
  mailbox: EwsMailbox,
  compose: ComposeWith,
  read: (message: XmlElement) => Outcome<T>,
): Promise<Outcome<T>> {
  const [outcome] = await callForEach(mailbox, { count: 1, compose, read });
  return outcome ?? failed(brokenAnswer('answers are missing'));
}

/** The response messages of one request. A server that refuses our schema version is asked again in an older one. */
async function call(mailbox: EwsMailbox, compose: ComposeWith): Promise<Outcome<readonly XmlElement[]>> {
  const { connection } = mailbox;
  const version = connection.version();
  const answered = await post(mailbox, compose);
  if (answered.ok) return answered;
  // An older server may as well find elements in the request that its schema does not have.
  const misunderstood = isOlder(connection.version(), version) && isSchemaViolation(answered.failure);
  if (!misunderstood && !refusesVersion(answered.failure)) return answered;
  if (connection.version() === version) await askForVersion(mailbox);
  return connection.speakOlderThan(version) ? call(mailbox, compose) : answered;
}

/** A refusal need not say what the server speaks instead; its answer to a question in the oldest version does. */
export function askForVersion({ connection, ...mailbox }: EwsMailbox): Promise<Exchanged> {
  const oldest = { ...connection, version: () => OLDEST };
  return exchangeEnvelopes({ ...mailbox, connection: oldest }, (ews, service) =>
    ews.Folder.Bind(service, ews.WellKnownFolderName.Calendar, ews.PropertySet.IdOnly),
  );
}

const [OLDEST] = EWS_VERSIONS;

const refusesVersion = (failure: Failure): boolean =>
  failure.kind === 'blocked' && failure.code === 'exchange-version-too-old';

const isSchemaViolation = (failure: Failure): boolean =>
  failure.kind === 'transient' && /^Error(SchemaValidation|InvalidRequest)$/.test(failure.detail ?? '');

async function post(mailbox: EwsMailbox, compose: ComposeWith): Promise<Outcome<readonly XmlElement[]>> {
  const result = await exchangeEnvelopes(mailbox, compose);
  const { cloud, now } = mailbox.connection;
  if (!result.ok) return failed(failureOfFault(result.fault, now()));
  const answered = readAnswer(result.answer, now(), result.root);
  const closed = !answered.ok && answered.failure.kind === 'blocked' && result.answer.status === 403;
  // Microsoft does not document its answer after the end: who is closed out then is not asked to allow anything.
  return closed && cloud && daysLeft(cloud, now()) === 0 ? failed(ENDED) : answered;
}

const ENDED: Failure = { kind: 'blocked', code: 'ews-ended', detail: 'HTTP 403' };

export type Exchanged =
  /** `root`: undefined when the answer is no XML. */
  | { readonly ok: true; readonly answer: HttpAnswer; readonly root: XmlElement | undefined }
  | { readonly ok: false; readonly fault: TransportFault };

/** Sends one request and gives the answer as it came. `transport`: another than the one that signs in. */
export async function exchangeEnvelopes(
  { connection, address }: EwsMailbox,
  compose: ComposeWith,
  transport = connection.transport,
): Promise<Exchanged> {
  const ews = await loadEws();
  const impersonate = connection.access === 'impersonation' ? address : undefined;
  const header = { version: connection.version(), impersonate };
  const envelope = await captureRequest(ews, header, (service) => compose(ews, service));
  connection.meter?.('exchange');
  const sent = await transport.post(DECLARATION + envelope, headersOf(address));
  if (!sent.ok) return sent;
  const root = readXmlWithin(sent.answer.body);
  if (root === 'tooLarge') return { ok: false, fault: ANSWER_TOO_LARGE };
  const server = serverVersionIn(root);
  const newest = server && schemaOf(server);
  if (newest && newest !== 'tooOld') connection.learnVersion(newest);
  return { ok: true, answer: sent.answer, root };
}

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';

/**
 * The anchor lets Exchange route by mailbox instead of guessing; without it requests fail at times (Microsoft). An
 * address that no header can carry (RFC 9110 section 5.5) goes without.
 */
const headersOf = (address: string | undefined): Record<string, string> => ({
  'Content-Type': 'text/xml; charset=utf-8',
  Accept: 'text/xml',
  'User-Agent': USER_AGENT,
  ...(address !== undefined && /^[\x21-\x7E]+$/.test(address) ? { 'X-AnchorMailbox': address } : {}),
});

/**
 * The response messages in an HTTP answer; faults count wherever they stand, in a 500 or in a 200. `root`: its body,
 * where it has been parsed.
 */
export function readAnswer(
  answer: HttpAnswer,
  now: Instant,
  root = readXml(answer.body),
): Outcome<readonly XmlElement[]> {
  const body = root?.name === 'Envelope' ? child(root, 'Body') : undefined;
  const fault = child(body, 'Fault');
  // The status tells an account that it may not use EWS at all, whatever else stands there.
  if (fault && answer.status !== 403) return failed(failureOfCode(faultCode(fault), now, backOffMs(fault)));
  if (answer.status !== 200) return failed(failureOfStatus(answer, now));
  if (!body && isWebPage(answer)) return failed(NOT_EWS);
  const messages = child(body?.children[0], 'ResponseMessages');
  return messages ? ok(messages.children) : failed(brokenAnswer('no SOAP answer'));
}

/** Nobody knows what a write did that a web page answered. */
const NOT_EWS: Failure = { kind: 'transient', code: 'exchange-not-ews', detail: 'HTTP 200' };

/** Exchange gives the code in the detail, and in the faultcode behind a prefix. */
const faultCode = (fault: XmlElement): string =>
  descendant(child(fault, 'detail'), 'ResponseCode')?.text ??
  childText(fault, 'faultcode')?.replace(/^.*:/, '') ??
  'Fault';

function readMessage<T>(message: XmlElement, now: Instant, read: (message: XmlElement) => Outcome<T>): Outcome<T> {
  const code = childText(message, 'ResponseCode');
  if (code === undefined) return failed(brokenAnswer('a response has no code'));
  if (code === 'NoError' && message.attributes.ResponseClass !== 'Error') return read(message);
  return failed(failureOfCode(code, now, backOffMs(message)));
}

function backOffMs(element: XmlElement): number | undefined {
  const values = descendant(element, 'MessageXml')?.children ?? [];
  const text = values.find(({ attributes }) => attributes.Name === 'BackOffMilliseconds')?.text;
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
