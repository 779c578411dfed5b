// The envelope as ews-javascript-api itself writes it: what the repairs start from.
import type { ExchangeService } from 'ews-javascript-api';
import type { Compose, Ews } from '../../../../../shared/exchange/ews/library/captureRequest.ts';
import { NULL } from '../../../../../shared/exchange/ews/library/types.ts';
import type { EwsVersion } from '../../../../../shared/sync/ports/exchangeNames.ts';

/** Rejects with what the library throws where it builds no request. */
export async function rawEnvelope(ews: Ews, compose: Compose, version: EwsVersion = 'Exchange2016'): Promise<string> {
  const service = new ews.ExchangeService(ews.ExchangeVersion[version], ews.TimeZoneInfo.Utc);
  service.Url = new ews.Uri('https://localhost/EWS/Exchange.asmx');
  service.Credentials = new ews.WebCredentials('-', '-');
  let envelope: string | undefined;
  const unanswered = () => Promise.reject({ status: 0, getResponseHeader: () => '' });
  service.XHRApi = {
    apiName: 'raw',
    xhr: ({ data }) => {
      envelope = String(data);
      return unanswered();
    },
    xhrStream: unanswered,
    disconnect: () => {},
  };
  try {
    await compose(service);
  } catch (error) {
    if (envelope === undefined) throw error;
  }
  return envelope ?? '';
}

/** The request that updates this appointment. */
export const updateOf =
  (ews: Ews, appointment: (service: ExchangeService) => InstanceType<Ews['Appointment']>): Compose =>
  (service) => {
    const { NeverOverwrite } = ews.ConflictResolutionMode;
    const { SendToNone } = ews.SendInvitationsOrCancellationsMode;
    const { SaveOnly } = ews.MessageDisposition;
    return service.UpdateItems([appointment(service)], NULL, NeverOverwrite, SaveOnly, SendToNone);
  };

/** The request that creates this appointment. */
export const creationOf =
  (ews: Ews, appointment: (service: ExchangeService) => InstanceType<Ews['Appointment']>): Compose =>
  (service) => {
    const calendar = new ews.FolderId(ews.WellKnownFolderName.Calendar);
    return service.CreateItems([appointment(service)], calendar, NULL, ews.SendInvitationsMode.SendToNone);
  };
