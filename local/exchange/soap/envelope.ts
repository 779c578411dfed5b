// A request's envelope: operation, version, mailbox and time zone.

import { child, MESSAGES, SOAP, TYPES, type XmlElement } from '../xml/xml.ts';
import { knownZone, type WindowsZone } from '../zones/zones.ts';
import { SoapFault, schemaViolation } from './errors.ts';
import { expectKnown } from './schemaVersions.ts';
import { atLeast, type EwsVersion, isVersion } from './versions.ts';

export type ConnectingSid = {
  readonly kind: 'PrincipalName' | 'SID' | 'PrimarySmtpAddress' | 'SmtpAddress';
  readonly value: string;
};

export interface EwsRequest {
  /** The local name of the element in the body, `GetItem`. */
  readonly operation: string;
  readonly element: XmlElement;
  readonly version: EwsVersion;
  readonly impersonate?: ConnectingSid;
  /** TimeZoneContext, for values without offset and for the values of the answer. */
  readonly zone?: WindowsZone;
}

/** Throws SoapFault for XML that is no request in a version of this server. */
export function readEnvelope(root: XmlElement, serverVersion: EwsVersion): EwsRequest {
  if (root.uri !== SOAP || root.name !== 'Envelope')
    throw schemaViolation('The root element is not a SOAP 1.1 envelope.');
  const body = root.children.find((element) => element.uri === SOAP && element.name === 'Body');
  const operation = body?.children[0];
  if (!operation || body.children.length !== 1) throw schemaViolation('The body does not hold exactly one request.');
  if (operation.uri !== MESSAGES) throw schemaViolation(`The element '${operation.name}' is in no namespace of EWS.`);
  const header = root.children.find((element) => element.uri === SOAP && element.name === 'Header');
  for (const element of header?.children ?? []) {
    if (element.uri === TYPES) continue;
    if (element.attributes.mustUnderstand === '1') {
      throw new SoapFault('ErrorInvalidRequest', `The header '${element.name}' is not understood.`);
    }
  }
  const version = requestVersion(child(header, 'RequestServerVersion'), serverVersion);
  for (const element of header?.children ?? []) expectKnown(element, version, serverVersion);
  expectKnown(operation, version, serverVersion);
  const impersonate = connectingSid(child(child(header, 'ExchangeImpersonation'), 'ConnectingSID'));
  const zone = timeZoneContext(child(header, 'TimeZoneContext'));
  return {
    operation: operation.name,
    element: operation,
    version,
    ...(impersonate && { impersonate }),
    ...(zone && { zone }),
  };
}

/**
 * MS-OXWSCDATA RequestServerVersion: a version that the server lacks is refused. A missing one means the server's own.
 */
function requestVersion(element: XmlElement | undefined, serverVersion: EwsVersion): EwsVersion {
  if (!element) return serverVersion;
  const version = element.attributes.Version ?? '';
  if (!isVersion(version) || !atLeast(serverVersion, version)) {
    throw new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.');
  }
  return version;
}

function connectingSid(element: XmlElement | undefined): ConnectingSid | undefined {
  const chosen = element?.children[0];
  if (!chosen) return undefined;
  const kind = chosen.name;
  if (kind !== 'PrincipalName' && kind !== 'SID' && kind !== 'PrimarySmtpAddress' && kind !== 'SmtpAddress') {
    throw schemaViolation(`The element 'ConnectingSID' has invalid child element '${kind}'.`);
  }
  return { kind, value: chosen.text.trim() };
}

function timeZoneContext(element: XmlElement | undefined): WindowsZone | undefined {
  if (!element) return undefined;
  const id = child(element, 'TimeZoneDefinition')?.attributes.Id ?? '';
  const zone = knownZone(id);
  if (!zone) throw new SoapFault('ErrorTimeZone', 'The specified time zone is not valid.');
  return zone;
}
