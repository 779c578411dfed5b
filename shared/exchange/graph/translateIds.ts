// Ids of one interface to a mailbox as ids of the other (learn.microsoft.com: "user: translateExchangeIds"). It converts
// and does not look whether the item exists. It takes the permission User.Read.All, which the consent does not ask for:
// who has not granted it is answered `denied`, and events are found by their UIDs.
import { z } from 'zod';
import type { Api } from '../../sync/ports/mailbox.ts';
import { failed, type Outcome, ok } from '../../sync/ports/outcome.ts';
import { brokenAnswer } from '../failures.ts';
import type { GraphConnection } from './connection/connection.ts';

/** Microsoft's limit. */
const IDS_MAX = 1000;

const ID_TYPES = { ews: 'ewsId', graph: 'restImmutableEntryId' } as const satisfies Record<Api, string>;

const answer = z.object({
  value: z.array(z.object({ sourceId: z.string(), targetId: z.string().min(1).nullish() })),
});

/** Ids of one mailbox, and the interface whose ids are wanted. */
export interface Translation {
  /** Of the mailbox, by SMTP. */
  readonly address: string;
  readonly ids: readonly string[];
  readonly to: Api;
}

/** For each id one of `to`, in order; undefined where it means nothing in the mailbox. */
export async function translateIds(
  connection: GraphConnection,
  { address, ids, to }: Translation,
): Promise<Outcome<(string | undefined)[]>> {
  const path = `/users/${encodeURIComponent(address)}/translateExchangeIds`;
  const types = { sourceIdType: ID_TYPES[to === 'ews' ? 'graph' : 'ews'], targetIdType: ID_TYPES[to] };
  const targets = new Map<string, string>();
  for (let from = 0; from < ids.length; from += IDS_MAX) {
    const body = { inputIds: ids.slice(from, from + IDS_MAX), ...types };
    const answered = await connection.ask(address, (client) => client.api(path).post(body));
    if (!answered.ok) return answered;
    const parsed = answer.safeParse(answered.value.value);
    if (!parsed.success) return failed(brokenAnswer('not a list of ids'));
    for (const { sourceId, targetId } of parsed.data.value) if (targetId) targets.set(sourceId, targetId);
  }
  return ok(ids.map((id) => targets.get(id)));
}
