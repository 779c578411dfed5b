// Repair: the library deletes an extended property only if it has read that property itself.
import type { Appointment, ExtendedPropertyDefinition } from 'ews-javascript-api';

/** Deletes the property with the next update, whether or not the item has it. */
export function deleteUnread(appointment: Appointment, property: ExtendedPropertyDefinition): void {
  appointment.SetExtendedProperty(property, '-');
  appointment.ExtendedProperties.ClearChangeLog();
  appointment.RemoveExtendedProperty(property);
}
