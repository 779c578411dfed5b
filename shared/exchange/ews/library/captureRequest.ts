// Lets ews-javascript-api build a request and takes the envelope out of it instead of letting it be sent: transport,
// reading and errors are ours (soap/call.ts).
import type { ExchangeService, IXHRApi } from 'ews-javascript-api';
import type { EwsVersion } from '../../../sync/ports/exchangeNames.ts';
import { withPlainDates } from './plainDates.ts';
import { withTimesAsWritten } from './timesAsWritten.ts';
import { withoutTimeZoneContext } from './timeZoneContext.ts';

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

async function refusalOf(operation: () => Promise<unknown>): Promise<unknown> {
  try {
    await operation();
    return undefined;
  } catch (reason) {
    return reason;
  }
}

/** The answer that the library takes for an unanswered request. */
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
