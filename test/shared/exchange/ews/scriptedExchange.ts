// A TLS server on loopback that answers what a test says and keeps what it was asked: for answers that no well-behaved
// server gives. Every request is judged by Microsoft's schema of the version it declares, where the schemas are there.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createEwsConnection,
  type EwsConnection,
  type EwsConnectionOptions,
} from '../../../../shared/exchange/ews/connection/connection.ts';
import { schemaFor } from '../../../contract/ewsSchema.ts';
import { CA_CERTIFICATE, SERVER_CERTIFICATE, SERVER_KEY } from './loopbackIdentity.ts';

export interface Asked {
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** A request as it arrived. */
export interface Received extends Asked {
  readonly method: string | undefined;
  /** With the query. */
  readonly path: string | undefined;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

export interface ScriptedExchange {
  readonly url: string;
  readonly caCertificate: string;
  /** Every request so far, but those for the server's time zones. */
  readonly asked: Received[];
  readonly askedForZones: Received[];
  /** By default the server does not tell its zones. */
  answerZones: Answer;
  /** The number of TLS connections opened so far. */
  readonly connections: () => number;
}

/** The instant of every clock in these tests. */
export const NOW = Date.parse('2026-11-20T12:00:00Z');
export const LOOPBACK = ['127.0.0.0/8', '::1/128'];
export const MAILBOX = 'ada@example.com';

/** A server that answers the n-th request by the n-th of `answers`, and all after that by the last. */
export async function scriptedExchange(...answers: Answer[]): Promise<ScriptedExchange> {
  const asked: Received[] = [];
  const askedForZones: Received[] = [];
  let connections = 0;
  const server = createServer({ cert: SERVER_CERTIFICATE, key: SERVER_KEY }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      if (one.body.includes('<m:GetServerTimeZones')) {
        askedForZones.push(one);
        scripted.answerZones(one, response);
        return;
      }
      asked.push(one);
      (answers[asked.length - 1] ?? answers.at(-1))?.(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.on('secureConnection', () => {
    connections += 1;
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server has one
  const scripted: ScriptedExchange = {
    url: `https://localhost:${port}/EWS/Exchange.asmx`,
    caCertificate: CA_CERTIFICATE,
    asked,
    askedForZones,
    answerZones: answer(messages('GetServerTimeZones', failure('GetServerTimeZones', 'ErrorInvalidRequest'))),
    connections: () => connections,
  };
  return scripted;
}

export const optionsFor = (
  server: Pick<ScriptedExchange, 'url' | 'caCertificate'>,
  overrides: Partial<EwsConnectionOptions> = {},
): EwsConnectionOptions => ({
  url: server.url,
  signIn: { method: 'basic', account: 'EXAMPLE\\svc-sync', password: 'pässword' },
  access: 'impersonation',
  version: 'Exchange2016',
  caCertificate: server.caCertificate,
  timeZone: 'Europe/Helsinki',
  allowedNetworks: LOOPBACK,
  timeoutMs: 5_000,
  now: () => NOW,
  newId: () => 'id',
  ...overrides,
});

export function connectTo(
  server: Pick<ScriptedExchange, 'url' | 'caCertificate'>,
  overrides: Partial<EwsConnectionOptions> = {},
): EwsConnection {
  const connection = createEwsConnection(optionsFor(server, overrides));
  onTestFinished(() => connection.close());
  return connection;
}

/** A server with these answers, and its mailbox as the operations take it. */
export async function scriptedMailbox(...answers: Answer[]) {
  const server = await scriptedExchange(...answers);
  return { server, mailbox: { connection: connectTo(server), address: MAILBOX } };
}

export const answer =
  (body: string, status = 200, headers: Record<string, string> = { 'Content-Type': 'text/xml' }): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

const NAMESPACES =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors"';

export const envelope = (body: string, majorVersion = 15): string =>
  `<?xml version="1.0" encoding="utf-8"?><s:Envelope ${NAMESPACES}><s:Header><t:ServerVersionInfo MajorVersion="${majorVersion}" MinorVersion="2" MajorBuildNumber="1118" MinorBuildNumber="7"/></s:Header><s:Body>${body}</s:Body></s:Envelope>`;

/** The answer to `operation` with these response messages. */
export const messages = (operation: string, ...contents: string[]): string =>
  envelope(
    `<m:${operation}Response><m:ResponseMessages>${contents.join('')}</m:ResponseMessages></m:${operation}Response>`,
  );

export const success = (operation: string, content = ''): string =>
  `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`;

export const failure = (operation: string, code: string, more = ''): string =>
  `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>-</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${more}</m:${operation}ResponseMessage>`;

export const backOff = (milliseconds: number): string =>
  `<m:MessageXml><t:Value Name="BackOffMilliseconds">${milliseconds}</t:Value></m:MessageXml>`;

export const fault = (code: string, majorVersion = 15, more = ''): string =>
  envelope(
    `<s:Fault><faultcode>a:${code}</faultcode><faultstring>-</faultstring><detail><e:ResponseCode>${code}</e:ResponseCode><e:Message>-</e:Message>${more}</detail></s:Fault>`,
    majorVersion,
  );

/** The complaints of Microsoft's schema about these requests; empty also where the schemas are absent. */
export async function complaintsAbout(asked: readonly Asked[]): Promise<string[]> {
  const complaints: string[] = [];
  for (const { body } of asked) {
    const [, version = ''] = /RequestServerVersion [^>]*Version="(\w+)"/.exec(body) ?? [];
    const schema = await schemaFor(version);
    complaints.push(...(schema?.validate(body) ?? []));
  }
  return complaints;
}
