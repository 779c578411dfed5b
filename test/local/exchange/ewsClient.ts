// A plain client of the local Exchange: posts an envelope and returns the answer, checked against Microsoft's schema of
// the declared version, where the schemas are present.
import { request as httpsRequest } from 'node:https';
import { expect } from 'vitest';
import { type ExchangeOptions, type LocalExchange, startExchange } from '../../../local/exchange/server.ts';
import type { EwsVersion } from '../../../local/exchange/soap/versions.ts';
import { readXml, type XmlElement } from '../../../local/exchange/xml/xml.ts';
import { schemaFor } from '../../contract/ewsSchema.ts';

export const ADA = 'ada@example.com';
export const BEN = 'ben@example.com';
export const SERVICE = { name: 'EXAMPLE\\svc-sync', password: 'pass:wörd', impersonates: 'all' } as const;
export const ADA_HERSELF = { name: 'EXAMPLE\\ada', password: 'ada', mailbox: ADA, impersonates: [] } as const;
/** 2026-11-20T08:00:00Z */
export const NOW = Date.UTC(2026, 10, 20, 8);

export const startTestExchange = (options: Partial<ExchangeOptions> = {}): Promise<LocalExchange> =>
  startExchange({ mailboxes: [ADA, BEN], accounts: [SERVICE, ADA_HERSELF], clock: () => NOW, ...options });

