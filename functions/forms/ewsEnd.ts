// How long a connection over EWS to Microsoft 365 still lives, told wherever such a connection is shown. Those to an
// Exchange Server are told nothing.
import type { Instant } from '../../shared/calendar/event.ts';
import { cloudEwsOf, daysLeft } from '../../shared/exchange/ews/probe/microsoft365.ts';
import type { ExchangeSettings } from '../../shared/links/settings.ts';
import { problemView } from '../http/answer.ts';

/** The field `warning` of the view, with the days that are left where Microsoft named one; empty where there is none. */
export function ewsEnd(settings: ExchangeSettings, now: Instant): { readonly warning?: object } {
  const cloud = settings.kind === 'ews' ? cloudEwsOf(settings.url) : undefined;
  if (!cloud) return {};
  const days = daysLeft(cloud, now);
  const warning = problemView({ code: days === 0 ? 'ews-ended' : 'ews-ends' });
  return { warning: days === undefined ? warning : { ...warning, daysLeft: days } };
}
