import util from 'node:util';
import * as ews from 'ews-javascript-api';
import { afterEach, describe, expect, it } from 'vitest';
import { restoreIsNullOrUndefined } from '../../../../../shared/exchange/ews/library/isNullOrUndefined.ts';
import { creationOf, rawEnvelope } from './rawEnvelope.ts';

const lacking = (): void => {
  Reflect.deleteProperty(util, 'isNullOrUndefined');
};
afterEach(lacking);

const tagged = (): Promise<string> =>
  rawEnvelope(
    ews,
    creationOf(ews, (service) => {
      const appointment = new ews.Appointment(service);
      const set = new ews.Guid('00000000-0000-0000-0000-000000000001');
      const property = new ews.ExtendedPropertyDefinition(set, 'Tag', ews.MapiPropertyType.String);
      appointment.SetExtendedProperty(property, 'x');
      return appointment;
    }),
  );

describe('restoreIsNullOrUndefined', () => {
  it('is needed as long as the library throws for an extended property on a Node without the function', async () => {
    lacking();
    await expect(tagged()).rejects.toThrow('isNullOrUndefined');
  });

  it('lets the library write an extended property', async () => {
    lacking();
    restoreIsNullOrUndefined();
    expect(await tagged()).toContain('PropertySetId="00000000-0000-0000-0000-000000000001"');
  });
});
