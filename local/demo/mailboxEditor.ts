// The person at the mailbox, over EWS. The connection is its own, so that its requests are not counted as the
// product's.
import { createEwsConnection, type EwsConnectionOptions } from '../../shared/exchange/ews/connection/connection.ts';
import { createEwsMailbox } from '../../shared/exchange/ews/mailbox.ts';
import { randomIds, systemClock } from '../../shared/seams.ts';
import type { Editor } from './editor.ts';
import { done, patiently, readMailbox, together } from './readMailbox.ts';

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
  return {
    list: () => readMailbox(mailbox),

    // No pair of the product has this id in its tag. All attempts use one tag, which makes one event.
    async create(event) {
      const tag = { pair: randomIds(), nonce: randomIds() };
      done('created', await patiently(async () => together(await mailbox.create([{ event, tag }]))));
    },

    async edit(item, patch) {
      const update = { id: item.id, version: item.version, item, patch, rev: randomIds() };
      done('changed', await patiently(async () => together(await mailbox.update([update]))));
    },

    async remove(item) {
      const removal = { id: item.id, version: item.version, item };
      done('deleted', await patiently(async () => together(await mailbox.remove([removal]))));
    },

    close: () => connection.close(),
  };
}
