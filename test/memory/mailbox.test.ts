import { mailboxContract } from '../contract/mailbox.ts';
import { MemoryMailbox } from './mailbox.ts';

mailboxContract({
  name: 'in memory',
  open: async () => {
    const mailbox = new MemoryMailbox();
    return { mailbox, person: mailbox.person };
  },
});
