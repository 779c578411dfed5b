// The version of the Exchange that answered: the header that every EWS answer carries.
import { child, readXml, type XmlElement } from '../xml/reader.ts';

export interface ServerVersion {
  /** 8 is Exchange 2007, 14 is 2010, 15 all since 2013; NaN where the server hides its number. */
  readonly major: number;
  readonly minor: number;
  readonly build: number;
  /** As people write it: `15.2.1118.7`. */
  readonly text: string;
}

/** Undefined when the text is no SOAP envelope. */
export const serverVersionOf = (body: string): ServerVersion | undefined => serverVersionIn(readXml(body));

/** Undefined when the root is no SOAP envelope. */
export function serverVersionIn(root: XmlElement | undefined): ServerVersion | undefined {
  if (root?.name !== 'Envelope') return undefined;
  const { attributes = {} } = child(child(root, 'Header'), 'ServerVersionInfo') ?? {};
  const { MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber } = attributes;
  const parts = [MajorVersion, MinorVersion, MajorBuildNumber, MinorBuildNumber].filter((part) => part !== undefined);
  return {
    major: Number(MajorVersion),
    minor: Number(MinorVersion ?? 0),
    build: Number(MajorBuildNumber ?? 0),
    text: parts.join('.'),
  };
}
