// The warning on a connection over EWS to Microsoft 365: Microsoft ends EWS there. A connection to an Exchange Server has
// no warning.
import type { Instant } from '../../shared/calendar/event.ts';
import { cloudEwsOf, daysLeft } from '../../shared/exchange/ews/connection/microsoft365.ts';
import type { ExchangeSettings } from '../../shared/links/settings.ts';
import { problemView } from '../http/answer.ts';

/** The field `warning` of the view, or nothing. Where Microsoft has named the day, it says how many days are left. */
export function ewsEnd(settings: ExchangeSettings, now: Instant): { readonly warning?: object } {
  const cloud = settings.kind === 'ews' ? cloudEwsOf(settings.url) : undefined;
  if (!cloud) return {};
  const days = daysLeft(cloud, now);
  const warning = problemView({ code: days === 0 ? 'ews-ended' : 'ews-ends' });
  return { warning: days === undefined ? warning : { ...warning, daysLeft: days } };
}
