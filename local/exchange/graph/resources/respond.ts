// An attendee's answer to a meeting (learn.microsoft.com: event: accept, decline, tentativelyAccept).

import { answered } from '../../person/meetings.ts';
import { concernedBy } from '../../store/item.ts';
import { objectOf } from '../event/draft.ts';
import type { Call, GraphAnswer } from '../request/call.ts';
import { invalidRequest } from '../request/errors.ts';
import { findEvent } from './events.ts';

export type AnswerAction = 'accept' | 'decline' | 'tentativelyAccept';

const RESPONSES = { accept: 'Accept', decline: 'Decline', tentativelyAccept: 'Tentative' } as const;

/**
 * Answers for the whole event. The organiser is told unless `sendResponse` is false. A declined event leaves the
 * calendar.
 */
export function respond(call: Call, id: string, action: AnswerAction): GraphAnswer {
  const { mailbox, site, request } = call;
  const { stored } = findEvent(call, id);
  if (stored.organizer === undefined) {
    throw invalidRequest(
      "Your request can't be completed. You can't respond to this meeting because you're the meeting organizer.",
    );
  }
  const { sendResponse = true } = request.body === undefined ? {} : objectOf(request.body);
  const item = mailbox.update(stored, answered(stored, RESPONSES[action]));
  if (action === 'decline') mailbox.move(item, mailbox.folder('deleteditems'));
  if (sendResponse) site.send({ kind: 'response', from: mailbox.address, to: concernedBy(item), uid: item.uid }, item);
  return { status: 202 };
}
