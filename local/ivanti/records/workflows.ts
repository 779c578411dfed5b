// The tenant's workflows, which run some time after a change: one writes the record again, one calls a webhook.
// Nothing waits here: what is due runs before the next request.
import { createHmac } from 'node:crypto';
import type { Instant } from '../../../shared/calendar/event.ts';
import { type Deed, putRecord, type Tenant } from './tenant.ts';

/** A POST of a web-service step, signed as Standard Webhooks describes. */
export interface HookCall {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Webhook {
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
}

export interface Workflows {
  /** Undefined: no workflow calls. */
  webhook: Webhook | undefined;
  /** Runs what is due. */
  settle(): void;
  /** Resolves when the calls so far have been answered, or have failed. */
  sent(): Promise<void>;
}

const ENGINE = 'InternalServices';
const CALLED_FOR = 'Frs_CalendarItem';

interface Due {
  readonly at: Instant;
  readonly deed: Deed;
}

/** `post` sends a call; its failures are those of a webhook: nobody learns of them. */
export function createWorkflows(tenant: Tenant, post: (call: HookCall) => Promise<unknown>): Workflows {
  const { behaviour, clock } = tenant;
  let rewrites: Due[] = [];
  let hints: Due[] = [];
  let calls = 0;
  const running = new Set<Promise<unknown>>();

  function call({ url, secret }: Webhook, id: string, deed: Deed): void {
    const posted = post(signedCall({ url, secret, id, deed, now: clock() })).catch(() => undefined);
    running.add(posted);
    void posted.finally(() => running.delete(posted));
  }

  function deliver(due: readonly Due[]): void {
    const { webhook } = workflows;
    if (webhook === undefined) return;
    for (const { deed } of behaviour.hooks === 'reversed' ? due.toReversed() : due) {
      calls += 1;
      const times = behaviour.hooks === 'twice' ? 2 : 1;
      for (let n = 0; n < times; n += 1) call(webhook, `msg_${calls}`, deed);
    }
  }

  const workflows: Workflows = {
    webhook: undefined,
    settle() {
      const now = clock();
      const [rewritten, later] = split(rewrites, now);
      rewrites = later;
      for (const { at, deed } of rewritten) rewrite(tenant, deed, at);
      const [told, waiting] = split(hints, now);
      hints = waiting;
      deliver(told);
    },
    async sent() {
      await Promise.all(running);
    },
  };

  tenant.onDeed = (deed) => {
    const { workflowSeconds, hookSeconds } = behaviour;
    if (workflowSeconds !== undefined && deed.op !== 'delete') {
      rewrites.push({ at: deed.at + workflowSeconds * 1000, deed });
    }
    if (deed.object === CALLED_FOR) hints.push({ at: deed.at + hookSeconds * 1000, deed });
  };
  return workflows;
}

const split = (due: readonly Due[], now: Instant): [Due[], Due[]] => [
  due.filter(({ at }) => at <= now),
  due.filter(({ at }) => at > now),
];

/** A workflow touches the record in its own name. The change of a record that is gone is nobody's. */
function rewrite(tenant: Tenant, { id }: Deed, at: Instant): void {
  const found = tenant.records.get(id);
  if (!found) return;
  const seen = found.values.LastModDateTime;
  const modified = Math.max(at, typeof seen === 'number' ? seen : at);
  putRecord(tenant, found, { ...found.values, LastModBy: ENGINE, LastModDateTime: modified });
}

interface Signed extends Webhook {
  readonly id: string;
  readonly deed: Deed;
  readonly now: Instant;
}

function signedCall({ url, secret, id, deed, now }: Signed): HookCall {
  const at = `${new Date(deed.at).toISOString().slice(0, '2026-11-20T09:00:00'.length)}Z`;
  const body = JSON.stringify({ recId: deed.id, op: deed.op, object: deed.object, at });
  const timestamp = `${Math.floor(now / 1000)}`;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
  return { url, headers, body };
}
