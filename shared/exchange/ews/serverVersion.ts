// Which Exchange answered: the header that every EWS answer carries.
import { child, readXml } from './reader.ts';

export interface ServerVersion {
  /** 15 from Exchange 2013 on. */
  readonly major: number;
  /** As people write it: `15.2.1118.7`. */
  readonly text: string;
}

/** Undefined when the text is no SOAP envelope; a server that hides its version has major NaN. */
export function serverVersionOf(body: string): ServerVersion | undefined {
  const root = readXml(body);
  if (root?.name !== 'Envelope') return undefined;
  const { attributes = {} } = child(child(root, 'Header'), 'ServerVersionInfo') ?? {};
  const { MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber } = attributes;
  const parts = [MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber].filter((part) => part !== undefined);
  return { major: Number(MajorVersion), text: parts.join('.') };
}