export interface Asking {
  readonly account?: { readonly name: string; readonly password: string };
  /** The address to impersonate; ADA unless given, nobody when null. */
  readonly as?: string | null;
  readonly version?: EwsVersion;
  readonly timeZone?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export const requestXml = (operation: string, { as = ADA, version = 'Exchange2016', timeZone }: Asking = {}): string =>
  '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"' +
  ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"' +
  ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><s:Header>' +
  `<t:RequestServerVersion Version="${version}"/>` +
  (as === null
    ? ''
    : `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${as}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`) +
  (timeZone === undefined ? '' : `<t:TimeZoneContext><t:TimeZoneDefinition Id="${timeZone}"/></t:TimeZoneContext>`) +
  `</s:Header><s:Body>${operation}</s:Body></s:Envelope>`;

/** Sends `body` as it is. Rejects when the connection breaks. */
export function post(
  exchange: LocalExchange,
  body: string,
  { account = SERVICE, method = 'POST' }: Pick<Asking, 'account'> & { readonly method?: string } = {},
): Promise<HttpAnswer> {
  const authorization = `Basic ${Buffer.from(`${account.name}:${account.password}`, 'utf8').toString('base64')}`;
  const headers = { Authorization: authorization, 'Content-Type': 'text/xml; charset=utf-8' };
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      exchange.url,
      { method, headers, ca: exchange.caCertificate, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** The schema's complaints about the request and its answer; none where there is no schema. */
export async function complaints(version: string, ...envelopes: string[]): Promise<string[]> {
  const schema = await schemaFor(version);
  return envelopes.flatMap((xml) => schema?.validate(xml) ?? []);
}

/** Asks, and fails the test when request or answer break the schema. Answers the element inside the body. */
export async function ask(exchange: LocalExchange, operation: string, asking: Asking = {}): Promise<XmlElement> {
  const xml = requestXml(operation, asking);
  const answer = await post(exchange, xml, asking);
  expect(await complaints(asking.version ?? 'Exchange2016', xml, answer.text)).toEqual([]);
  return bodyOf(answer.text);
}

export function bodyOf(text: string): XmlElement {
  const body = readXml(text).children.find(({ name }) => name === 'Body')?.children[0];
  if (!body) throw new Error('The answer has no body.');
  return body;
}

/** All elements of that name, in document order. */
export const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((below) => [...(below.name === name ? [below] : []), ...all(below, name)]);

export const texts = (element: XmlElement, name: string): string[] => all(element, name).map(({ text }) => text);

/** The first text of that name; '' where there is none. */
export const text = (element: XmlElement, name: string): string => texts(element, name)[0] ?? '';

export const CALENDAR = '<t:DistinguishedFolderId Id="calendar"/>';
export const shape = (base: string, ...paths: string[]): string =>
  `<m:ItemShape><t:BaseShape>${base}</t:BaseShape>${paths.length > 0 ? `<t:AdditionalProperties>${paths.join('')}</t:AdditionalProperties>` : ''}</m:ItemShape>`;
export const fieldPath = (uri: string): string => `<t:FieldURI FieldURI="${uri}"/>`;
export const OWN_SET = 'c11ff724-aa03-4555-9952-8fa248a11c3e';
export const extendedPath = (name: string): string =>
  `<t:ExtendedFieldURI PropertySetId="${OWN_SET}" PropertyName="${name}" PropertyType="String"/>`;
export const extendedProperty = (name: string, value: string): string =>
  `<t:ExtendedProperty>${extendedPath(name)}<t:Value>${value}</t:Value></t:ExtendedProperty>`;

export const createRequest = (...items: string[]): string =>
  `<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${CALENDAR}</m:SavedItemFolderId>` +
  `<m:Items>${items.map((item) => `<t:CalendarItem>${item}</t:CalendarItem>`).join('')}</m:Items></m:CreateItem>`;
export const TIMES = '<t:Start>2026-12-01T09:00:00Z</t:Start><t:End>2026-12-01T10:00:00Z</t:End>';

export interface Id {
  readonly Id: string;
  readonly ChangeKey: string;
}
export const idsIn = (answer: XmlElement): Id[] =>
  all(answer, 'ItemId').map(({ attributes }) => ({ Id: attributes.Id ?? '', ChangeKey: attributes.ChangeKey ?? '' }));
export const itemIds = (...ids: Id[]): string =>
  `<m:ItemIds>${ids.map(({ Id, ChangeKey }) => `<t:ItemId Id="${Id}" ChangeKey="${ChangeKey}"/>`).join('')}</m:ItemIds>`;

export const getRequest = (ids: readonly Id[], ...paths: string[]): string =>
  `<m:GetItem>${shape('AllProperties', ...paths)}${itemIds(...ids)}</m:GetItem>`;

/** Creates one item and answers its id. */
export async function created(exchange: LocalExchange, item: string, asking: Asking = {}): Promise<Id> {
  const [id] = idsIn(await ask(exchange, createRequest(item), asking));
  if (!id) throw new Error('The item was not created.');
  return id;
}

export const updateRequest = ({ Id, ChangeKey }: Id, updates: string, resolution = 'NeverOverwrite'): string =>
  `<m:UpdateItem ConflictResolution="${resolution}" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="SendToNone">` +
  `<m:ItemChanges><t:ItemChange><t:ItemId Id="${Id}"${ChangeKey && ` ChangeKey="${ChangeKey}"`}/><t:Updates>${updates}</t:Updates>` +
  '</t:ItemChange></m:ItemChanges></m:UpdateItem>';
export const setField = (uri: string, element: string): string =>
  `<t:SetItemField><t:FieldURI FieldURI="${uri}"/><t:CalendarItem>${element}</t:CalendarItem></t:SetItemField>`;

export const syncRequest = (state: string, max = 512, ...paths: string[]): string =>
  `<m:SyncFolderItems>${shape('IdOnly', ...paths)}<m:SyncFolderId>${CALENDAR}</m:SyncFolderId>` +
  `${state && `<m:SyncState>${state}</m:SyncState>`}<m:MaxChangesReturned>${max}</m:MaxChangesReturned></m:SyncFolderItems>`;

export const findRequest = (restriction: string, folder = 'calendar', extra = ''): string =>
  `<m:FindItem Traversal="Shallow">${shape('IdOnly')}${extra}` +
  `${restriction && `<m:Restriction>${restriction}</m:Restriction>`}<m:ParentFolderIds><t:DistinguishedFolderId Id="${folder}"/></m:ParentFolderIds></m:FindItem>`;
