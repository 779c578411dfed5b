// The shared mailboxes of a company: each shows the entries of everybody.
import { z } from 'zod';
import { readSharedMailbox, saveSharedMailbox } from '../shared/links/connections/sharedMailboxes.ts';
import type { User } from '../shared/links/settings.ts';
import { sharedMailbox } from './answers/company.ts';
import { calendarChoice, userParams } from './http/parameters.ts';
import { preconditionOf, savedReply, storedReply } from './http/preconditions.ts';
import { companyRoute } from './http/route.ts';

const sharedMailboxBody = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(200, 'is too long'),
  calendar: calendarChoice.optional(),
});

companyRoute(
  {
    name: 'getSharedMailbox',
    method: 'GET',
    path: 'shared-mailboxes/{email}',
    action: 'user.read',
    summary: 'A mailbox whose calendar shows the entries of everybody',
    answers: { 200: sharedMailbox },
    params: userParams,
  },
  async (call) => storedReply(await readSharedMailbox(call, call.params.email), sharedMailboxView),
);

companyRoute(
  {
    name: 'putSharedMailbox',
    method: 'PUT',
    path: 'shared-mailboxes/{email}',
    action: 'user.write',
    summary: 'Make or change a shared mailbox',
    answers: { 200: sharedMailbox, 201: sharedMailbox },
    params: userParams,
    body: sharedMailboxBody,
  },
  async (call) => {
    const precondition = preconditionOf(call.header);
    return savedReply(await saveSharedMailbox(call, { ...call.params, ...call.body, precondition }), sharedMailboxView);
  },
);

/** The fields that PUT takes. */
const sharedMailboxView = ({ name, shared }: User) => ({
  name,
  ...(shared?.calendar ? { calendar: shared.calendar } : {}),
});
