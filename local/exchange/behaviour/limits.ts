// The limits of a budget (learn.microsoft.com: EWS throttling in Exchange): open requests, open synchronisations,
// entries of a batch. The budget belongs to the impersonated mailbox, else to the account.

import { contentOfError, errorMessage } from '../soap/answer.ts';
import { ResponseError, SoapFault } from '../soap/errors.ts';
import type { XmlElement } from '../xml/xml.ts';
import type { Limits } from './behaviour.ts';

export interface OpenRequests {
  /** Opens this request until `close`. Throws SoapFault or ResponseError where the budget has no room for it. */
  open(budget: string, operation: string, limits: Limits): void;
  close(budget: string, operation: string): void;
}

const CONNECTIONS =
  'You have exceeded the available concurrent connections for your account. Try again once your other requests have completed.';
const BUSY = 'The server cannot service this request right now. Try again later.';
const BACK_OFF_MS = 5000;

export const BACK_OFF = { BackOffMilliseconds: String(BACK_OFF_MS) };

export function createOpenRequests(): OpenRequests {
  const open = new Map<string, number>();
  const change = (key: string, by: number) => open.set(key, (open.get(key) ?? 0) + by);
  const key = (budget: string, operation: string) => `${operation} of ${budget}`;
  return {
    open(budget, operation, { concurrency, syncCalls }) {
      if (concurrency !== undefined && (open.get(budget) ?? 0) >= concurrency) {
        throw new SoapFault('ErrorExceededConnectionCount', CONNECTIONS);
      }
      const syncs = operation === 'SyncFolderItems' ? (open.get(key(budget, operation)) ?? 0) : 0;
      if (syncCalls !== undefined && syncs >= syncCalls) {
        const part = `This operation exceeds the throttling budget for policy part 'ConcurrentSyncCalls', policy value '${syncCalls}',  Budget type: 'Ews'.  Suggested backoff time ${BACK_OFF_MS} ms.`;
        throw new ResponseError('ErrorServerBusy', `${BUSY}, ${part}`);
      }
      change(budget, 1);
      change(key(budget, operation), 1);
    },
    close(budget, operation) {
      change(budget, -1);
      change(key(budget, operation), -1);
    },
  };
}

const BATCHES = ['ItemIds', 'Items', 'ItemChanges'];

/** The request without the entries that its budget does not cover, and their number. */
export function cutToBudget(request: XmlElement, max: number): { readonly request: XmlElement; readonly over: number } {
  const batch = request.children.find(({ name }) => BATCHES.includes(name));
  const over = Math.max((batch?.children.length ?? 0) - max, 0);
  if (over === 0) return { request, over };
  const children = request.children.map((element) =>
    element === batch ? { ...element, children: element.children.slice(0, max) } : element,
  );
  return { request: { ...request, children }, over };
}

/** The answer to a cut request, with ErrorServerBusy for each of the `over` entries that were cut. */
export function withBusyEntries(answer: string, operation: string, over: number): string {
  if (over === 0) return answer;
  const busy = errorMessage(operation, new ResponseError('ErrorServerBusy', BUSY), {
    content: contentOfError(operation),
    values: BACK_OFF,
  });
  return answer.replace('</m:ResponseMessages>', () => `${busy.repeat(over)}</m:ResponseMessages>`);
}
