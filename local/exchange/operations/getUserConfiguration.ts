// GetUserConfiguration (MS-OXWSUSRCFG section 3.1.4.3). Of a folder's configurations it has the working hours of the
// calendar, once a client has set them.
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence } from '../soap/values.ts';
import { attributes } from '../xml/write.ts';
import { child, childText } from '../xml/xml.ts';
import { writeWorkHours } from '../zones/workHours.ts';
import { knownZone } from '../zones/zones.ts';
import { each, findFolder, type Operation } from './operation.ts';

const NAME = 'GetUserConfiguration';

export const getUserConfiguration: Operation = (call) => {
  expectSequence(call.request, ['UserConfigurationName', 'UserConfigurationProperties']);
  const messages = each(
    [child(call.request, 'UserConfigurationName')],
    (name) => {
      const { folder, mailbox } = findFolder(call, name?.children[0]);
      const zone = knownZone(mailbox.timeZone() ?? '');
      if (name?.attributes.Name !== 'WorkHours' || folder.distinguished !== 'calendar' || !zone) {
        throw new ResponseError('ErrorItemNotFound', 'The specified object was not found in the store.');
      }
      const asked = (childText(call.request, 'UserConfigurationProperties') ?? '').split(/\s+/);
      const data = Buffer.from(writeWorkHours(zone), 'utf8').toString('base64');
      const xml = asked.includes('XmlData') || asked.includes('All') ? `<t:XmlData>${data}</t:XmlData>` : '';
      return successMessage(
        NAME,
        `<m:UserConfiguration><t:UserConfigurationName Name="WorkHours"><t:FolderId${attributes({ Id: folder.id })}/>` +
          `</t:UserConfigurationName>${xml}</m:UserConfiguration>`,
      );
    },
    (error) => errorMessage(NAME, error),
  );
  return responseBody(NAME, messages);
};
