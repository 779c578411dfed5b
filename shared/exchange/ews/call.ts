// Every request to EWS passes here: impersonation and anchor, envelope out, envelope in, response class, errors.
import type { Instant } from '../../calendar/event.ts';
import { type Failure, failed, type Outcome, ok } from '../../sync/outcome.ts';
import type { EwsConnection } from './connection.ts';
import { brokenAnswer, failureOfCode, failureOfFault, failureOfStatus } from './failures.ts';
import { child, childText, descendant, readXml, type XmlElement } from './reader.ts';
import { type Compose, captureRequest, type Ews } from './request.ts';
import { loadEws } from './runtime.ts';
import type { HttpAnswer, TransportResult } from './transport.ts';

/** Whose mailbox is called, over which connection. */
export interface EwsMailbox {
  readonly connection: EwsConnection;
  /** SMTP address to impersonate; undefined calls as the account itself. */
  readonly address: string | undefined;
}

/** Composes a request with the library. */
export type ComposeWith = (ews: Ews, ...service: Parameters<Compose>) => ReturnType<Compose>;

/**
 * Sends one request about `count` items and answers one outcome per item, in order. `read` takes what is wanted from
 * a successful response message. A failure of the whole request is repeated for each item, also where Exchange
 * reports it as a single response message.
 */
export async function callForEach<T>(
  mailbox: EwsMailbox,
  count: number,
  compose: ComposeWith,
  read: (message: XmlElement) => Outcome<T>,
): Promise<Outcome<T>[]> {
  if (count === 0) return [];
  const messages = await call(mailbox, compose);
  if (!messages.ok) return Array.from({ length: count }, () => messages);
  const now = mailbox.connection.now();
  const outcomes = messages.value.map((message) => readMessage(message, now, read));
  if (outcomes.length === count) return outcomes;
  const [only] = outcomes;
  const whole = outcomes.length === 1 && only?.ok === false ? only : failed(brokenAnswer('answers are missing'));
  return Array.from({ length: count }, () => whole);
}

/** `callForEach` for a request that has one answer. */
export async function callOnce<T>(
  mailbox: EwsMailbox,
  compose: ComposeWith,
  read: (message: XmlElement) => Outcome<T>,
): Promise<Outcome<T>> {
  const [outcome] = await callForEach(mailbox, 1, compose, read);
  return outcome ?? failed(brokenAnswer('answers are missing'));
}

/** The response messages of one request. A server that refuses our schema version is asked again in an older one. */
async function call(mailbox: EwsMailbox, compose: ComposeWith): Promise<Outcome<readonly XmlElement[]>> {
  const { connection } = mailbox;
  const version = connection.version();
  const answered = await post(mailbox, compose);
  if (answered.ok || !refusesVersion(answered.failure) || !connection.speakOlderThan(version)) return answered;
  return call(mailbox, compose);
}

const refusesVersion = (failure: Failure): boolean =>
  failure.kind === 'blocked' && failure.code === 'exchange-version-too-old';

async function post(mailbox: EwsMailbox, compose: ComposeWith): Promise<Outcome<readonly XmlElement[]>> {
  const result = await exchangeEnvelopes(mailbox, compose);
  return result.ok ? readAnswer(result.answer, mailbox.connection.now()) : failed(failureOfFault(result.fault));
}

/** Sends one request and gives the answer as it came. */
export async function exchangeEnvelopes(
  { connection, address }: EwsMailbox,
  compose: ComposeWith,
): Promise<TransportResult> {
  const ews = await loadEws();
  const header = { version: connection.version(), impersonate: address };
  const envelope = await captureRequest(ews, header, (service) => compose(ews, service));
  connection.meter?.('exchange');
  return connection.transport.post(DECLARATION + envelope, headersOf(connection, address));
}

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>';

/**
 * The anchor lets Exchange route by mailbox instead of guessing; without it requests fail at times (Microsoft). An
 * address that no header can carry (RFC 9110 section 5.5) goes without.
 */
const headersOf = ({ authorization }: EwsConnection, address: string | undefined): Record<string, string> => ({
  'Content-Type': 'text/xml; charset=utf-8',
  Accept: 'text/xml',
  'User-Agent': 'exchange-calendar-sync',
  ...(authorization === undefined ? {} : { Authorization: authorization }),
  ...(address !== undefined && /^[\x21-\x7E]+$/.test(address) ? { 'X-AnchorMailbox': address } : {}),
});

/** The response messages in an HTTP answer; faults count wherever they stand, in a 500 or in a 200. */
export function readAnswer(answer: HttpAnswer, now: Instant): Outcome<readonly XmlElement[]> {
  const body = soapBody(answer.body);
  const fault = child(body, 'Fault');
  if (fault) return failed(failureOfCode(faultCode(fault), now, backOffMs(fault)));
  if (answer.status !== 200) return failed(failureOfStatus(answer, now));
  const messages = child(body?.children[0], 'ResponseMessages');
  return messages ? ok(messages.children) : failed(brokenAnswer('no SOAP answer'));
}

/** The SOAP body of an answer, undefined when it is no whole envelope. */
const soapBody = (xml: string): XmlElement | undefined => {
  const root = readXml(xml);
  return root?.name === 'Envelope' ? child(root, 'Body') : undefined;
};

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
