// GetItem: items by id, one result each (MS-OXWSCORE section 3.1.4.4).
import { itemWriter } from '../item/shape.ts';
import { errorMessage, responseBody, successMessage } from '../soap/answer.ts';
import { expectSequence } from '../soap/values.ts';
import { child } from '../xml/xml.ts';
import { each, findItem, type Operation, shapeContext, wholeBatch } from './operation.ts';

const NAME = 'GetItem';

export const getItem: Operation = (call) =>
  wholeBatch(NAME, '<m:Items/>', () => {
    expectSequence(call.request, ['ItemShape', 'ItemIds']);
    const write = itemWriter(child(call.request, 'ItemShape'), shapeContext(call), true);
    const messages = each(
      child(call.request, 'ItemIds')?.children ?? [],
      (id) => successMessage(NAME, `<m:Items>${write(findItem(call, id).item)}</m:Items>`),
      (error) => errorMessage(NAME, error, { content: '<m:Items/>' }),
    );
    return responseBody(NAME, messages);
  });
