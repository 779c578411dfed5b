// Row 43 of docs/ivanti.md: the calls of a workflow.
import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import type { IvantiBehaviour } from '../../../local/ivanti/http/behaviour.ts';
import { createIvanti } from '../../../local/ivanti/ivanti.ts';
import type { HookCall } from '../../../local/ivanti/records/workflows.ts';

const SECRET = Buffer.from('a key of the webhook').toString('base64');

function start(behaviour: Partial<IvantiBehaviour> = {}) {
  const time = { now: Date.UTC(2026, 10, 20, 8) };
  const calls: HookCall[] = [];
  const ivanti = createIvanti({
    clock: () => time.now,
    behaviour,
    post: async (call) => {
      calls.push(call);
      throw new Error('Nobody answers.');
    },
  });
  const { office } = ivanti;
  office.addEmployee({ login: 'anna', email: 'anna@example.com' });
  const webhook = { url: 'https://localhost/hooks/ivanti', secret: `whsec_${SECRET}` };
  const times = { isAllDay: false, start: time.now, end: time.now + 3_600_000 } as const;
  const create = () => office.create({ title: 'Confidential', times, owner: 'anna' });
  const ops = () => calls.map(({ body }) => JSON.parse(body).op);
  return { time, calls, office, create, ops, webhook, ivanti };
}

it('calls on create, update and delete, and not for changes by workflows', async () => {
  const { office, calls, create, ops, webhook, time, ivanti } = start();
  create();
  expect(calls).toEqual([]);
  office.callWebhook(webhook);
  const id = create();
  office.edit(id, { location: 'Room 1' });
  office.addChange({ subject: 'Upgrade', owner: 'anna' });
  time.now += 60_000;
  office.remove(id);
  expect(ops()).toEqual(['create', 'update', 'delete']);
  expect(JSON.parse(calls[2]?.body ?? '')).toEqual({
    recId: id,
    op: 'delete',
    object: 'Frs_CalendarItem',
    at: '2026-11-20T08:01:00Z',
  });
  expect(calls.every(({ body }) => !body.includes('Confidential'))).toBe(true);
  await ivanti.workflows.sent();
});

it('signs as Standard Webhooks describes', () => {
  const { office, calls, create, webhook } = start();
  office.callWebhook(webhook);
  create();
  const { headers = {}, body = '' } = calls[0] ?? {};
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', Buffer.from(SECRET, 'base64')).update(content).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  expect(headers['webhook-timestamp']).toBe(`${Date.UTC(2026, 10, 20, 8) / 1000}`);
});

it('calls late, twice, or in another order', () => {
  const late = start({ hookSeconds: 30, hooks: 'reversed' });
  late.office.callWebhook(late.webhook);
  late.office.remove(late.create());
  expect(late.calls).toEqual([]);
  late.time.now += 30_000;
  late.office.list();
  expect(late.ops()).toEqual(['delete', 'create']);
  const twice = start({ hooks: 'twice' });
  twice.office.callWebhook(twice.webhook);
  twice.create();
  const ids = twice.calls.map(({ headers }) => headers['webhook-id']);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
});
