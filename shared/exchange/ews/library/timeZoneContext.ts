// Repair: the library writes the header TimeZoneContext for every version. Its schema came with Exchange 2010, and the one
// of Exchange 2007 does not have it.

/**
 * The envelope without the header. Nothing is lost: every time in our requests is an instant. No value can look like the
 * element, since `<` is escaped.
 */
export const withoutTimeZoneContext = (envelope: string): string =>
  envelope.replace(/<t:TimeZoneContext\b.*?<\/t:TimeZoneContext>/s, '');
