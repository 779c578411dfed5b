// The person at the mailbox, over EWS. The connection is its own, so that its requests are not counted as the
// product's.
import { createEwsConnection, type EwsConnectionOptions } from '../../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../../shared/exchange/ews/mailbox.ts';
import { randomIds, systemClock } from '../../../shared/seams.ts';
import { type Editor, type Standing, titleOf } from './editor.ts';
import { onNewest } from './onNewest.ts';
import { done, patiently, readItems, readMailbox, together } from './readMailbox.ts';

const REQUEST_TIMEOUT_MS = 60_000;

export interface MailboxAccess
  extends Pick<EwsConnectionOptions, 'url' | 'caCertificate' | 'timeZone' | 'allowedNetworks'> {
  readonly account: string;
  readonly password: string;
}

/** `close` ends the connections. */
export function createMailboxEditor(
  { account, password, ...server }: MailboxAccess,
  address: string,
): Editor & { readonly close: () => void } {
  const connection = createEwsConnection({
    ...server,
    signIn: { method: 'password', account, password },
    access: 'impersonation',
    version: 'Exchange2016',
    timeoutMs: REQUEST_TIMEOUT_MS,
    now: systemClock,
    newId: randomIds,
  });
  const mailbox = createEwsMailbox(connection, address);
  const read = async (id: string): Promise<Standing> => {
    const [item] = await readItems(mailbox, [id]);
    if (!item) throw new Error('The calendar gave no answer about an event.');
    return item;
  };
  return {
    list: () => readMailbox(mailbox),

    // No pair of the product has this id in its tag. All attempts use one tag, which makes one event.
    async create(event) {
      const tag = { pair: randomIds(), nonce: randomIds() };
      const outcome = await patiently(async () => together(await mailbox.create([{ event, tag }])));
      done(named(event.title || '(no title)'), 'created', outcome);
    },

    async edit(seen, patch) {
      const write = async (item: Standing): Promise<void> => {
        const update = { id: item.id, version: item.version, item, patch, rev: randomIds() };
        const outcome = await patiently(async () => together(await mailbox.update([update])));
        done(named(titleOf(item.content)), 'changed', outcome);
      };
      await onNewest({ seen, write, read });
    },

    async remove(seen) {
      const write = async (item: Standing): Promise<void> => {
        const removal = { id: item.id, version: item.version, item };
        const outcome = await patiently(async () => together(await mailbox.remove([removal])));
        done(named(titleOf(item.content)), 'deleted', outcome);
      };
      await onNewest({ seen, write, read });
    },

    close: () => connection.close(),
  };
}

const named = (title: string): string => `The event "${title}"`;
