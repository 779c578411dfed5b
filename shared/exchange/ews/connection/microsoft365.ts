// EWS in Microsoft 365 while it lives: which servers are Microsoft's own, and when it ends there. Exchange Server is
// not concerned. Since 2026-10-01 it is closed unless the organisation allows the application. On 2027-04-01 it is
// switched off for good, without exceptions (Exchange Team: "Exchange Online EWS, Your Time is Almost Up").
import type { Instant } from '../../../calendar/event.ts';

export interface CloudEws {
  /** Undefined where Microsoft has published no day for this cloud. */
  readonly endsAt: Instant | undefined;
}

/** The worldwide cloud, GCC included. */
const WORLDWIDE: CloudEws = { endsAt: Date.parse('2027-04-01T00:00:00Z') };
/** The days that Microsoft names are those of the worldwide cloud. */
const NATIONAL: CloudEws = { endsAt: undefined };

/** By the host of the EWS address (Microsoft: "Office 365 URLs and IP address ranges", also of its national clouds). */
const CLOUDS: ReadonlyMap<string, CloudEws> = new Map([
  ['outlook.office365.com', WORLDWIDE],
  ['outlook.office.com', WORLDWIDE],
  ['outlook.office365.us', NATIONAL],
  ['outlook-dod.office365.us', NATIONAL],
  ['webmail.apps.mil', NATIONAL],
  ['partner.outlook.cn', NATIONAL],
]);

const DAY_MS = 86_400_000;

/** Undefined for every server that is not Microsoft's own. */
export const cloudEwsOf = (url: string): CloudEws | undefined => CLOUDS.get(URL.parse(url)?.hostname ?? '');

/** Days until the end, the last one begun counted in; 0 when it is over, undefined where no day is known. */
export const daysLeft = ({ endsAt }: CloudEws, now: Instant): number | undefined =>
  endsAt === undefined ? undefined : Math.max(0, Math.ceil((endsAt - now) / DAY_MS));
