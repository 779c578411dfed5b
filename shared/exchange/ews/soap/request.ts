// Lets ews-javascript-api build a request and takes the envelope out of it instead of letting it be sent: transport,
// reading and errors are ours (call.ts).
import type { ExchangeService, IXHRApi } from 'ews-javascript-api';
import { withTimesAsWritten } from './timesAsWritten.ts';
import type { EwsVersion } from './version.ts';

export type Ews = typeof import('ews-javascript-api');

export interface RequestHeader {
  readonly version: EwsVersion;
  /** The SMTP address to act for; undefined acts as the account itself. */
  readonly impersonate: string | undefined;
}

/** Calls one operation of the library's service; what it answers is never used. */
export type Compose = (service: ExchangeService) => Promise<unknown>;

/** The SOAP envelope of the operation that `compose` calls. Throws when the library refuses to build it: a bug. */
export async function captureRequest(ews: Ews, header: RequestHeader, compose: Compose): Promise<string> {
  const service = new ews.ExchangeService(ews.ExchangeVersion[header.version], ews.TimeZoneInfo.Utc);
  // Demanded by the library before it builds anything; neither becomes part of the envelope.
  service.Url = new ews.Uri('https://localhost/EWS/Exchange.asmx');
  service.Credentials = new ews.WebCredentials('-', '-');
  if (header.impersonate !== undefined) {
    service.ImpersonatedUserId = new ews.ImpersonatedUserId(ews.ConnectingIdType.SmtpAddress, header.impersonate);
  }
  let envelope: string | undefined;
  service.XHRApi = capture((data) => {
    envelope = data;
  });
  const refusal = await refusalOf(() => compose(service));
  if (envelope === undefined) throw new Error(`ews-javascript-api builds no request: ${nameOf(refusal)}`);
  const dated = withTimesAsWritten(withPlainDates(envelope), service);
  return header.version === 'Exchange2007_SP1' ? withoutTimeZoneContext(dated) : dated;
}

/**
 * The library writes the dates of a recurrence with an offset, by which Exchange could take them for other dates in the
 * zone of the series. No value can look like the element, since `<` is escaped.
 */
const withPlainDates = (envelope: string): string =>
  envelope.replace(/(<t:(?:StartDate|EndDate)>\d{4}-\d\d-\d\d)[^<]*/g, '$1');

/**
 * The library gives Exchange 2007 a header that came with 2010, and that the schema of 2007 does not have. Nothing is
 * read by it: every time in a request of ours is an instant or has the zone of its item. No value can look like the element, since `<` is escaped.
 */
const withoutTimeZoneContext = (envelope: string): string =>
  envelope.replace(/<t:TimeZoneContext\b.*?<\/t:TimeZoneContext>/s, '');

async function refusalOf(operation: () => Promise<unknown>): Promise<unknown> {
  try {
    await operation();
    return undefined;
  } catch (reason) {
    return reason;
  }
}

/** What the library takes for an unanswered request. */
const NO_ANSWER = { status: 0, getResponseHeader: () => '' };

function capture(take: (data: string) => void): IXHRApi {
  return {
    apiName: 'capture',
    xhr: (options) => {
      take(String(options.data));
      return Promise.reject(NO_ANSWER);
    },
    xhrStream: () => Promise.reject(NO_ANSWER),
    disconnect: () => {},
  };
}

/** Its exceptions are no Errors, and their messages may hold values of the request: only the kind is told. */
const nameOf = (reason: unknown): string =>
  typeof reason === 'object' && reason !== null ? reason.constructor.name : typeof reason;
