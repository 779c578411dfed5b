// The elements, attributes and FieldURIs of this server that came after Exchange 2007 SP1, with the version whose
// schema first has them. A request may hold only those of its own version.

import type { XmlElement } from '../xml/xml.ts';
import { schemaViolation } from './errors.ts';
import { atLeast, type EwsVersion } from './versions.ts';

const words = (since: EwsVersion, ...lines: string[]): [string, EwsVersion][] =>
  lines.flatMap((line) => line.split(' ')).map((word) => [word, since]);

/** Elements, headers and operations included. */
export const ELEMENTS_SINCE: ReadonlyMap<string, EwsVersion> = new Map([
  ...words(
    'Exchange2010',
    'TimeZoneContext SmtpAddress SyncScope QueryString FirstDayOfWeek FilterHtmlContent ConvertHtmlCodePageToUTF8',
    'ReturnNewItemIds GetServerTimeZones GetUserConfiguration StartTimeZone EndTimeZone IsAssociated DateTimePrecision ConversationId',
  ),
  ...words(
    'Exchange2013',
    'UniqueBodyType NormalizedBodyType InlineImageUrlTemplate BlockExternalImages AddBlankTargetToLinks',
    'MaximumBodySize SeekToConditionPageItemView ManagementRole EnhancedLocation StartWallClock EndWallClock',
    'StartTimeZoneId EndTimeZoneId IsOrganizer TextBody ReminderNextTime Flag InstanceKey',
  ),
]);

export const ATTRIBUTES_SINCE: ReadonlyMap<string, EwsVersion> = new Map(words('Exchange2013', 'SuppressReadReceipts'));

export const FIELD_URIS_SINCE: ReadonlyMap<string, EwsVersion> = new Map([
  ...words(
    'Exchange2010',
    'calendar:StartTimeZone calendar:EndTimeZone folder:SharingEffectiveRights item:ConversationId item:IsAssociated',
    'item:StoreEntryId item:UniqueBody item:WebClientEditFormQueryString item:WebClientReadFormQueryString',
  ),
  ...words(
    'Exchange2013',
    'calendar:EndTimeZoneId calendar:EndWallClock calendar:EnhancedLocation calendar:IsOrganizer',
    'calendar:JoinOnlineMeetingUrl calendar:OnlineMeetingSettings calendar:StartTimeZoneId calendar:StartWallClock',
    'folder:DistinguishedFolderId folder:PolicyTag folder:ArchiveTag item:ArchiveTag item:BlockStatus',
    'item:EntityExtractionResult item:Flag item:HasBlockedImages item:IconIndex item:InstanceKey item:IsClutter',
    'item:MimeContentUTF8 item:NormalizedBody item:PolicyTag item:Preview item:ReminderNextTime item:RetentionDate',
    'item:RightsManagementLicenseData item:TextBody',
  ),
  ...words('Exchange2016', 'calendar:InboxReminders item:Hashtags item:Mentions item:MentionedMe'),
]);

/**
 * Throws SoapFault where `element` or a descendant is younger than `version`, which the request declares. FieldURIs are
 * judged by the server's own schema. A FieldURI that only the declared version lacks is refused per item.
 */
export function expectKnown(element: XmlElement, version: EwsVersion, serverVersion: EwsVersion): void {
  if (isYounger(ELEMENTS_SINCE, element.name, version)) {
    throw schemaViolation(`The element '${element.name}' is not one of ${version}.`);
  }
  for (const [name, value] of Object.entries(element.attributes)) {
    if (isYounger(ATTRIBUTES_SINCE, name, version)) throw schemaViolation(`The '${name}' attribute is not declared.`);
    if (name === 'FieldURI' && isYounger(FIELD_URIS_SINCE, value, serverVersion)) {
      throw schemaViolation(`The 'FieldURI' attribute is invalid - The value '${value}' is invalid.`);
    }
  }
  for (const below of element.children) expectKnown(below, version, serverVersion);
}

function isYounger(since: ReadonlyMap<string, EwsVersion>, name: string, version: EwsVersion): boolean {
  const first = since.get(name);
  return first !== undefined && !atLeast(version, first);
}
