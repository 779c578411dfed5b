// Repair: the library updates only items that it has read itself. Reading each item first would cost one more request.
import type { Appointment, ExchangeService } from 'ews-javascript-api';
import type { Ews } from './captureRequest.ts';

export interface BoundTo {
  readonly id: string;
  /** The ChangeKey; empty where the operation has no condition. */
  readonly version: string;
}

/** An appointment with this id and version, as if the library had read it. */
export function boundAppointment(ews: Ews, service: ExchangeService, { id, version }: BoundTo): Appointment {
  const appointment = new ews.Appointment(service);
  // Loading is internal to the library and therefore not declared.
  const loadable = appointment as unknown as {
    LoadFromXmlJsObject(properties: object, service: ExchangeService, clear: boolean): void;
  };
  loadable.LoadFromXmlJsObject({ ItemId: { Id: id, ChangeKey: version } }, service, true);
  return appointment;
}
