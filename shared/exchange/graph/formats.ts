// Bodies in HTML, for texts that are about to be written over. Graph gives every body as HTML that is asked for as HTML.
import type { BodyChange, Reformatted } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import { reformatted } from '../format/reformat.ts';
import { askEach } from './connection/batch.ts';
import { eventPath, type GraphMailbox } from './connection/graphMailbox.ts';
import { queryOf } from './http/odata.ts';
import { readBodyJson } from './item/eventJson.ts';

const BODY = queryOf({ $select: 'body' });

export const readFormats = (
  mailbox: GraphMailbox,
  changes: readonly BodyChange[],
): Promise<Outcome<Reformatted | undefined>[]> =>
  askEach(
    mailbox,
    changes.map(({ id }) => ({ method: 'GET', url: eventPath(mailbox, id) + BODY, bodies: 'html' })),
    {
      read: (answer, at) => {
        const read = readBodyJson(answer);
        const change = changes[at];
        if (!read || !change) return failed(brokenAnswer('an event has no id'));
        return ok(reformatted(read, change));
      },
    },
  );
