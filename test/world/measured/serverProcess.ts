// The servers of the benchmarks in a process of their own, so that the other process measures the product alone. They are
// Azurite in memory and the local Exchange, with the people who work in its mailboxes. Ends with its parent.
import { startAzurite } from '../../../local/azurite.ts';
import { startExchange } from '../../../local/exchange/server.ts';
import { systemClock } from '../../../shared/seams.ts';
import { ACCOUNT } from './account.ts';
import { fillMailbox } from './fillMailbox.ts';

/** Sent once, when both listen. */
export interface Addresses {
  readonly connectionString: string;
  readonly url: string;
  readonly caCertificate: string;
}

/** A deed of people; answered by `'done'`, one after the other. */
export type Deed =
  /** A mailbox with so many events. */
  | { readonly deed: 'fill'; readonly email: string; readonly events: number }
  /** The first so many events get another subject. */
  | { readonly deed: 'edit'; readonly email: string; readonly events: number };

const azurite = await startAzurite({ inMemory: true });
const exchange = await startExchange({ mailboxes: [], accounts: [ACCOUNT], clock: systemClock });
process.on('message', (deed: Deed) => {
  exchange.addMailbox(deed.email);
  const person = exchange.person(deed.email);
  if (deed.deed === 'fill') fillMailbox(person, deed.events);
  else {
    const some = person.list().slice(0, deed.events);
    for (const { id } of some) person.edit(id, { subject: 'Changed in the mailbox' });
  }
  process.send?.('done');
});
process.once('disconnect', async () => {
  await Promise.all([exchange.close(), azurite.stop()]);
  process.exit();
});
const { url, caCertificate } = exchange;
process.send?.({ connectionString: azurite.connectionString, url, caCertificate } satisfies Addresses);
