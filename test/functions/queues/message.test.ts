// Messages of the queues, ours and others.
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../functions/queues/message.ts';
import { pollSourceMessage, syncLinkMessage } from '../../../shared/state/account/queues.ts';

describe('messageOf', () => {
  it('reads our messages', () => {
    const message = { v: 1, company: 'acme', link: '-J_4' };
    expect(messageOf(syncLinkMessage, message)).toEqual(message);
  });

  it.each([
    'text',
    null,
    [],
    {},
    { v: 2, company: 'acme', link: 'l' },
    { v: 1, company: 'a/b', link: '../x' },
    { v: 1, company: 'acme', link: '' },
    { v: 1, company: 'acme', source: 'a|b' },
    { v: 1, company: 'acme', link: 'l', 'Dentist at nine': 1 },
  ])('%j is not ours, and the error repeats nothing of it', (message) => {
    expect(() => messageOf(syncLinkMessage, message)).toThrow(/^the message is not one of ours$/);
    expect(() => messageOf(pollSourceMessage, message)).toThrow(/^the message is not one of ours$/);
  });
});
