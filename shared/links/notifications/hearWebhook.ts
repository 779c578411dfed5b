// A business application says that something changed (Standard Webhooks, github.com/standard-webhooks). Only the
// signature counts. A call costs one message, whatever it says: nothing is believed, and a read follows.
import { Webhook } from 'standardwebhooks';
import type { App } from '../../app/app.ts';
import type { WebhookRow } from '../../state/webhook.ts';
import { secretsOf } from '../connections/webhook.ts';
import { type Refusal, refused } from '../refusal.ts';

export interface WebhookCall {
  readonly company: string;
  readonly source: string;
  readonly headers: { readonly [name in (typeof HEADERS)[number]]: string | null };
  /** As it was sent: the signature is over these characters. */
  readonly body: string;
  /** The entry that the call names; undefined where it names none. */
  readonly entryIn: (body: string) => string | undefined;
}

export const HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/** Of calls that are remembered. Older ones are refused by their time: five minutes at most. */
const HEARD_MAX = 200;
const ID_LENGTH_MAX = 100;

/** Answers the refusal, or undefined after the poll was asked for. A call that was heard before costs nothing more. */
export async function hearWebhook(app: App, call: WebhookCall): Promise<Refusal | undefined> {
  const { company, source, body } = call;
  const resource = app.directory.webhook(company, source);
  const stored = await resource.get();
  // Nobody learns whether there is such a webhook.
  if (!stored || !isSigned(app, call, stored.value)) return refused('webhook-not-trusted');
  const stopped = await app.stopOf(company);
  if (stopped) return refused(stopped);
  const id = call.headers['webhook-id'] ?? '';
  if (stored.value.heard.includes(id)) return undefined;
  const entry = call.entryIn(body);
  await app.queues.pollSource({ company, source, ...(entry === undefined ? {} : { entry }) });
  // Remembered last: a call whose message was not sent comes again, and has to count then.
  const heard = [...stored.value.heard, id].slice(-HEARD_MAX);
  // Refused, another call was heard at the same moment: this one may count twice.
  await resource.put({ ...stored.value, heard }, stored.etag);
  return undefined;
}

function isSigned(app: App, { company, source, headers, body }: WebhookCall, row: WebhookRow): boolean {
  const given = Object.fromEntries(HEADERS.map((name) => [name, headers[name] ?? '']));
  if ((headers['webhook-id'] ?? '').length > ID_LENGTH_MAX) return false;
  return secretsOf(app, { company, source }, row).some((secret) => {
    try {
      new Webhook(secret).verify(body, given, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}
