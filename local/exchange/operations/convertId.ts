// ConvertId (MS-OXWSCVTID). Clients use it to learn the server's version. No id here has another form.
import { errorMessage, responseBody } from '../soap/answer.ts';
import { ResponseError } from '../soap/errors.ts';
import { expectSequence } from '../soap/values.ts';
import { child } from '../xml/xml.ts';
import type { Operation } from './operation.ts';

const NAME = 'ConvertId';

export const convertId: Operation = ({ request }) => {
  expectSequence(request, ['SourceIds']);
  const ids = child(request, 'SourceIds')?.children ?? [];
  return responseBody(
    NAME,
    ids.map(() => errorMessage(NAME, new ResponseError('ErrorInvalidIdMalformed', 'Id is malformed.'))),
  );
};
