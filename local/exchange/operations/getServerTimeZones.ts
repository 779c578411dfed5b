// GetServerTimeZones (MS-OXWSGTZ): the server's zones, with their rules where the request asks for them.
import { responseBody, successMessage } from '../soap/answer.ts';
import { expectSequence } from '../soap/values.ts';
import { attributes } from '../xml/write.ts';
import { child } from '../xml/xml.ts';
import { displayName, writeZoneDefinition } from '../zones/zoneDefinition.ts';
import { allZones } from '../zones/zones.ts';
import type { Operation } from './operation.ts';

const NAME = 'GetServerTimeZones';

export const getServerTimeZones: Operation = ({ request }) => {
  expectSequence(request, ['Ids']);
  const asked = child(request, 'Ids')?.children.map((id) => id.text.trim().toLowerCase());
  const full = !/^(false|0)$/.test(request.attributes.ReturnFullTimeZoneData ?? 'true');
  const zones = allZones().filter(({ id }) => !asked || asked.includes(id.toLowerCase()));
  const definitions = zones.map((zone) =>
    full
      ? writeZoneDefinition('TimeZoneDefinition', zone.id)
      : `<t:TimeZoneDefinition${attributes({ Id: zone.id, Name: displayName(zone) })}/>`,
  );
  return responseBody(NAME, [
    successMessage(NAME, `<m:TimeZoneDefinitions>${definitions.join('')}</m:TimeZoneDefinitions>`),
  ]);
};
