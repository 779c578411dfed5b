// An answer's envelope, its response messages, and SOAP faults in Exchange's words.

import { attributes, escapeXml, textElement } from '../xml/write.ts';
import { MESSAGES, SOAP, TYPES } from '../xml/xml.ts';
import type { ResponseError, SoapFault } from './errors.ts';
import { BUILDS, type ExchangeServer } from './versions.ts';

const OPEN = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="${SOAP}">`;
const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';

export function envelope(body: string, server: ExchangeServer): string {
  const info = `<h:ServerVersionInfo xmlns:h="${TYPES}"${attributes({ ...BUILDS[server] })}/>`;
  return `${OPEN}<s:Header>${info}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

export function faultEnvelope(fault: SoapFault): string {
  const values = valueElements(fault.values);
  const details = values && `<t:MessageXml xmlns:t="${TYPES}">${values}</t:MessageXml>`;
  return (
    `${OPEN}<s:Body><s:Fault><faultcode xmlns:a="${TYPES}">a:${fault.code}</faultcode>` +
    `<faultstring xml:lang="en-US">${escapeXml(fault.message)}</faultstring>` +
    `<detail><e:ResponseCode xmlns:e="${ERRORS}">${fault.code}</e:ResponseCode>` +
    `<e:Message xmlns:e="${ERRORS}">${escapeXml(fault.message)}</e:Message>${details}</detail>` +
    '</s:Fault></s:Body></s:Envelope>'
  );
}

/** The body of an answer that carries response messages. */
export const responseBody = (operation: string, messages: readonly string[]): string =>
  `<m:${operation}Response xmlns:m="${MESSAGES}" xmlns:t="${TYPES}"><m:ResponseMessages>${messages.join('')}` +
  `</m:ResponseMessages></m:${operation}Response>`;

/** The success message for one element of the request. `content` follows the response code. */
export const successMessage = (operation: string, content: string): string =>
  `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}` +
  `</m:${operation}ResponseMessage>`;

/**
 * The error message for one element of the request. `content` holds the elements that the schema demands even then.
 * `values` stand in MessageXml, such as the field that the error is about.
 */
export const errorMessage = (
  operation: string,
  error: ResponseError,
  { content = '', values = {} }: { readonly content?: string; readonly values?: Readonly<Record<string, string>> } = {},
): string =>
  `<m:${operation}ResponseMessage ResponseClass="Error">${textElement('m:MessageText', error.message)}` +
  `<m:ResponseCode>${error.code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>` +
  `${messageXml(error.field, values)}${content}</m:${operation}ResponseMessage>`;

function messageXml(field: string | undefined, values: Readonly<Record<string, string>>): string {
  const path = field === undefined ? '' : `<t:FieldURI${attributes({ FieldURI: field })}/>`;
  const inner = path + valueElements(values);
  return inner && `<m:MessageXml>${inner}</m:MessageXml>`;
}

const valueElements = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `<t:Value${attributes({ Name: name })}>${escapeXml(value)}</t:Value>`)
    .join('');

/** The elements that the schema demands in a response message even when it is an error. */
export const contentOfError = (operation: string): string =>
  /^(GetItem|CreateItem|UpdateItem|MoveItem|CopyItem)$/.test(operation) ? '<m:Items/>' : '';
