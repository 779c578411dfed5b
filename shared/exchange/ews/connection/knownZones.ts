// The zones that a connection remembers: those of its mailboxes, and those of its server.

import type { TimeZoneId } from '../../../calendar/event.ts';
import type { WindowsZones } from '../../../calendar/zones/zoneChoice.ts';
import type { EwsVersion } from '../../../sync/ports/exchangeNames.ts';

export interface MailboxZone {
  readonly timeZone: TimeZoneId;
  /** Under which all-day events are written. */
  readonly windowsTimeZone: string;
}

export interface ServerZonesMemory {
  known?: {
    readonly version: EwsVersion;
    /** Days since 1970. */
    readonly day: number;
    readonly zones: WindowsZones;
  };
}
