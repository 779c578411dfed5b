import { mailboxContract } from '../contract/mailbox.ts';
import { mailboxSeriesContract } from '../contract/mailboxSeries.ts';
import { MemoryMailbox } from './mailbox.ts';

const options = {
  name: 'in memory',
  open: async () => {
    const mailbox = new MemoryMailbox();
    return { mailbox, person: mailbox.person };
  },
};

mailboxContract(options);
mailboxSeriesContract(options);
